/**
 * Hostile input, one process each: what it takes, next to `node -e 0`, and whether it is answered with a code or a correct result.
 * `npx tsx bench/hostile.ts [WORDS]`; WORDS choose inputs by name. Exits with 1 if an answer is wrong. Targets: 500 ms, 200 MB.
 */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { files } from './hostile/files.ts'
import type { HostileInput } from './hostile/input.ts'
import { faultsOf, type Ran } from './hostile/judge.ts'
import { references } from './hostile/references.ts'
import { texts } from './hostile/texts.ts'
import { median, packageRoot } from './measure.ts'

const targets = { ms: 500, megabytes: 200 }
const mostMs = 60_000
const nobody = 65_534
const bin = path.join(packageRoot, 'bin/run.cjs')
const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-hostile-'))
chmodSync(sandbox, 0o777)
const words = process.argv.slice(2).join(' ')
const inputs = [...texts, ...references, ...files].filter(({ name }) => name.includes(words))
const width = Math.max(...inputs.map(({ name }) => name.length))
let wrong = 0

try {
  // Compiled code is kept by the first.
  await run([bin, 'spec', 'list'], { cwd: sandbox })
  for (const [index, input] of inputs.entries()) await judge(input, path.join(sandbox, String(index)))
  console.log(`${inputs.length - wrong} answered as they should be, ${wrong} not.`)
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

async function judge(input: HostileInput, cwd: string): Promise<void> {
  write(input, cwd)
  const idle: number[] = []
  for (let turn = 0; turn < 3; turn += 1) idle.push((await run(['-e', '0'], { cwd })).ms)
  const { command = ['spec', 'validate', '--no-cache', '--json'], asNobody = false } = input
  const given = command.includes('-') ? Buffer.alloc(50 * 1024 * 1024, 'x') : undefined
  const ran = await run([bin, ...command], { cwd, given, asNobody })
  const faults = faultsOf(input, ran)
  if (faults.length > 0) wrong += 1
  const over = ran.ms > targets.ms || ran.megabytes > targets.megabytes ? ' over target' : ''
  const number = (value: number, digits = 0) => value.toFixed(digits).padStart(6)
  const took = `${number(ran.ms)} ms ${number(ran.ms / median(idle), 1)} × ${number(ran.cpuMs)} ms of processors ${number(ran.megabytes)} MB`
  console.log(`${input.name.padEnd(width)} ${took}  exit ${ran.exitCode}  ${faults.join('; ') || 'right'}${over}`)
  rmSync(cwd, { recursive: true, force: true })
}

function write({ files: contents, prepare }: HostileInput, folder: string): void {
  mkdirSync(folder)
  for (const [file, content] of Object.entries(contents)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), content)
  }
  prepare?.(folder)
}

interface RunOptions {
  readonly cwd: string
  /** For standard input. */
  readonly given?: Buffer | undefined
  readonly asNobody?: boolean
}

function run(args: readonly string[], { cwd, given, asNobody = false }: RunOptions): Promise<Ran> {
  const usage = path.join(sandbox, 'usage')
  rmSync(usage, { force: true })
  const isRoot = process.getuid?.() === 0
  const start = performance.now()
  const child = spawn(process.execPath, ['--require', path.join(import.meta.dirname, 'usage.cjs'), ...args], {
    cwd,
    env: {
      ...process.env,
      NO_COLOR: '1',
      CI: 'true',
      OSSA_BENCH_USAGE: usage,
      XDG_CACHE_HOME: path.join(sandbox, 'cache'),
    },
    ...(asNobody && isRoot ? { uid: nobody, gid: nobody } : {}),
    timeout: mostMs,
    killSignal: 'SIGKILL',
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  child.stdin.on('error', () => undefined).end(given)
  return new Promise((resolve) =>
    child.on('close', (exitCode, signal) => {
      const ms = performance.now() - start
      const { cpuMs = Number.NaN, megabytes = Number.NaN } = existsSync(usage)
        ? JSON.parse(readFileSync(usage, 'utf8'))
        : {}
      resolve({ exitCode, signal, ms, cpuMs, megabytes, output: Buffer.concat(output).toString() })
    }),
  )
}
