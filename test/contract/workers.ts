import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach } from 'vitest'

/** A worker in a process of its own. */
export interface TestWorker {
  readonly process: ChildProcess
  /** What it has said. */
  readonly said: () => string
  /** Whether a program runs below it in a workspace. */
  hasProgramIn(workspace: string): Promise<boolean>
  /** Resolves when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>
}

const root = path.resolve(import.meta.dirname, '../..')
const running = new Set<ChildProcess>()
let program: Promise<string> | undefined

/** What a worker is told to keep to. */
export interface TestLimits {
  readonly perWorker?: number
  readonly concurrency?: number | null
  readonly rate?: { readonly attempts: number; readonly seconds: number } | null
}

/** Starts a worker. Resolves when it takes work. */
export async function startTestWorker(workspace: string, engine: string, limits: TestLimits = {}): Promise<TestWorker> {
  program ??= bundle()
  const child = spawn(process.execPath, [await program, workspace, JSON.stringify(limits)], {
    env: { ...process.env, OSSA_ENGINE: engine },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  if (child.exitCode !== null) throw new Error(`The worker did not start: ${said}`)
  return {
    process: child,
    said: () => said,
    hasProgramIn: async (folder) => programsIn(folder).some((parent) => parent === child.pid),
    async end(signal) {
      child.kill(signal)
      await ended
      running.delete(child)
    },
  }
}

/** To be called once by a file of tests: ends workers that a test has left. */
export function endWorkers(): void {
  afterEach(async () => {
    for (const child of running) {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    running.clear()
  })
  afterAll(async () => {
    if (program !== undefined) rmSync(path.dirname(await program), { recursive: true, force: true })
    program = undefined
  })
}

/** The clock of the workers of a workspace from now on. */
export function setClock(workspace: string, milliseconds: number): void {
  writeFileSync(path.join(workspace, 'clock'), String(milliseconds))
}

/** Of the shells that run in a folder, the processes that have started them. */
function programsIn(folder: string): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return processes.flatMap((id) => {
    try {
      const [, parent = ''] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? []
      return readlinkSync(`/proc/${id}/cwd`) === folder ? [Number(parent)] : []
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}

// Starts several times as fast as from the sources.
async function bundle(): Promise<string> {
  // Packages are found from where the program is.
  const outfile = path.join(mkdtempSync(path.join(root, 'dist/test-worker-')), 'worker.mjs')
  await build({
    entryPoints: [path.join(root, 'test/contract/worker-child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    absWorkingDir: root,
    logLevel: 'error',
  })
  return outfile
}
