import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bin, runOssa } from './run-ossa.ts'

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa export ')))
const agents = 400

// All share one domain, so that there are 79,800 pairs: far more than a pipe holds.
beforeAll(() => {
  for (let index = 0; index < agents; index += 1)
    writeFileSync(
      path.join(root, `agent-${index}.yaml`),
      `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: n${index}, version: 1.0.0 }\nspec: { type: worker, domains: [d] }\n`,
    )
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const expanded = ['knowledge-graph', 'export', '--expand', '--hub-cap', String(agents)]

const sh = (script: string) =>
  execa('bash', ['-c', `set -o pipefail; ossa() { "${process.execPath}" "${bin}" "$@"; }; ${script}`], {
    cwd: root,
    reject: false,
    env: { NO_COLOR: '1', CI: '1' },
  })

describe('a large graph', () => {
  it('is printed whole, however slowly it is read', async () => {
    const slow = '{ sleep 1; cat; } | wc -l'
    const { exitCode, stdout, stderr } = await sh(
      `ossa ${expanded.join(' ')} --format csv -o . && ossa ${expanded.join(' ')} --format mermaid | ${slow}`,
    )
    const pairs = (agents * (agents - 1)) / 2
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `Mermaid draws at most 500 edges, and these are ${pairs + agents}. Where it is drawn, maxEdges can be set.`,
    })
    // The first two lines, each node, each edge; edges from agents to their domain, too.
    expect(Number(stdout.split('\n').at(-1))).toBe(2 + agents + 1 + agents + pairs)
    expect(readFileSync(path.join(root, 'edges.csv'), 'utf8').match(/\r\n/g)).toHaveLength(1 + agents + pairs)
  })

  it('may be read in part; nothing is said, and the exit code is 0', async () => {
    const { exitCode, stdout, stderr } = await sh(`ossa ${expanded.join(' ')} --format turtle | head -n 1`)
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '# Made by ossa.', stderr: '' })
  })

  it('that cannot be printed is a failure of the world', async () => {
    const { exitCode, stderr } = await sh(`ossa ${expanded.join(' ')} --format turtle > /dev/full`)
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(
      /^error cli\/unwritable-output The output cannot be written: ENOSPC[^\n]*\n {2}hint: [^\n]*$/,
    )
  })
})

describe('a file', () => {
  const folder = path.join(root, 'files')
  const write = (...rest: string[]) => runOssa([...expanded, '--format', 'graphml', ...rest], { cwd: root })

  it('is there whole or not at all when the process is stopped', async () => {
    mkdirSync(folder)
    const old = '<?xml version="1.0" encoding="UTF-8"?><!-- Made by ossa. -->'
    writeFileSync(path.join(folder, 'graph.graphml'), old)
    const child = execa(process.execPath, [bin, ...expanded, '--format', 'graphml', '--output', folder], {
      cwd: root,
      reject: false,
    })
    const isWriting = () => readdirSync(folder).some((name) => name.endsWith('.tmp'))
    while (!isWriting() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1))
    child.kill('SIGINT')
    const { exitCode, stderr } = await child
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: 'Stopped; nothing was written.' })
    expect(readdirSync(folder)).toEqual(['graph.graphml'])
    expect(readFileSync(path.join(folder, 'graph.graphml'), 'utf8')).toBe(old)
  })

  it('that is equal is left alone', async () => {
    const file = path.join(folder, 'again.graphml')
    await write('--output', file)
    const before = lstatSync(file)
    expect((await write('--output', file)).exitCode).toBe(0)
    expect([lstatSync(file).ino, lstatSync(file).mtimeMs]).toEqual([before.ino, before.mtimeMs])
  })

  it('that is a link stays one', async () => {
    const [link, target] = [path.join(folder, 'link'), path.join(folder, 'target.dot')]
    writeFileSync(target, '// Made by ossa.')
    symlinkSync('target.dot', link)
    expect((await write('--output', link)).exitCode).toBe(0)
    expect([lstatSync(link).isSymbolicLink(), readFileSync(target, 'utf8').length > 1_000]).toEqual([true, true])
  })

  it('that is a pipe or a device takes what is written', async () => {
    const { exitCode, stdout } = await sh(
      `mkfifo pipe; (wc -l < pipe) & ossa ${expanded.join(' ')} --format graphml -o pipe && wait && ossa knowledge-graph export --format dot -o /dev/null --json`,
    )
    expect(exitCode).toBe(0)
    expect(Number(stdout.split('\n').find((line) => /^\d+$/.test(line)))).toBeGreaterThan(79_800)
    expect(existsSync('/dev/null') && lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })
})
