/** What a thread begins with: it loads a file of the bundle, and calls a function of it. */
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { loadProgram } from './load-program.ts'
import type { ThreadWork } from './threads.ts'

const { file, name, input } = workerData as ThreadWork
// What is compiled here is compiled in the main thread, too, which keeps it.
const program = loadProgram(path.dirname(import.meta.dirname), file, { keepsCode: false })
const work = (program as Record<string, (input: unknown) => unknown>)[name]
parentPort?.postMessage(work?.(input))
