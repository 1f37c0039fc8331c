import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Evidence, GraphBuildOutput, GraphDocument } from '#core/contract'
import { valueAt } from '#core/json'
import { parseSource } from '#core/source'
import { createLocator } from '../../src/core/source/locate.ts'
import { runOssa } from '../cli/run-ossa.ts'
import { isAbsent, shared } from './shared.ts'

const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa corpus ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

const files = ['graph.json', 'graph.graphml', 'graph.cytoscape.json']

interface Built {
  readonly output: GraphBuildOutput
  readonly graph: GraphDocument
  readonly bytes: readonly string[]
}

async function build(root: string, args: readonly string[] = []): Promise<Built> {
  const folder = mkdtempSync(path.join(sandbox, 'graph '))
  const words = ['knowledge-graph', 'build', '--root', root, '--output', folder, '--json', ...args]
  words.push('--format', 'json,graphml,cytoscape')
  const { exitCode, stdout } = await runOssa(words, { cwd: tmpdir() })
  expect(exitCode).toBe(0)
  const bytes = files.map((file) => readFileSync(path.join(folder, file), 'utf8'))
  return { output: JSON.parse(stdout) as GraphBuildOutput, graph: JSON.parse(bytes[0] ?? '') as GraphDocument, bytes }
}

/** Every place that the graph names is there, and on the line that the parser with positions says. */
function expectTrueEvidence(root: string, { nodes, edges }: GraphDocument): void {
  // What stands in prose has a line and no pointer.
  const said = edges.filter(({ kind }) => kind !== 'mentions').flatMap(({ evidence }) => evidence)
  const places: Omit<Evidence, 'rule'>[] = [...nodes, ...said]
  for (const file of new Set(places.map((place) => place.file))) {
    const bytes = readFileSync(path.join(root, file))
    const { documents } = parseSource(file, bytes)
    const locate = createLocator(file, bytes.toString('utf8').replace(/^\ufeff/, ''))
    for (const { document = 0, pointer, line } of places.filter((place) => place.file === file)) {
      expect([file, pointer, valueAt(documents[document]?.value, pointer)]).not.toEqual([file, pointer, undefined])
      expect([file, pointer, line]).toEqual([file, pointer, locate({ file, document, pointer }).line])
    }
  }
}

describe.skipIf(isAbsent('corpus/ossa-0.1.9'))('the graph of the agents of ossa 0.1.9', () => {
  const root = path.join(shared, 'corpus/ossa-0.1.9/.agents')

  it('is always of the same size, in the same communities', async () => {
    const { output, graph } = await build(root, ['--no-cache'])
    const { cache: _cache, durationMs: _durationMs, files: _files, removed: _removed, ...counts } = output
    expect(counts).toMatchInlineSnapshot(`
      {
        "agents": 127,
        "communities": 13,
        "edges": {
          "byKind": {
            "accepts": 40,
            "can-feed": 0,
            "co-used": 0,
            "depends-via-operation": 0,
            "depends-via-workflow": 0,
            "has-capability": 621,
            "in-domain": 95,
            "owned-by": 51,
            "returns": 40,
            "shares-capability": 2579,
            "shares-domain": 183,
            "shares-protocol": 875,
            "shares-tool": 0,
            "speaks": 144,
          },
          "declared": 991,
          "derived": 3637,
          "inferred": 0,
        },
        "modularity": 0.572194,
        "nodes": 479,
      }
    `)
    expect(graph.communities.slice(0, 4)).toMatchInlineSnapshot(`
      [
        {
          "agents": 59,
          "id": 0,
          "name": "api_interaction, data_processing, task_execution",
        },
        {
          "agents": 41,
          "id": 1,
          "name": "performance_optimization, OSSA CLI, automated_reporting",
        },
        {
          "agents": 11,
          "id": 2,
          "name": "OSSA Platform Team, ossa, rest",
        },
        {
          "agents": 5,
          "id": 3,
          "name": "cross_project_coordination, compliance_validation, multi_agent_coordination",
        },
      ]
    `)
  })

  it('says for every node and edge where it is said', async () => {
    expectTrueEvidence(root, (await build(root, ['--no-cache'])).graph)
  })

  it('is the same every time, in every format, cold and warm, wherever it lies', async () => {
    const copy = path.join(sandbox, 'copy')
    // Not what somebody's own runs have left there.
    cpSync(root, copy, { recursive: true, filter: (source) => path.basename(source) !== '.ossa' })
    const plain = await build(root, ['--no-cache'])
    const cold = await build(copy)
    const warm = await build(copy)
    expect(cold.bytes).toEqual(plain.bytes)
    expect(warm.bytes).toEqual(plain.bytes)
    expect([cold.output.cache.hits, warm.output.cache.misses]).toEqual([0, 0])
  })
})

