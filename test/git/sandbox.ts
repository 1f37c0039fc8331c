import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa, execaSync } from 'execa'

/** Git as on a machine that nobody has configured. */
const gitEnvironment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_DIR: undefined,
  NO_COLOR: '1',
}
for (const [name, value] of Object.entries(gitEnvironment))
  if (value === undefined) delete process.env[name]
  else process.env[name] = value

/** A fresh folder; its name has what shells stumble over. */
export function makeFolder(): { path: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `ossa "git" it's `)))
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A repository for a test. */
export class TestRepository {
  readonly path: string

  constructor(folder: string, flags: readonly string[] = []) {
    mkdirSync(folder, { recursive: true })
    this.path = folder
    this.git('init', '--quiet', '--initial-branch=main', ...flags)
  }

  /** Runs git and gives its output. */
  git(...args: string[]): string {
    return execaSync('git', args, { cwd: this.path }).stdout
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.path, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }

  /** Writes files and commits everything. Gives the id. */
  commit(files: Readonly<Record<string, string | Uint8Array>> = {}, message = 'a change'): string {
    this.write(files)
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '--no-verify', `--message=${message}`)
    return this.git('rev-parse', 'HEAD')
  }

  /** Pushes as a user does. */
  async push(args: readonly string[], options: { from?: string; env?: Record<string, string> } = {}) {
    const cwd = path.join(this.path, options.from ?? '')
    const { exitCode, stdout, stderr } = await execa('git', ['push', ...args], {
      cwd,
      reject: false,
      env: options.env ?? {},
    })
    return { exitCode, text: `${stdout}\n${stderr}` }
  }
}

/** A manifest that is right, or wrong in its type. */
export const agent = (name: string, type = 'worker') => `apiVersion: ossa/v1
kind: Agent
metadata: { name: ${name}, version: 1.0.0, description: Does something. }
spec:
  type: ${type}
  capabilities:
    - { name: act, description: Acts., input: { type: object }, output: { type: object } }
`
