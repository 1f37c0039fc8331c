import { type ReadRequest, type ReadWorkspace, readFiles } from '#core/compiler'
import type { FileTree } from '#core/source'
import { type CacheCounts, type FileCache, WorkspaceFiles } from '#core/workspace'
import { stateOf } from './graph-state.ts'
import { KnownSketches, type Sketched, sketchWorkspace } from './sketch-workspace.ts'
import { packSketches, unpackSketches } from './sketches.ts'

const key = { file: '', name: 'sketches', hash: '' }

export interface SketchRequest extends Pick<ReadRequest, 'targets'> {
  readonly tree: FileTree
  readonly cache?: FileCache | undefined
}

export interface SketchedWorkspace {
  /** Without the files of which all is known that the graph takes from them. */
  readonly read: ReadWorkspace
  readonly sketched: Sketched
  /** How many files had to be parsed, and how many were remembered. */
  readonly counts: CacheCounts
  /** Whether a file is as it was the last time, and therefore there. */
  isKnown(file: string): boolean
  /** Names what the sketches follow from, if that is known and is the whole workspace. */
  readonly state: string | undefined
  /** The files that have errors. */
  readonly faultyFiles: ReadonlySet<string>
}

/** Reads a workspace for the graph. Of files that have not changed since the last time, what follows from them is remembered. */
export async function readSketches({ tree, targets, cache }: SketchRequest): Promise<SketchedWorkspace> {
  const files = new WorkspaceFiles(tree, { cache, manifestsOnly: true })
  // What follows from a part of the workspace says nothing about the whole.
  const isWhole = targets.length === 1 && targets[0] === ''
  const memo = isWhole ? cache : undefined
  const known = memo && new KnownSketches(unpackSketches(memo.get(key)), files)
  const read = readFiles(files, { targets, isKnown: known?.isKnown })
  const sketched = await sketchWorkspace(read, known)
  const isWorthIt = files.counts.misses === 0 || isMuch(known)
  if (known?.isStale(sketched) === true && sketched.isSound && isWorthIt)
    memo?.set(key, packSketches(sketched.sketches))
  const counts = { hits: files.counts.hits + (known?.hits ?? 0), misses: files.counts.misses }
  const isKnown = (file: string) => known?.found.has(file) === true
  const state = known && stateOf(sketched)
  return { read, sketched, counts, isKnown, state, faultyFiles: faultyFiles(read, known) }
}

// To keep the sketches of all files takes longer than to make those of a few again. That is done when nothing else is new.
function isMuch(known: KnownSketches | undefined): boolean {
  return known === undefined || known.others.size * 64 > known.sketches.size
}

function faultyFiles({ facts, findings }: ReadWorkspace, known: KnownSketches | undefined): ReadonlySet<string> {
  const own = [...facts.values()].flatMap((each) => each.findings)
  const errors = [...own, ...findings].filter(({ severity }) => severity === 'error')
  return new Set([...errors.map(({ file }) => file), ...(known?.faultyFiles() ?? [])])
}
