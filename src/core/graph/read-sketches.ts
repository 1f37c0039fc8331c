import { type ReadRequest, type ReadWorkspace, readFiles } from '#core/compiler'
import type { FileTree } from '#core/source'
import { type CacheCounts, type FileCache, WorkspaceFiles } from '#core/workspace'
import { stateOf } from './graph-state.ts'
import { KnownSketches } from './known-sketches.ts'
import { type SketchHelp, sketchAhead } from './sketch-ahead.ts'
import { type Sketched, type SketchedBefore, type SketchedFiles, sketchWorkspace } from './sketch-workspace.ts'
import { faultyIn, packSketches, unpackSketches } from './sketches.ts'

const key = { file: '', name: 'sketches', hash: '' }

export interface SketchRequest extends Pick<ReadRequest, 'targets'> {
  readonly tree: FileTree
  readonly cache?: FileCache | undefined
  readonly help?: SketchHelp | undefined
  readonly expectMuch?: (() => void) | undefined
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
export async function readSketches({
  tree,
  targets,
  cache,
  help,
  expectMuch,
}: SketchRequest): Promise<SketchedWorkspace> {
  // What follows from a part of the workspace says nothing about the whole.
  const isWhole = targets.length === 1 && targets[0] === ''
  const memo = isWhole ? cache : undefined
  const packed = memo?.get(key)
  // Where all sketches are going to be kept, to keep what they follow from takes longer than to read a few files again.
  const keepsFacts = memo === undefined || packed !== undefined
  const files = new WorkspaceFiles(tree, { cache, manifestsOnly: true, keepsFacts, expectMuch })
  const known = memo && new KnownSketches(unpackSketches(packed), files)
  const { request, ...before } = isWhole ? await sketchAhead(files, known, help) : { request: {} }
  const read = readFiles(files, { targets, ...request })
  const sketched = await sketchWorkspace(read, before)
  const isWorthIt = files.counts.misses === 0 || isMuch(known)
  if (known?.isStale(sketched.sketches) === true && sketched.isSound && isWorthIt)
    memo?.set(key, packSketches(sketched.sketches))
  const counts = { hits: files.counts.hits + (known?.hits ?? 0), misses: files.counts.misses }
  const isKnown = (file: string) => known?.found.has(file) === true
  const state = known && stateOf(sketched)
  return { read, sketched, counts, isKnown, state, faultyFiles: faultyFiles(read, before) }
}

// To keep the sketches of all files takes longer than to make those of a few again. That is done when nothing else is new.
function isMuch(known: KnownSketches | undefined): boolean {
  return known === undefined || known.others.size * 64 > known.sketches.size
}

function faultyFiles({ facts, findings }: ReadWorkspace, { known, made = [] }: SketchedBefore): ReadonlySet<string> {
  const own = [...facts.values()].flatMap((each) => each.findings)
  const errors = [...own, ...findings].filter(({ severity }) => severity === 'error')
  const before: readonly SketchedFiles[] =
    known === undefined ? made : [...made, { sketches: known.sketches, rows: known.found }]
  return new Set([...errors.map(({ file }) => file), ...before.flatMap(faultyIn)])
}
