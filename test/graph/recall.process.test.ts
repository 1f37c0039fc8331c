import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type BuildRequest, buildGraph } from '#core/graph'
import { agent } from './graph-of.ts'

const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa recall ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

let count = 0
let root: string
beforeEach(() => {
  root = path.join(sandbox, String(count++))
  mkdirSync(root)
})

const write = (file: string, text: string) => writeFileSync(path.join(root, file), text)
const graph = (file = '') => path.join(root, '.ossa/graph', file)

async function build(request: Partial<BuildRequest> = {}) {
  const { output, ...rest } = await buildGraph({
    cwd: root,
    paths: [],
    cache: true,
    expand: false,
    now: () => 0,
    ...request,
  })
  const { files, removed, cache, ...counts } = output
  return { files: files.map((file) => path.basename(file)), removed, cache, told: { ...counts, ...rest } }
}

/** Builds twice, so that the second build can recall the first one, and expects what a build without any memory makes. */
async function expectFull(request: Partial<BuildRequest> = {}) {
  const full = path.join(sandbox, 'full')
  rmSync(full, { recursive: true, force: true })
  const { told, files } = await build({ ...request, cache: false, output: full })
  for (const built of [await build(request), await build(request)]) {
    expect([built.told, built.files]).toEqual([told, files])
    for (const file of readdirSync(full))
      expect([file, readFileSync(graph(file), 'utf8')]).toEqual([file, readFileSync(path.join(full, file), 'utf8')])
  }
}

const several = 'json, graphml, cytoscape'

const someAgents = () => {
  write('ossa.yaml', `graph: { formats: [${several}] }\n`)
  for (const name of ['a', 'b', 'c'])
    write(
      `${name}.yaml`,
      agent(name, `  domains: [of-${name}, shared]\n  capabilities: [{ name: go, operation: ./api.yaml#go }]`),
    )
}
const api = (line: string) =>
  `openapi: 3.1.0\n${line}info: { title: T, version: '1' }\npaths: { /x: { get: { operationId: go, responses: { '200': { description: ok } } } } }\n`

describe('a build of what has not changed', () => {
  it('tells and leaves what a build of everything does, whatever was changed before', async () => {
    someAgents()
    write('api.yaml', api(''))
    await expectFull()
    const before = readFileSync(path.join(root, 'b.yaml'), 'utf8')
    write('b.yaml', agent('b', '  domains: [shared]\n  dependsOn: [{ agent: c }]'))
    await expectFull()
    write('b.yaml', before)
    await expectFull()
    write('api.yaml', api('# a line more\n'))
    await expectFull()
    write('ossa.yaml', `graph: { formats: [${several}], derivations: { shares-domain: false } }\n`)
    await expectFull()
    write('ossa.yaml', 'graph: { formats: [json, csv] }\n')
    await expectFull()
    write('ossa.yaml', '')
    await expectFull()
    expect(readdirSync(graph())).toEqual(['graph.json'])
    write('ossa.yaml', `graph: { formats: [${several}] }\n`)
    await expectFull()
    rmSync(path.join(root, 'c.yaml'))
    await expectFull()
    write('bad.yaml', 'apiVersion: ossa/v1\nkind: Agent\nmetadata: [')
    await expectFull()
    await expectFull({ formats: ['turtle'] })
    await expectFull({ expand: true })
    await expectFull()
  })

  it('notices what somebody has done to its files', async () => {
    someAgents()
    await build()
    await build()
    const json = readFileSync(graph('graph.json'), 'utf8')
    write('.ossa/graph/graph.json', json.replace('of-a', 'of-x'))
    await expectFull()
    rmSync(graph('graph.graphml'))
    await expectFull()
    write('.ossa/graph/graph.json', json.slice(1))
    await expect(build()).rejects.toMatchObject({ code: 'graph/not-generated' })
  })

  it('puts what few files say to the rest when nothing else is new', async () => {
    write('ossa.yaml', `graph: { formats: [${several}] }\n`)
    for (let index = 0; index < 150; index += 1) write(`${index}.yaml`, agent(`agent-${index}`, '  domains: [x]'))
    expect((await build()).cache).toEqual({ hits: 0, misses: 150 })
    for (const [index, name] of ['y', 'z'].entries()) {
      write(`${index}.yaml`, agent(`agent-${index}`, `  domains: [${name}]`))
      expect((await build()).cache).toEqual({ hits: 149, misses: 1 })
    }
    for (let time = 0; time < 2; time += 1) {
      expect((await build()).cache).toEqual({ hits: 150, misses: 0 })
      await expectFull()
    }
  })
})
