import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { GraphBuildOutput } from '#core/contract'
import { runOssa } from '../cli/run-ossa.ts'
import { agent } from './graph-of.ts'

const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa graph ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

const workflow = `apiVersion: ossa/v1
kind: Workflow
metadata: { name: w, version: 1.0.0 }
spec:
  tasks:
    one: { agent: a, capability: x }
    two: { agent: b, capability: x, input: { y: '\${{ tasks.one.output.y }}' } }
`
const openapi = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /x: { get: { operationId: getX, responses: { '200': { description: ok } } } } }
`
const bound = '  capabilities: [{ name: x, operation: ./api.yaml#getX }]'

const several = ['--format', 'json,graphml,cytoscape']

let count = 0
let root: string
beforeEach(() => {
  root = path.join(sandbox, String(count++))
  write({ 'a.yaml': agent('a', bound), 'b.yaml': agent('b', bound), 'w.yaml': workflow, 'api.yaml': openapi })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
}

async function build(...args: string[]) {
  const words = ['knowledge-graph', 'build', '--json', ...several, ...args]
  const { exitCode, stdout, stderr } = await runOssa(words, { cwd: root })
  const graph = exitCode === 0 ? readFileSync(path.join(root, '.ossa/graph/graph.json'), 'utf8') : ''
  return { exitCode, stderr, graph, output: JSON.parse(stdout) as GraphBuildOutput }
}

const cacheFile = () => path.join(root, '.ossa/cache/workspace.sqlite')

describe('the cache', () => {
  it('spares reading again what has not changed, and gives the same', async () => {
    const cold = await build()
    const warm = await build()
    expect([cold.output.cache, warm.output.cache]).toEqual([
      { hits: 0, misses: 3 },
      { hits: 3, misses: 0 },
    ])
    expect(warm.graph).toBe(cold.graph)
    write({ 'a.yaml': agent('a', `${bound}\n  domains: [new]`) })
    const changed = await build()
    expect(changed.output.cache).toEqual({ hits: 2, misses: 1 })
    expect(changed.graph).toBe((await build('--no-cache')).graph)
  })

  it('notices that an operation is gone, by the hash of its document', async () => {
    expect((await build()).output.edges.byKind).toMatchObject({ calls: 2 })
    write({ 'api.yaml': openapi.replace('getX', 'getY') })
    const { output, graph } = await build()
    expect(output.edges.byKind['calls']).toBeUndefined()
    expect(graph).toBe((await build('--no-cache')).graph)
  })

  it('compares schemas again when a file that they refer to has changed, and only then', async () => {
    const total = 'type: object\nrequired: [total]\nproperties: { total: { type: integer } }\n'
    const giving = '  capabilities: [{ name: read, output: { $ref: total.yaml } }]'
    const taking =
      '  capabilities: [{ name: add, input: { type: object, required: [total], properties: { total: { type: number } } } }]'
    write({ 'total.yaml': total, 'c.yaml': agent('c', giving), 'd.yaml': agent('d', taking) })
    expect((await build()).output.edges.byKind).toMatchObject({ fits: 1, 'can-feed': 1 })
    expect((await build()).output.edges.byKind).toMatchObject({ fits: 1, 'can-feed': 1 })
    write({ 'total.yaml': total.replace('integer', 'string') })
    const changed = await build()
    expect(changed.output.edges.byKind).toMatchObject({ 'can-feed': 0 })
    expect(changed.graph).toBe((await build('--no-cache')).graph)
    rmSync(path.join(root, 'total.yaml'))
    const gone = await build()
    expect(gone.graph).not.toContain('total')
    write({ 'total.yaml': total })
    expect((await build()).output.edges.byKind).toMatchObject({ 'can-feed': 1 })
  })

  it('notices a change in a file that the document refers to', async () => {
    write({
      'api.yaml': "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /x: { $ref: './x.yaml' } }\n",
      'x.yaml': "get: { operationId: getX, responses: { '200': { description: ok } } }\n",
    })
    expect((await build()).output.edges.byKind).toMatchObject({ calls: 2 })
    write({ 'x.yaml': "get: { operationId: getY, responses: { '200': { description: ok } } }\n" })
    expect((await build()).output.edges.byKind['calls']).toBeUndefined()
  })

  it('forgets files that are gone', async () => {
    // Of plain agents, the graph itself remembers nothing that is not in its sketches.
    await runOssa(['spec', 'validate'], { cwd: root })
    await build()
    rmSync(path.join(root, 'b.yaml'))
    await build()
    const database = new Sqlite(cacheFile())
    const files = database.prepare('SELECT DISTINCT file FROM results ORDER BY file').pluck().all()
    database.close()
    expect(files).toEqual(['', '/', 'a.yaml', 'api.yaml', 'w.yaml'])
  })

  it('of another build is not used', async () => {
    const { graph } = await build()
    const database = new Sqlite(cacheFile())
    database.exec(`UPDATE builds SET build = 'another'; UPDATE results SET sum = 0`)
    database.close()
    expect(await build()).toMatchObject({ graph, output: { cache: { hits: 0, misses: 3 } } })
    expect(await build()).toMatchObject({ graph, output: { cache: { hits: 3, misses: 0 } } })
  })

  it('with rows that were changed is read over', async () => {
    const { graph } = await build()
    const database = new Sqlite(cacheFile())
    database.exec(`UPDATE results SET value = '{"facts":null}' WHERE name IN ('facts', 'sketches')`)
    database.close()
    expect(await build()).toMatchObject({ graph, output: { cache: { hits: 0, misses: 3 } } })
  })

  it('that is damaged is made anew, with a word about it; the graph is right', async () => {
    const { graph } = await build()
    writeFileSync(cacheFile(), 'not a database '.repeat(100))
    const again = await build()
    expect(again).toMatchObject({ exitCode: 0, graph, output: { cache: { hits: 0, misses: 3 } } })
    expect(again.stderr).toBe('The cache .ossa/cache/workspace.sqlite was damaged, and has been made anew.\n')
    expect(await build()).toMatchObject({ exitCode: 0, graph, stderr: '', output: { cache: { hits: 3, misses: 0 } } })
  })

  it('whose place is taken by a database of somebody else is done without', async () => {
    const { graph } = await build()
    rmSync(cacheFile())
    const foreign = new Sqlite(cacheFile())
    foreign.exec("CREATE TABLE files (mine TEXT); INSERT INTO files VALUES ('kept')")
    const again = await build()
    expect(again).toMatchObject({ exitCode: 0, graph, output: { cache: { hits: 0, misses: 3 } } })
    expect(again.stderr).toContain('Nothing was remembered for the next time.')
    expect(foreign.prepare('SELECT * FROM files').all()).toEqual([{ mine: 'kept' }])
    foreign.close()
  })

  it('that another process holds is done without', async () => {
    const { graph } = await build()
    const holder = new Sqlite(cacheFile())
    holder.pragma('journal_mode = DELETE')
    holder.exec('BEGIN EXCLUSIVE')
    const again = await build()
    holder.close()
    expect(again).toMatchObject({ exitCode: 0, graph, output: { cache: { hits: 0 } } })
    expect(again.stderr).toContain('Nothing was remembered')
  })

  it('serves two builds at once', async () => {
    const cold = await Promise.all([build(), build(), build()])
    const warm = await Promise.all([build(), build()])
    const alone = await build('--no-cache')
    for (const { exitCode, stderr, graph } of [...cold, ...warm])
      expect({ exitCode, stderr, graph }).toEqual({ exitCode: 0, stderr: '', graph: alone.graph })
    expect(warm.map(({ output }) => output.cache.misses)).toEqual([0, 0])
  })

  it('is not opened to validate a file', async () => {
    await runOssa(['spec', 'validate', 'a.yaml'], { cwd: root })
    expect(() => readFileSync(cacheFile())).toThrow()
  })
})

describe('where the state folder cannot be made', () => {
  it('a graph can be written elsewhere, and nothing is remembered', async () => {
    write({ '.ossa': 'a file of the user' })
    const ran = await runOssa(['knowledge-graph', 'build', '--output', 'out'], { cwd: root })
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.stderr).toContain('Nothing was remembered')
    expect(readFileSync(path.join(root, 'out/graph.json'), 'utf8')).toContain('"agent:a@1.0.0"')
    expect((await build()).exitCode).toBe(3)
    expect(readFileSync(path.join(root, '.ossa'), 'utf8')).toBe('a file of the user')
  })
})

describe('the folder of the graph', () => {
  const elsewhere = () => path.join(sandbox, `elsewhere ${count}`)

  it('that is a link out of the workspace is written only if the user names it', async () => {
    mkdirSync(elsewhere())
    symlinkSync(elsewhere(), path.join(root, 'linked'))
    write({ 'ossa.yaml': 'graph: { output: linked }' })
    expect((await build()).exitCode).toBe(3)
    expect(() => readFileSync(path.join(elsewhere(), 'graph.json'))).toThrow()
    const named = await runOssa(['knowledge-graph', 'build', '--output', elsewhere()], { cwd: root })
    expect(named.exitCode).toBe(0)
    expect(readFileSync(path.join(elsewhere(), 'graph.json'), 'utf8')).toContain('"agent:a@1.0.0"')
  })

  it('keeps what else is in it, and no graph of somebody else is replaced', async () => {
    write({ 'out/notes.txt': 'mine', 'out/graph.graphml': '<graphml/>' })
    const refused = await runOssa(['knowledge-graph', 'build', '--output', 'out', ...several], { cwd: root })
    expect(refused.exitCode).toBe(2)
    expect(() => readFileSync(path.join(root, 'out/graph.json'))).toThrow()
    const json = await runOssa(['knowledge-graph', 'build', '--output', 'out'], { cwd: root })
    expect(json.exitCode).toBe(0)
    expect(readFileSync(path.join(root, 'out/graph.graphml'), 'utf8')).toBe('<graphml/>')
    expect(readFileSync(path.join(root, 'out/notes.txt'), 'utf8')).toBe('mine')
  })

  it('may lie in the workspace: the graph is no input of the next one', async () => {
    const words = ['knowledge-graph', 'build', '--output', 'out', ...several]
    const first = await runOssa(words, { cwd: root })
    cpSync(path.join(root, 'out/graph.json'), path.join(root, 'before.txt'))
    const second = await runOssa(words, { cwd: root })
    expect([first.exitCode, second.exitCode, second.stdout]).toEqual([0, 0, first.stdout])
    expect(readFileSync(path.join(root, 'out/graph.json'), 'utf8')).toBe(
      readFileSync(path.join(root, 'before.txt'), 'utf8'),
    )
  })
})
