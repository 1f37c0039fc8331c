import { crc32 } from 'node:zlib'
import { allFolders } from './all-folders.ts'
import { type Batch, type Batches, batchesOf, folderOfBatch, type KnownBatch, namesInBatch } from './batches.ts'
import type { FileFacts, Looks } from './file-facts.ts'
import type { FileMemory } from './memory.ts'

/** What is remembered of what a file holds; no facts if it was not parsed, null if it is none of ours. */
export interface KnownFacts extends Looks {
  readonly facts?: FileFacts | null
}

const stranger: KnownFacts = { isMarked: false, isLikeManifest: false, isLikeOpenApi: false }

/** A batch as it is kept: small, since there may be thousands. */
type KeptBatch = readonly [answer: string, hashes: string, kinds: string]
type KeptGroup = Readonly<Record<string, KeptBatch>>

const groups = 16

/** What can be asked of the files of a workspace as they are now. */
export interface FilesNow {
  readonly batches: Batches
  /** What is in a folder, if that is known. */
  namesIn(folder: string): ReadonlySet<string> | undefined
  /** Looks at a batch of files. */
  look(subject: string): void
}

/**
 * What is known of what files hold. Most are nothing that OSSA reads, which is seen without parsing them; these are remembered with
 * the files that are looked at together with them, many in a row.
 */
export class FactsMemory {
  readonly #memory: FileMemory
  readonly #now: FilesNow
  readonly #isKept: boolean
  readonly #groups = new Map<number, KeptGroup>()
  readonly #added = new Map<number, AddedGroup>()
  /** Batches that somebody wants to know about; others are questions of another time. */
  readonly #wanted = new Set<string>()

  /** `isKept`: for the next time, too. */
  constructor(memory: FileMemory, now: FilesNow, { isKept }: { isKept: boolean }) {
    this.#memory = memory
    this.#now = now
    this.#isKept = isKept
  }

  /** What a batch of files was the last time. */
  readonly recall = (subject: string): KnownBatch | undefined => {
    const kept = this.#groupOf(groupOf(subject))[subject]
    if (kept === undefined) return undefined
    const [answer, hashes, kinds] = kept
    return { answer, hashes, kinds }
  };

  /** Looks at files of a folder, some at a time. The names of those that may hold something. */
  *notable(folder: string, names: readonly string[]): Iterable<string> {
    for (const subject of batchesOf(folder, names)) {
      this.#now.look(subject)
      this.#wanted.add(subject)
      const batch = this.#now.batches.of(subject)
      if (batch?.isNew) this.#keep(batch)
      if (batch === undefined || !batch.kinds.includes('-')) continue
      yield* namesInBatch(subject).filter((_, index) => batch.kinds[index] === '-')
    }
  }

  get(file: string, hash: string): KnownFacts | undefined {
    const found = this.#now.batches.find(file)
    const isStranger = found?.hash === hash && found.batch.kinds[found.index] === 's'
    return isStranger ? stranger : this.#memory.get<KnownFacts>(file, 'facts', hash)
  }

  set(file: string, hash: string, known: KnownFacts): void {
    const isOurs = known.facts !== undefined || known.isMarked || known.isLikeManifest || known.isLikeOpenApi
    const found = isOurs ? undefined : this.#now.batches.find(file)
    if (found === undefined && !this.#isKept) this.#memory.begin(file, 'facts', known)
    else if (found === undefined) this.#memory.set({ file, name: 'facts', hash }, known)
    else this.#keepStranger(found)
  }

  #keepStranger({ batch, index }: { batch: Batch; index: number }): void {
    batch.kinds = `${batch.kinds.slice(0, index)}s${batch.kinds.slice(index + 1)}`
    this.#keep(batch)
  }

  /** Keeps what is known of a file for the next time in any case. */
  keep(file: string, hash: string): void {
    const known = this.#isKept ? undefined : this.#memory.get<KnownFacts>(file, 'facts', hash)
    if (known !== undefined) this.#memory.set({ file, name: 'facts', hash }, known)
  }

  /** Forgets what is not kept. */
  forget(file: string): void {
    if (!this.#isKept) this.#memory.forget(file, 'facts')
  }

  /** Reads at once what is remembered of many files. */
  readAhead(): void {
    this.#memory.readAhead('facts')
  }

  #groupOf(number: number): KeptGroup {
    const known = this.#groups.get(number)
    if (known !== undefined) return known
    const { file, name } = keyOf(number)
    const group = Object.assign(Object.create(null), this.#memory.get<KeptGroup>(file, name, '')) as KeptGroup
    this.#groups.set(number, group)
    return group
  }

  #keep(batch: Batch): void {
    const number = groupOf(batch.subject)
    let group = this.#added.get(number)
    if (group === undefined) {
      group = new AddedGroup(this.#groupOf(number), (subject) => this.#isStill(subject))
      this.#added.set(number, group)
      this.#memory.set(keyOf(number), group)
    }
    group.add(batch)
  }

  // Where a folder has other files now, it has other batches.
  #isStill(subject: string): boolean {
    if (this.#wanted.has(subject)) return true
    const folder = folderOfBatch(subject)
    return this.#now.namesIn(folder) === undefined && this.#isThere(folder)
  }

  #isThere(folder: string): boolean {
    if (folder === '') return true
    const slash = folder.lastIndexOf('/')
    const parent = folder.slice(0, Math.max(0, slash))
    return this.#now.namesIn(parent)?.has(folder.slice(slash + 1)) ?? this.#isThere(parent)
  }
}

/** A group that is added to until it is written. */
class AddedGroup {
  readonly #before: KeptGroup
  readonly #isStill: (subject: string) => boolean
  readonly #batches = new Map<string, Batch>()

  constructor(before: KeptGroup, isStill: (subject: string) => boolean) {
    this.#before = before
    this.#isStill = isStill
  }

  add(batch: Batch): void {
    this.#batches.set(batch.subject, batch)
  }

  toJSON(): KeptGroup {
    const still = Object.entries(this.#before).filter(([subject]) => this.#isStill(subject))
    const added = [...this.#batches.values()].map(({ subject, answer, hashes, kinds }): [string, KeptBatch] => [
      subject,
      [answer, hashes, kinds],
    ])
    return Object.fromEntries([...still, ...added])
  }
}

function keyOf(group: number) {
  return { file: allFolders, name: `batches ${group}`, hash: '' }
}

function groupOf(subject: string): number {
  return crc32(subject) % groups
}
