import { spawnSync } from 'node:child_process'
import path from 'node:path'

export const packageRoot = path.resolve(import.meta.dirname, '..')

/** A process to be timed. */
export interface Subject {
  readonly name: string
  /** Arguments of node. */
  readonly args: readonly string[]
  readonly cwd: string
  /** Brings files into the state in which it is to be timed. */
  readonly prepare?: () => void
}

export interface Measured {
  readonly name: string
  /** Median, in milliseconds. */
  readonly wallMs: number
  /** Median of the ratios to `node -e 0`, each taken from two processes that ran one after the other. */
  readonly ratio: number
}

const idle = ['-e', '0']

/** Times whole processes, each run next to one of `node -e 0`: on a shared machine only the ratio says something. */
export function measure(subjects: readonly Subject[], { runs = 11 } = {}): Measured[] {
  return subjects.map((subject) => {
    const pairs = Array.from({ length: runs }, () => {
      subject.prepare?.()
      return [timeOf(idle, subject.cwd), timeOf(subject.args, subject.cwd)] as const
    })
    const wallMs = median(pairs.map(([, wall]) => wall))
    return { name: subject.name, wallMs, ratio: median(pairs.map(([base, wall]) => wall / base)) }
  })
}

/** The middle one; of an even number, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** One line for each subject. */
export function report(results: readonly Measured[]): void {
  const width = Math.max(...results.map(({ name }) => name.length))
  for (const { name, wallMs, ratio } of results)
    console.log(`${name.padEnd(width)}  ${ratio.toFixed(2).padStart(6)} × node -e 0  (${Math.round(wallMs)} ms)`)
}

function timeOf(args: readonly string[], cwd: string): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  const wall = performance.now() - start
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  return wall
}
