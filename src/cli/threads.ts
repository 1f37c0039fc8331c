import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SketchJob, SketchShare } from '#core/graph'
import { packageRoot } from './package-root.ts'

/** What a thread is to do. */
export interface ThreadWork {
  /** A file of the bundle. */
  readonly file: string
  /** A function in it. */
  readonly name: string
  readonly input: unknown
}

/** More take memory, and find little to do. */
const mostThreads = 3

/** Starts as many threads as there are processors besides the one that this thread keeps busy. */
export function startSketching(
  job: SketchJob,
  threads = Math.min(availableParallelism() - 1, mostThreads),
): Promise<SketchShare | undefined>[] {
  const work = { file: 'core/graph/sketch-share.cjs', name: 'sketchShare', input: job }
  return Array.from({ length: threads }, () => inThread<SketchShare>(work))
}

/** What comes of work in a thread of its own; undefined if the thread fails, as where there is too little memory. */
function inThread<T>(work: ThreadWork): Promise<T | undefined> {
  const worker = new Worker(`${packageRoot}/dist/cli/thread.cjs`, { workerData: work, execArgv: [] })
  return new Promise((resolve) => {
    worker.on('message', resolve)
    worker.on('error', () => resolve(undefined))
    worker.on('exit', () => resolve(undefined))
  })
}
