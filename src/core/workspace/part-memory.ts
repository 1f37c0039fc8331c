import type { RememberPart } from '#core/openapi'

/** What was worked out of parts of files, with the hash of the file that each stands in. Plain data. */
export type KnownParts = Record<string, readonly [hash: string, value: unknown]>

interface PartMemory {
  /** From the last time. */
  readonly known: KnownParts
  /** What is kept for the next time. */
  readonly kept: KnownParts
  readonly hashOf: (file: string) => string
  /** False if a file has changed while it was looked at. */
  readonly isSound: () => boolean
}

/** Works out what follows from a part of one file alone only where that file is not what it was. What is not wanted any more is forgotten. */
export function partMemory({ known, kept, hashOf, isSound }: PartMemory): RememberPart {
  return async <T>({ file, name }: Parameters<RememberPart>[0], work: () => Promise<T>): Promise<T> => {
    const hash = hashOf(file)
    const before = Object.hasOwn(known, name) ? known[name] : undefined
    const value = before?.[0] === hash ? (before[1] as T) : await work()
    if (isSound()) kept[name] = [hash, value]
    return value
  }
}
