import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { formatNames } from '#core/graph'
import { runOssa } from '../cli/run-ossa.ts'
import { agent } from './graph-of.ts'

const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa kept ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

let count = 0
let root: string
beforeEach(() => {
  root = path.join(sandbox, String(count++))
  mkdirSync(root)
  for (const name of ['a', 'b', 'ç', 'd']) write(name, `  domains: [of-${name}, shared]`)
})

const write = (name: string, spec: string) =>
  writeFileSync(path.join(root, `${name}.yaml`), agent(name.replace('ç', 'c'), spec))
const graph = (file = '') => path.join(root, '.ossa/graph', file)

async function build(...args: string[]) {
  const format = ['--format', formatNames.join()]
  const { exitCode, stderr } = await runOssa(['knowledge-graph', 'build', '--json', ...format, ...args], { cwd: root })
  expect([exitCode, stderr]).toEqual([0, ''])
}

/** What is written for the first time is not divided into blocks. */
async function buildTwice(...args: string[]) {
  await build(...args)
  write('d', '  domains: [changed, shared]')
  await build(...args)
}

/** What is in the folder is what a build without any memory makes. */
async function expectFull(...args: string[]) {
  const full = path.join(root, '.ossa/full')
  await build('--no-cache', '--output', full, ...args)
  const files = readdirSync(full).sort()
  expect(readdirSync(graph()).sort()).toEqual(files)
  for (const file of files)
    expect([file, readFileSync(graph(file), 'utf8')]).toEqual([file, readFileSync(path.join(full, file), 'utf8')])
}

describe('files of a graph that were written before', () => {
  it('are the same as new ones when something was added, changed, moved or removed', async () => {
    await buildTwice()
    await expectFull()
    write('b', '  domains: [of-b]\n  capabilities: [{ name: x }]')
    await build()
    await expectFull()
    write('aa', '  domains: [first, shared]')
    appendFileSync(path.join(root, 'a.yaml'), '# the end\n')
    await build()
    await expectFull()
    writeFileSync(path.join(root, 'd.yaml'), `# moved down\n\n${readFileSync(path.join(root, 'd.yaml'), 'utf8')}`)
    rmSync(path.join(root, 'ç.yaml'))
    await build()
    await expectFull()
  })

  it('are left alone where they are the same', async () => {
    await build()
    const before = readdirSync(graph()).map((file) => [file, statSync(graph(file)).ino])
    await build()
    expect(readdirSync(graph()).map((file) => [file, statSync(graph(file)).ino])).toEqual(before)
  })

  it('are made anew where somebody has changed them', async () => {
    await buildTwice()
    const json = readFileSync(graph('graph.json'), 'utf8')
    writeFileSync(graph('graph.json'), json.replace('of-a', 'of-x'))
    writeFileSync(graph('graph.graphml'), readFileSync(graph('graph.graphml'), 'utf8').slice(0, -9))
    rmSync(graph('graph.cytoscape.json'))
    write('b', '  domains: [other]')
    await build()
    await expectFull()
    writeFileSync(graph('graph.json'), json)
    await build()
    await expectFull()
  })

  it('are the same with the pairs that follow, which are made each time', async () => {
    await buildTwice('--expand')
    await expectFull('--expand')
    write('b', '  domains: [of-b, shared]')
    await build('--expand')
    await expectFull('--expand')
    await build()
    await expectFull()
  })

  it('are known by their folder', async () => {
    await buildTwice()
    const other = path.join(root, '.ossa/other')
    await build('--output', other)
    write('a', '  domains: [new]')
    await build('--output', other)
    await build()
    for (const file of readdirSync(other))
      expect(readFileSync(path.join(other, file))).toEqual(readFileSync(graph(file)))
    await expectFull()
  })
})
