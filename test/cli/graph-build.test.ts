import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { GraphBuildOutput } from '#core/contract'
import { agent } from '../graph/graph-of.ts'
import { bin, runOssa } from './run-ossa.ts'

const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa build ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

let count = 0
let cwd: string
beforeEach(() => {
  cwd = path.join(sandbox, String(count++))
  write('a.yaml', agent('a', '  domains: [billing]'))
  write('b.yaml', agent('b', '  domains: [billing]'))
})

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true })
  writeFileSync(path.join(cwd, file), content)
}

async function build(...args: string[]) {
  const { exitCode, stdout, stderr } = await runOssa(['knowledge-graph', 'build', '--json', ...args], { cwd })
  return { exitCode, stderr, edges: (JSON.parse(stdout) as GraphBuildOutput).edges?.byKind, stdout }
}

const sameDomain = `export default {
  kind: 'neighbour',
  summary: 'Both are there.',
  *groups(facts) { yield { from: facts.nodesOfKind('agent'), weight: 0.5 } },
}
`

describe('plugins of the graph', () => {
  beforeEach(() => {
    write('ossa.yaml', 'graph: { plugins: [./plugins/near.mjs] }\n')
    write('plugins/near.mjs', sameDomain)
  })

  it('are not run unless that is allowed, and that is said', async () => {
    write('plugins/near.mjs', "import { writeFileSync } from 'node:fs'\nwriteFileSync('ran', '')\nexport default {}\n")
    const { exitCode, stderr, edges } = await build()
    expect([exitCode, existsSync(path.join(cwd, 'ran'))]).toEqual([0, false])
    expect(stderr).toContain('1 plugin of ossa.yaml was not loaded. --allow-plugins runs their code.')
    expect(edges).not.toHaveProperty('neighbour')
  })

  it('derive edges that are counted, exported and selected by as the others are', async () => {
    expect((await build('--allow-plugins')).edges).toMatchObject({ neighbour: 1, 'shares-domain': 1 })
    const { stdout } = await runOssa(['knowledge-graph', 'export', '--format', 'json', '--expand', '--allow-plugins'], {
      cwd,
    })
    const { edges } = JSON.parse(stdout) as { edges: { kind: string }[] }
    expect(edges.find(({ kind }) => kind === 'neighbour')).toEqual({
      source: 'agent:a@1.0.0',
      target: 'agent:b@1.0.0',
      kind: 'neighbour',
      origin: 'derived',
      weight: 0.5,
      evidence: [
        { file: 'a.yaml', pointer: '', line: 1, rule: 'neighbour' },
        { file: 'b.yaml', pointer: '', line: 1, rule: 'neighbour' },
      ],
    })
    const query = ['knowledge-graph', 'query', 'a[neighbour]+', '--json']
    const selected = await runOssa([...query, '--allow-plugins'], { cwd })
    expect((JSON.parse(selected.stdout) as { nodes: { id: string }[] }).nodes.map(({ id }) => id)).toEqual([
      'agent:a@1.0.0',
      'agent:b@1.0.0',
    ])
    expect((await runOssa(query, { cwd })).exitCode).not.toBe(0)
  })

  it('are found wherever they lie in the workspace, CommonJS too', async () => {
    write('ossa.yaml', 'graph: { plugins: [tools/near.cjs] }\n')
    write('tools/near.cjs', sameDomain.replace('export default', 'module.exports ='))
    expect((await build('--allow-plugins')).edges).toMatchObject({ neighbour: 1 })
  })

  it.each([
    ['absent', undefined, 'near.mjs'],
    ['broken', 'export default {', 'cannot be loaded'],
    ['of another shape', 'export default 3', 'default export is no object'],
    ['without a name', 'export default { groups() { return [] } }', '`kind` must be'],
    ['named as others are', sameDomain.replace('neighbour', 'shares-domain'), 'shares-domain without it'],
    ['failing', sameDomain.replace('yield', 'throw new Error("oops"); yield'), 'it failed: oops'],
    ['giving no groups', sameDomain.replace(/yield .*} }/, 'yield 3 }'), 'group 0 is no object'],
    [
      'giving what is no agent',
      sameDomain.replace("nodesOfKind('agent')", "nodesOfKind('domain')"),
      'no list of agents',
    ],
    ['giving impossible weights', sameDomain.replace('0.5', 'NaN'), '`weight` of group 0'],
  ])('that are %s end the command, and say so', async (_name, content, message) => {
    if (content === undefined) rmSync(path.join(cwd, 'plugins/near.mjs'))
    else write('plugins/near.mjs', content)
    const { exitCode, stdout } = await build('--allow-plugins')
    expect(exitCode).toBe(3)
    expect(stdout).toContain(message)
    expect(existsSync(path.join(cwd, '.ossa/graph/graph.json'))).toBe(false)
  })

  it('are not loaded from outside of the workspace', async () => {
    writeFileSync(path.join(sandbox, 'outside.mjs'), sameDomain)
    write('ossa.yaml', 'graph: { plugins: [../outside.mjs] }\n')
    expect(await build('--allow-plugins')).toMatchObject({ exitCode: 3 })
    write('ossa.yaml', 'graph: { plugins: [linked.mjs] }\n')
    symlinkSync(path.join(sandbox, 'outside.mjs'), path.join(cwd, 'linked.mjs'))
    expect(await build('--allow-plugins')).toMatchObject({ exitCode: 3 })
  })
})

