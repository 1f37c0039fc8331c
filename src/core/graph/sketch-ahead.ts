import { agentLinker, discoverTarget, type ReadRequest } from '#core/compiler'
import { formatOf, joinPath } from '#core/source'
import { type Discovered, readConfiguration, type WorkspaceFiles } from '#core/workspace'
import { SchemaReader } from './capability-schemas.ts'
import { FileSketcher } from './file-sketcher.ts'
import type { KnownSketches } from './known-sketches.ts'
import { type SketchShare, type StartSketching, takeFiles } from './sketch-share.ts'
import type { SketchedBefore, SketchedFiles } from './sketch-workspace.ts'
import { unpackSketches } from './sketches.ts'

/** Code has to be compiled in each thread: with two processors, 3,000 files take as long with a second one as without. */
const fewestToShare = 5_000
const filesAtOnce = 64

/** What is remembered of so many files is looked up at once. */
const many = 100

/** Threads that may help. */
export interface SketchHelp {
  /** The folder on disk that the files are in. */
  readonly root: string
  readonly start: StartSketching
  /** They are begun with for no fewer files. */
  readonly fewest?: number
}

interface SketchedAhead extends SketchedBefore {
  /** What the others are to be read with. */
  readonly request: Partial<ReadRequest>
}

/**
 * Sketches what can be sketched before the manifests are linked: what is not known of files that hold nothing but agents. Where there is
 * much of it, other threads help; what they leave, or fail to do, is done here.
 */
export async function sketchAhead(
  files: WorkspaceFiles,
  known: KnownSketches | undefined,
  help: SketchHelp | undefined,
): Promise<SketchedAhead> {
  const linker = agentLinker(files)
  const schemas = new SchemaReader({ files, ...linker })
  const sketcher = new FileSketcher({ files, linker, schemas })
  const discovered = discoverTarget(files, '', readConfiguration(files.tree).configuration)
  const fewest = help?.fewest ?? fewestToShare
  // Where there are few, none is looked at before it is sketched, or else it would be read twice.
  const mayShare = help !== undefined && discovered.files.length >= fewest
  const looks = mayShare ? new BatchLooks(discovered, files) : undefined
  const unknown = looks === undefined ? [] : unknownIn(looks, files, known)
  const isShared = looks !== undefined && help !== undefined && unknown.length >= fewest
  const others = isShared ? await share(unknown, { files, sketcher, help, looks }) : []
  const made = [sketcher, ...others]
  let rest = 0
  const isKnown = (file: string, hash: string) => {
    if (known?.isKnown(file, hash) === true || made.some(({ rows }) => rows.has(file))) return true
    rest += 1
    if (rest === many) files.readAhead()
    return sketcher.sketch(file, hash)
  }
  return { known, made, schemas, request: { isKnown, known: sketcher.left, discovered } }
}

// Where nothing is known, nothing is looked at to find out.
function unknownIn(looks: BatchLooks, files: WorkspaceFiles, known: KnownSketches | undefined): string[] {
  const all = looks.files.filter((file) => formatOf(file) !== 'markdown')
  if (known === undefined || known.isEmpty) return all
  looks.takeAll()
  return all.filter((file) => looks.isNotable(file) && !known.isKnown(file, files.hashOf(file)))
}

/**
 * Looks at files with those that are looked at together with them, when one of them is wanted: what is sketched right behind that need not be
 * read again.
 */
class BatchLooks {
  readonly #batches = new Map<string, Batch>()
  readonly #files: WorkspaceFiles

  constructor({ names }: Discovered, files: WorkspaceFiles) {
    this.#files = files
    for (const [folder, inFolder] of names)
      for (const together of files.lookedAtTogether(inFolder)) {
        const batch: Batch = { folder, names: together, notable: undefined }
        for (const name of together) this.#batches.set(joinPath(folder, name), batch)
      }
  }

  /** In the order of their names in each folder. */
  get files(): string[] {
    return [...this.#batches.keys()]
  }

  take(file: string): void {
    const batch = this.#batches.get(file)
    if (batch !== undefined) this.#notableIn(batch)
  }

  takeAll(): void {
    for (const batch of new Set(this.#batches.values())) this.#notableIn(batch)
  }

  /** Whether a file may hold something. */
  isNotable(file: string): boolean {
    const batch = this.#batches.get(file)
    return batch !== undefined && this.#notableIn(batch).has(file)
  }

  #notableIn(batch: Batch): ReadonlySet<string> {
    const { folder, names } = batch
    batch.notable ??= new Set(Array.from(this.#files.notable(folder, names), (name) => joinPath(folder, name)))
    return batch.notable
  }
}

interface Batch {
  readonly folder: string
  readonly names: readonly string[]
  /** Known when they have been looked at. */
  notable: ReadonlySet<string> | undefined
}

interface Sharing {
  readonly files: WorkspaceFiles
  readonly sketcher: FileSketcher
  readonly help: SketchHelp
  readonly looks: BatchLooks
}

/** Sketches files together with other threads; what those have done. */
async function share(unknown: readonly string[], { files, sketcher, help, looks }: Sharing): Promise<SketchedFiles[]> {
  const taken = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const job = { root: help.root, files: unknown, taken, atOnce: filesAtOnce }
  const shares = help.start(job)
  takeFiles(job, (file) => {
    looks.take(file)
    return sketcher.sketch(file, files.hashOf(file))
  })
  // Also at what others have read, while they finish.
  looks.takeAll()
  const done = await Promise.all(shares)
  return done.flatMap((each) => (each === undefined ? [] : [take(each, files)]))
}

function take({ sketches: packed, misses, isSound }: SketchShare, files: WorkspaceFiles): SketchedFiles {
  const sketches = unpackSketches(packed)
  const names = [...sketches.files.name.values()].map((name) => sketches.texts.at(name))
  const hashes = names.map((name, row) => [name, sketches.hashes[row] ?? ''] as const)
  files.addSeen({ hashes, misses, isSound })
  return { sketches, rows: new Map(names.map((name, row) => [name, row])) }
}
