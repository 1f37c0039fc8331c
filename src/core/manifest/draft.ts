import { isObject, setOwn, toPointer } from '#core/json'

/** Builds a normalised manifest piece by piece and remembers where each piece comes from. */
export class ManifestDraft {
  readonly pointers: Record<string, string> = { '': '' }
  /** By what has become of it, a name or the beginning of a path as it is written. */
  readonly writtenAs: Record<string, string> = {}
  readonly #root: Record<string, unknown> = {}

  /** Sets a value unless it is undefined. `from` is its pointer in the original document. */
  set(path: readonly (string | number)[], value: unknown, from?: string): void {
    if (value === undefined) return
    let parent: object = this.#root
    for (const [index, segment] of path.slice(0, -1).entries()) {
      const existing = ownValue(parent, String(segment))
      const next =
        isObject(existing) || Array.isArray(existing) ? existing : typeof path[index + 1] === 'number' ? [] : {}
      setOwn(parent, String(segment), next)
      parent = next
    }
    setOwn(parent, String(path.at(-1)), value)
    if (from !== undefined) this.pointers[toPointer(...path)] = from
  }

  /** True if there is something at a place of the manifest. */
  has(path: readonly string[]): boolean {
    let value: unknown = this.#root
    for (const segment of path) value = isObject(value) ? ownValue(value, segment) : undefined
    return value !== undefined
  }

  get content(): unknown {
    return this.#root
  }
}

// Names are anything that somebody wrote: `__proto__` too.
function ownValue(parent: object, key: string): unknown {
  return Object.hasOwn(parent, key) ? (parent as Record<string, unknown>)[key] : undefined
}
