import { crc32 } from 'node:zlib'
import { setOwn } from '#core/json'
import { allFolders } from './all-folders.ts'
import type { FileFacts, Looks } from './file-facts.ts'
import type { FileMemory } from './memory.ts'

/** What is remembered of what a file holds; no facts if it was not parsed, null if it is none of ours. */
export interface KnownFacts extends Looks {
  readonly facts?: FileFacts | null
}

const stranger: KnownFacts = { isMarked: false, isLikeManifest: false, isLikeOpenApi: false }

/** By the name of the file: the hash of its content. */
type Strangers = Record<string, string>

const groups = 16

/**
 * What is known of what files hold. Most are nothing that OSSA reads, which is seen without parsing them; these are remembered
 * together, those of many folders in a row.
 */
export class FactsMemory {
  readonly #memory: FileMemory
  readonly #isKept: boolean
  readonly #namesIn: (folder: string) => ReadonlySet<string> | undefined
  /** The groups and folders that were added to. */
  readonly #added = new Map<number, Record<string, Strangers>>()
  readonly #addedFolders = new Map<string, Strangers>()
  /** Files of a folder are mostly asked about together. */
  #last: { readonly folder: string; readonly strangers: Strangers } | undefined

  /** `isKept`: for the next time, too. `namesIn` tells what is in a folder, if that is known. */
  constructor(
    memory: FileMemory,
    { isKept, namesIn }: { isKept: boolean; namesIn: (folder: string) => ReadonlySet<string> | undefined },
  ) {
    this.#memory = memory
    this.#isKept = isKept
    this.#namesIn = namesIn
  }

  get(file: string, hash: string): KnownFacts | undefined {
    const { folder, name } = split(file)
    if (this.#last?.folder !== folder) this.#last = { folder, strangers: this.#strangersIn(folder) }
    const { strangers } = this.#last
    const isStranger = strangers[name] === hash && Object.hasOwn(strangers, name)
    return isStranger ? stranger : this.#memory.get<KnownFacts>(file, 'facts', hash)
  }

  set(file: string, hash: string, known: KnownFacts): void {
    if (!this.#isKept) this.#memory.begin(file, 'facts', known)
    else if (known.facts !== undefined || known.isMarked || known.isLikeManifest || known.isLikeOpenApi)
      this.#memory.set({ file, name: 'facts', hash }, known)
    else this.#addStranger(file, hash)
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

  #strangersIn(folder: string): Strangers {
    const known = this.#groupOf(groupOf(folder))
    return Object.hasOwn(known, folder) ? (known[folder] ?? {}) : {}
  }

  #groupOf(group: number): Readonly<Record<string, Strangers>> {
    const { file, name } = keyOf(group)
    return this.#added.get(group) ?? this.#memory.get<Record<string, Strangers>>(file, name, '') ?? {}
  }

  #addStranger(file: string, hash: string): void {
    const { folder, name } = split(file)
    setOwn(this.#addedFolders.get(folder) ?? this.#beginFolder(folder), name, hash)
  }

  // Files and folders that are gone are forgotten where another comes in.
  #beginFolder(folder: string): Strangers {
    const number = groupOf(folder)
    let group = this.#added.get(number)
    if (group === undefined) {
      const folders = Object.entries(this.#groupOf(number))
      group = Object.fromEntries(folders.filter(([each]) => this.#isThere(each)))
      this.#added.set(number, group)
      this.#memory.set(keyOf(number), group)
    }
    const there = this.#namesIn(folder)
    const known = Object.entries(this.#strangersIn(folder))
    const strangers = Object.fromEntries(known.filter(([each]) => there?.has(each) !== false))
    setOwn(group, folder, strangers)
    this.#addedFolders.set(folder, strangers)
    this.#last = undefined
    return strangers
  }

  #isThere(folder: string): boolean {
    if (folder === '') return true
    const { folder: parent, name } = split(folder)
    return this.#namesIn(parent)?.has(name) ?? this.#isThere(parent)
  }
}

function keyOf(group: number) {
  return { file: allFolders, name: `strangers ${group}`, hash: '' }
}

function groupOf(folder: string): number {
  return crc32(folder) % groups
}

function split(file: string): { folder: string; name: string } {
  const slash = file.lastIndexOf('/')
  return { folder: file.slice(0, Math.max(0, slash)), name: file.slice(slash + 1) }
}
