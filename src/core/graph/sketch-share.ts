import { agentLinker } from '#core/compiler'
import { diskTree, type FileTree } from '#core/source'
import { type FileCache, WorkspaceFiles } from '#core/workspace'
import { SchemaReader } from './capability-schemas.ts'
import { FileSketcher } from './file-sketcher.ts'
import { packSketches } from './sketches.ts'

/** Files to be sketched by several threads. Each takes the next few until none is left. */
export interface SketchJob {
  /** The folder of the workspace. */
  readonly root: string
  /** Below it. */
  readonly files: readonly string[]
  /** One number: how many files have been taken. */
  readonly taken: SharedArrayBuffer
  /** How many a thread takes: so few that all are done at nearly the same time. */
  readonly atOnce: number
}

/** What one thread has sketched. */
export interface SketchShare {
  readonly sketches: Uint8Array
  /** How many files were parsed. */
  readonly misses: number
  /** False if a file has changed while it was looked at. */
  readonly isSound: boolean
}

/** Starts threads, each of which does `sketchShare`. Where one fails, there is nothing of it. */
export type StartSketching = (job: SketchJob) => readonly Promise<SketchShare | undefined>[]

/**
 * Takes files of a job, and sketches them. It stops when no more than `left` are left, or when all that were taken last were left
 * alone.
 */
export function takeFiles({ files, taken, atOnce }: SketchJob, sketch: (file: string) => boolean, left = 0): void {
  const count = new Int32Array(taken)
  while (Atomics.load(count, 0) < files.length - left) {
    const from = Atomics.add(count, 0, atOnce)
    if (from >= files.length) return
    const areSketched = files.slice(from, from + atOnce).map(sketch)
    if (!areSketched.includes(true)) return
  }
}

/** Sketches files of a job in a thread of its own, without those that lead to others: these would be read by several threads. */
export function sketchShare(job: SketchJob, tree: FileTree = diskTree(job.root)): SketchShare {
  const files = new WorkspaceFiles(tree, { cache: nothing, manifestsOnly: true, keepsFacts: false })
  const linker = agentLinker(files)
  const around = { files, linker, schemas: new SchemaReader({ files, ...linker }) }
  const sketcher = new FileSketcher(around, { isApart: true })
  takeFiles(job, (file) => sketcher.sketch(file, files.hashOf(file)), job.files.length * leftShare)
  return {
    sketches: packSketches(sketcher.sketches),
    misses: files.counts.misses,
    isSound: files.inquiry.isSound,
  }
}

/** While sketches are put together to be passed on, the thread that waits for them does so much of the work. */
const leftShare = 0.04

/** What is remembered, is remembered by the thread that has begun. */
const nothing: FileCache = { get: () => undefined, set: () => undefined }
