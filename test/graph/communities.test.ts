import { describe, expect, it } from 'vitest'
import { readWorkspace } from '#core/compiler'
import { assembleGraph } from '#core/graph'
import { memoryTree } from '#core/source'
import type { CacheKey } from '#core/workspace'
import { agent, graphOf } from './graph-of.ts'

const teams = {
  'a1.yaml': agent('a1', '  domains: [billing]\n  capabilities: [{ name: invoice }]'),
  'a2.yaml': agent('a2', '  domains: [billing]\n  capabilities: [{ name: invoice }]'),
  'a3.yaml': agent('a3', '  domains: [billing]\n  capabilities: [{ name: pay }]\n  dependsOn: [{ agent: a1 }]'),
  'b1.yaml': agent('b1', '  domains: [security]\n  capabilities: [{ name: scan }]'),
  'b2.yaml': agent('b2', '  domains: [security]\n  capabilities: [{ name: scan }]\n  protocols: [rest]'),
  'c.yaml': agent('c'),
}

describe('communities', () => {
  it('hold what belongs together, the largest first, and are named by what they share', async () => {
    const { communities, nodes, modularity } = await graphOf(teams)
    expect(communities).toEqual([
      { id: 0, name: 'billing, invoice', agents: 3 },
      { id: 1, name: 'scan, security', agents: 2 },
      { id: 2, name: 'c', agents: 1 },
    ])
    expect(modularity).toBeGreaterThan(0.4)
    const communityOf = Object.fromEntries(nodes.map(({ id, community }) => [id, community]))
    expect(communityOf).toMatchObject({
      'agent:a3@1.0.0': 0,
      'capability:pay': 0,
      'protocol:rest': 1,
      'agent:c@1.0.0': 2,
    })
  })

  it('of equal size are in the order of their first agents', async () => {
    const { communities } = await graphOf({ 'z.yaml': agent('z'), 'y.yaml': agent('y'), 'x.yaml': agent('x') })
    expect(communities.map(({ name }) => name)).toEqual(['x', 'y', 'z'])
  })

  it('are those of an empty graph, too', async () => {
    expect(await graphOf({})).toMatchObject({ nodes: [], edges: [], communities: [], modularity: 0 })
  })

  it('are sought again only if what joins the agents has changed', async () => {
    const kept = new Map<string, unknown>()
    const asked: boolean[] = []
    const memo = {
      get({ hash }: CacheKey) {
        asked.push(kept.has(hash))
        return kept.get(hash)
      },
      set: ({ hash }: CacheKey, value: unknown) => void kept.set(hash, value),
    }
    const build = (files: Record<string, string>) =>
      assembleGraph(readWorkspace({ tree: memoryTree(new Map(Object.entries(files))), targets: [''] }), { memo })
    const first = await build(teams)
    expect(await build(teams)).toEqual(first)
    await build({ ...teams, 'c.yaml': agent('c', '  instructions: Be kind.') })
    await build({ ...teams, 'c.yaml': agent('c', '  domains: [billing]') })
    expect(asked).toEqual([false, true, true, false])
  })
})
