import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

/** What a process took; of processors, all that it kept busy. */
export interface Usage {
  readonly wallMs: number
  readonly cpuMs: number
  readonly megabytes: number
}

export interface Measured extends Usage {
  readonly name: string
  /** To the first subject; medians of ratios that were each taken from processes that ran one after the other. */
  readonly ratio: { readonly wall: number; readonly cpu: number }
}

/** The least that a process of Node takes. */
const idle: Subject = { name: 'node -e 0', args: ['-e', '0'], cwd: packageRoot }

/** Times whole processes, each run next to one of `node -e 0`: on a shared machine only the ratio says something. */
export function measure(subjects: readonly Subject[], { runs = 11 } = {}): Measured[] {
  return subjects.flatMap((subject) => compare([idle, subject], { runs }).slice(1))
}

/** Times whole processes in turn, and compares them with the first. All medians. */
export function compare(subjects: readonly Subject[], { runs = 5 } = {}): Measured[] {
  const rounds = Array.from({ length: runs }, () => subjects.map(usageOf))
  return subjects.map(({ name }, index) => {
    const middle = (pick: (usage: Usage, first: Usage) => number) =>
      median(rounds.map((round) => pick(round[index] as Usage, round[0] as Usage)))
    return {
      name,
      wallMs: middle(({ wallMs }) => wallMs),
      cpuMs: middle(({ cpuMs }) => cpuMs),
      megabytes: middle(({ megabytes }) => megabytes),
      ratio: {
        wall: middle(({ wallMs }, first) => wallMs / first.wallMs),
        cpu: middle(({ cpuMs }, first) => cpuMs / first.cpuMs),
      },
    }
  })
}

/** The middle one; of an even number, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** One line for each subject. */
export function report(results: readonly Measured[], { base = idle.name } = {}): void {
  const width = Math.max(...results.map(({ name }) => name.length))
  const number = (value: number, unit: string) => `${value.toFixed(unit === '×' ? 2 : 0)} ${unit}`.padStart(9)
  for (const { name, ratio, wallMs, cpuMs, megabytes } of results) {
    const times = `${number(ratio.wall, '×')}${number(ratio.cpu, '×')} of processor time`
    console.log(
      `${name.padEnd(width)} ${times}, next to ${base} ${number(wallMs, 'ms')}${number(cpuMs, 'ms')}${number(megabytes, 'MB')}`,
    )
  }
}

function usageOf({ args, cwd, prepare }: Subject): Usage {
  prepare?.()
  const folder = mkdtempSync(path.join(tmpdir(), 'ossa-usage-'))
  const file = path.join(folder, 'usage')
  const preload = ['--require', path.join(import.meta.dirname, 'usage.cjs')]
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [...preload, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...quiet, OSSA_BENCH_USAGE: file },
  })
  const wallMs = performance.now() - start
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  rmSync(folder, { recursive: true })
  const processes = lines.map((line) => JSON.parse(line) as Pick<Usage, 'cpuMs' | 'megabytes'>)
  return {
    wallMs,
    cpuMs: processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    megabytes: Math.max(...processes.map(({ megabytes }) => megabytes)),
  }
}

/** What keeps other tools from calling home. */
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' }
