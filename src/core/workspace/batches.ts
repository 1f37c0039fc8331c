import { hashText } from '#core/json'
import { type FileTree, joinPath } from '#core/source'

/** What is known of files of a folder that are looked at together. */
export interface KnownBatch {
  /** Stands for the content of all of them. */
  readonly answer: string
  /** By their order, one in a line. */
  readonly hashes: string
  /** By their order, one letter for each: `s` for a file that is none of ours, `-` for one that may be. */
  readonly kinds: string
}

/** Files of a folder, as they are now. */
export interface Batch extends Omit<KnownBatch, 'kinds'> {
  readonly subject: string
  /** More is known when the files have been looked into. */
  kinds: string
  /** False if it is as it was the last time. */
  readonly isNew: boolean
}

/** A file in a batch. */
export interface FileInBatch {
  readonly batch: Batch
  readonly index: number
  readonly hash: string
}

/** So many files are told from what they were by one hash. Where one has changed, all of them are hashed. */
const together = 64

/** Questions about all files of a folder. */
export function batchesOf(folder: string, names: readonly string[]): string[] {
  return dividedIntoBatches(names).map((batch) => `${folder}//${batch.join('/')}`)
}

/** The files of a folder that are looked at together. */
export function dividedIntoBatches(names: readonly string[]): string[][] {
  const batches: string[][] = []
  for (let start = 0; start < names.length; start += together) batches.push(names.slice(start, start + together))
  return batches
}

/** The folder that a batch is in. */
export function folderOfBatch(subject: string): string {
  return subject.slice(0, subject.indexOf('//'))
}

/** The names of its files. */
export function namesInBatch(subject: string): string[] {
  return subject.slice(subject.indexOf('//') + 2).split('/')
}

/** The paths of its files. */
export function filesInBatch(subject: string): string[] {
  const folder = folderOfBatch(subject)
  return namesInBatch(subject).map((name) => joinPath(folder, name))
}

interface Sources {
  readonly tree: FileTree
  /** What a file holds that is looked at by itself: a hash, or why it cannot be read. */
  readonly readAlone: (file: string) => string
  /** What a batch was the last time. */
  readonly recall: (subject: string) => KnownBatch | undefined
}

const placeBytes = 512 * 1024

/** Where files are read to. One for all, since to make it takes longer than to read a folder. */
let place: Buffer | undefined

/** The batch that stands there, and where each of its files ends; one that was read by itself, where the one before it does. */
let placed: { readonly batch: Batch; readonly ends: readonly number[] } | undefined

/** Looks at files together: most are as they were, and then one hash says so of many. */
export class Batches {
  readonly #sources: Sources
  readonly #bySubject = new Map<string, Batch>()
  readonly #byFolder = new Map<string, readonly Batch[]>()
  /** By name, where each file is in a batch. */
  readonly #places = new Map<Batch, ReadonlyMap<string, FileInBatch>>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  /** Stands for what the files of a batch hold. */
  look(subject: string): string {
    const folder = folderOfBatch(subject)
    const names = namesInBatch(subject)
    const { tree, readAlone, recall } = this.#sources
    place ??= Buffer.allocUnsafeSlow(placeBytes)
    const sizes = tree.skim?.(folder, names, place) ?? names.map(() => -1)
    let end = 0
    const ends = sizes.map((size) => {
      if (size > 0) end += size
      return end
    })
    const said = sizes.map((size, index) => (size < 0 ? readAlone(joinPath(folder, names[index] ?? '')) : size))
    const answer = `${hashText(place.subarray(0, end))} ${said.join()}`
    const known = recall(subject)
    const isNew = known?.answer !== answer
    const batch = { subject, isNew, ...(isNew ? batchOf(answer, hashesOf(place, said), known) : known) }
    this.#add(folder, batch)
    placed = { batch, ends }
    return answer
  }

  /** What a file holds if it has this hash and was looked at with the batch that was looked at last. */
  contentOf(file: string, hash: string): Uint8Array | undefined {
    const found = this.find(file)
    if (place === undefined || placed === undefined || found?.hash !== hash || found.batch !== placed.batch)
      return undefined
    const start = placed.ends[found.index - 1] ?? 0
    const end = placed.ends[found.index] ?? start
    // A copy, since other files are read to the same place.
    return start === end ? undefined : Buffer.from(place.subarray(start, end))
  }

  /** What is known of a batch that was looked at. */
  of(subject: string): Batch | undefined {
    return this.#bySubject.get(subject)
  }

  /** The batch that a file was looked at in, and where it is there. */
  find(file: string): FileInBatch | undefined {
    const slash = file.lastIndexOf('/')
    const batches = this.#byFolder.get(file.slice(0, Math.max(0, slash)))
    if (batches === undefined) return undefined
    const name = file.slice(slash + 1)
    for (const batch of batches) {
      const found = this.#filesIn(batch).get(name)
      if (found !== undefined) return found
    }
    return undefined
  }

  #add(folder: string, batch: Batch): void {
    this.#bySubject.set(batch.subject, batch)
    this.#byFolder.set(folder, [...(this.#byFolder.get(folder) ?? []), batch])
  }

  // Mostly, nobody asks for any file of a batch.
  #filesIn(batch: Batch): ReadonlyMap<string, FileInBatch> {
    const known = this.#places.get(batch)
    if (known !== undefined) return known
    const hashes = batch.hashes.split('\n')
    const names = namesInBatch(batch.subject)
    const files = new Map(names.map((name, index) => [name, { batch, index, hash: hashes[index] ?? '' }]))
    this.#places.set(batch, files)
    return files
  }
}

// A hash is what was said of a file that was read by itself.
function hashesOf(bytes: Buffer, said: readonly (string | number)[]): string[] {
  let end = 0
  return said.map((each) => {
    // What is said of one that cannot be read is more than one line, perhaps.
    if (typeof each === 'string') return each.replaceAll('\n', ' ')
    end += each
    return hashText(bytes.subarray(end - each, end))
  })
}

function batchOf(answer: string, hashes: readonly string[], known: KnownBatch | undefined): KnownBatch {
  const before = known?.hashes.split('\n') ?? []
  const kinds = hashes.map((hash, index) => (before[index] === hash ? known?.kinds[index] : '-'))
  return { answer, hashes: hashes.join('\n'), kinds: kinds.join('') }
}