describe('--metrics-file', () => {
  it('writes what Prometheus reads', async () => {
    expect((await build('--metrics-file', 'out/graph.prom')).exitCode).toBe(0)
    const text = readFileSync(path.join(cwd, 'out/graph.prom'), 'utf8')
    expect(text).toContain('# TYPE agent_graph_total_agents gauge\nagent_graph_total_agents 2\n')
    expect(text).toContain('agent_graph_relationships{kind="in-domain",origin="declared"} 2\n')
    expect(text).toContain('agent_graph_relationships{kind="shares-domain",origin="derived"} 1\n')
    expect(text).toMatch(/^graph_build_duration_seconds \d+(\.\d+)?$/m)
    expect((await build('--metrics-file', 'out/graph.prom')).exitCode).toBe(0)
  })

  it('replaces nothing that is not of the kind', async () => {
    write('notes.txt', 'Dear diary\n')
    expect((await build('--metrics-file', 'notes.txt')).exitCode).toBe(2)
    expect(readFileSync(path.join(cwd, 'notes.txt'), 'utf8')).toBe('Dear diary\n')
  })
})

describe('ossa knowledge-graph build --watch', () => {
  it('makes the graph again when a file is saved, and not because of what it writes itself', async () => {
    const files = ['--output', 'graph', '--format', 'json,graphml,cytoscape', '--metrics-file', 'graph.prom']
    const args = ['knowledge-graph', 'build', '--watch', ...files]
    const child = execa(process.execPath, [bin, ...args], { cwd, reject: false })
    let turns = 0
    child.stderr.on('data', (data) => {
      turns += String(data).split('Watching').length - 1
    })
    const agents = () =>
      /^agent_graph_total_agents (\d+)$/m.exec(readFileSync(path.join(cwd, 'graph.prom'), 'utf8'))?.[1]
    const seen = (number: number) => expect.poll(() => turns, { timeout: 20_000 }).toBeGreaterThanOrEqual(number)
    try {
      await seen(1)
      await new Promise((resolve) => setTimeout(resolve, 700))
      expect([turns, agents()]).toEqual([1, '2'])
      write('c.yaml', agent('c'))
      await seen(2)
      await expect.poll(agents).toBe('3')
      write('c.yaml', 'kind: [')
      await seen(3)
      expect(readFileSync(path.join(cwd, 'graph/graph.json'), 'utf8')).not.toContain('agent:c')
    } finally {
      child.kill('SIGINT')
    }
    expect((await child).exitCode).toBe(130)
  })

  it('prints no JSON', async () => {
    expect((await runOssa(['knowledge-graph', 'build', '--watch', '--json'], { cwd })).exitCode).toBe(2)
  })
})