describe.skipIf(isAbsent('corpus/ossa-0.4'))('the graph of ossa 0.4', () => {
  const root = path.join(shared, 'corpus/ossa-0.4')

  it('is always of the same size, with workflows', async () => {
    const { output, graph } = await build(root, ['--no-cache'])
    const { cache: _cache, durationMs: _durationMs, files: _files, removed: _removed, ...counts } = output
    expect(counts).toMatchInlineSnapshot(`
      {
        "agents": 64,
        "communities": 16,
        "edges": {
          "byKind": {
            "accepts": 80,
            "assigned-to": 3,
            "bound-to": 53,
            "calls": 53,
            "can-feed": 0,
            "co-used": 3,
            "depends-via-operation": 0,
            "depends-via-workflow": 2,
            "feeds": 2,
            "has-capability": 166,
            "has-task": 27,
            "in-domain": 61,
            "owned-by": 19,
            "provides": 53,
            "reads-from": 23,
            "returns": 83,
            "runs-agent": 3,
            "shares-capability": 9,
            "shares-domain": 7,
            "shares-protocol": 459,
            "shares-tool": 3,
            "speaks": 65,
            "uses-model": 18,
            "uses-server": 3,
            "uses-tool": 60,
            "waits-for": 7,
          },
          "declared": 645,
          "derived": 483,
          "inferred": 134,
        },
        "modularity": 0.801292,
        "nodes": 613,
      }
    `)
    expectTrueEvidence(root, graph)
  })
})

describe.skipIf(isAbsent('corpus/claude-subagents'))('the graph of the subagents of Claude Code', () => {
  const root = path.join(shared, 'corpus/claude-subagents')

  // Names that are an ordinary word (`review`, `architect`) stand in the prose hundreds of times, and mean no agent.
  it('has the names of agents in prose, with the lines they are in', async () => {
    const { graph } = await build(root, ['--no-cache'])
    const nameOf = new Map(graph.nodes.map(({ id, name }) => [id, name]))
    const mentions = graph.edges.filter(({ kind }) => kind === 'mentions')
    const lines = mentions.flatMap(({ target, evidence }) =>
      evidence.map(({ file, line = 0 }) => {
        const text = readFileSync(path.join(root, file), 'utf8').split('\n')[line - 1] ?? ''
        return { name: nameOf.get(target), isThere: text.includes(nameOf.get(target) ?? '?') }
      }),
    )
    expect([mentions.length, lines.length, lines.every(({ isThere }) => isThere)]).toEqual([4, 7, true])
    expect([...new Set(lines.map(({ name }) => name))].sort()).toEqual(['database-admin', 'session-end'])
    expectTrueEvidence(root, graph)
  })
})

describe.skipIf(isAbsent('corpus'))('all that others wrote, as one workspace', () => {
  it('has more than a thousand agents and servers, which lead to one another', async () => {
    const { output, graph } = await build(path.join(shared, 'corpus'), ['--no-cache'])
    const count = (kind: string) => graph.nodes.filter((node) => node.kind === kind).length
    const described = graph.nodes.filter(({ kind, version }) => kind === 'server' && version !== undefined).length
    expect([count('agent'), described, count('workflow'), output.edges.byKind['provides']]).toEqual([605, 793, 9, 813])
    const across = graph.edges.filter(({ kind, target }) => kind === 'uses-server' && target.includes('@'))
    expect(across).toHaveLength(16)
  })
})

describe.skipIf(isAbsent('corpus'))('what others wrote', () => {
  it.each(readdirIfThere(path.join(shared, 'corpus')))('%s gives a graph without a crash', async (folder) => {
    const { graph } = await build(path.join(shared, 'corpus', folder), ['--no-cache'])
    const ids = new Set(graph.nodes.map(({ id }) => id))
    expect(ids.size).toBe(graph.nodes.length)
    expect(graph.edges.filter(({ source, target }) => !ids.has(source) || !ids.has(target))).toEqual([])
  })
})

function readdirIfThere(folder: string): string[] {
  return isAbsent('corpus') ? [] : readdirSync(folder)
}
