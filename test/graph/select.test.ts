import { describe, expect, it } from 'vitest'
import { selectNodes } from '#core/graph'
import { agent, graphOf } from './graph-of.ts'

const named = (name: string, metadata: string, spec: string) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0, ${metadata} }\nspec: { ${spec} }\n`

const graph = await graphOf({
  'risk/judge.yaml': named(
    'judge',
    'owner: risk team, labels: { tier: gold, state: live }, tags: [fraud]',
    'type: judge, domains: [risk], capabilities: [{ name: judge }], protocols: [rest], reviews: [clerk]',
  ),
  'billing/clerk.yaml': named(
    'clerk',
    'owner: billing, labels: { tier: silver }',
    'type: worker, domains: [billing, risk], capabilities: [{ name: read }], tools: [{ name: scan }], runtime: { llm: { model: small } }, dependsOn: [{ agent: ocr }]',
  ),
  'billing/deep/ocr.yaml': agent('ocr', '  dependsOn: [{ agent: lens }]'),
  'lens.yaml': agent('lens'),
  'flow.yaml': `apiVersion: ossa/v1
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  tasks:
    first: { agent: clerk, capability: read }
    second: { agent: judge, capability: judge, input: { x: '\${{ tasks.first.output.x }}' } }
`,
})

async function names(select: string, options: { exclude?: string; saved?: Parameters<typeof selectNodes>[2] } = {}) {
  const { index, nodes } = await selectNodes(graph, { select, exclude: options.exclude }, options.saved)
  return nodes.map((node) => index.node(node).id.replaceAll('@1.0.0', '')).join(' ')
}

describe('a selector selects', () => {
  it.each([
    ['clerk', 'agent:clerk'],
    ['clerk@1.0.0', 'agent:clerk'],
    ['judge', 'agent:judge'],
    ['judg?', 'agent:judge capability:judge'],
    ['agent:judge', 'agent:judge'],
    ['agent:judge@1.0.0', 'agent:judge'],
    ['id:domain:risk', 'domain:risk'],
    ['capability:*', 'agent:clerk agent:judge'],
    ['flow/*', 'task:flow/first task:flow/second'],
    ['task:flow@1.0.0/first', 'task:flow/first'],
    ['kind:workflow', 'workflow:flow'],
    ['kind:domain', 'domain:billing domain:risk'],
    ['type:worker,domain:risk', 'agent:clerk'],
    ['domain:risk', 'agent:clerk agent:judge'],
    ['domain:risk,domain:billing', 'agent:clerk'],
    ['domain:billing lens', 'agent:clerk agent:lens'],
    ['tool:scan', 'agent:clerk'],
    ['protocol:rest', 'agent:judge'],
    ['model:small', 'agent:clerk'],
    ['owner:"risk team"', 'agent:judge'],
    ['label:tier', 'agent:clerk agent:judge'],
    ['label:tier=gold', 'agent:judge'],
    ['label:tier=*l*', 'agent:clerk agent:judge'],
    ['tag:fraud', 'agent:judge'],
    ['file:billing', 'agent:clerk agent:ocr'],
    ['file:billing/*.yaml', 'agent:clerk'],
    ['file:**/ocr.yaml', 'agent:ocr'],
    ['kind:task,file:flow.yaml', 'task:flow/first task:flow/second'],
    ['nobody', ''],
  ])('%s', async (select, expected) => {
    expect(await names(select)).toBe(expected)
  })

  it('what it depends on and what depends on it', async () => {
    expect(await names('+ocr')).toBe('agent:lens agent:ocr')
    expect(await names('ocr+1')).toBe('agent:clerk agent:ocr')
    expect(await names('kind:agent,ocr+')).toBe('agent:clerk agent:judge agent:ocr')
    expect(await names('kind:agent,2+clerk')).toBe('agent:clerk agent:lens agent:ocr')
    expect(await names('1+clerk[dependsOn]')).toBe('agent:clerk agent:ocr')
    expect(await names('clerk[reviews]+')).toBe('agent:clerk agent:judge')
    expect(await names('clerk[feeds]+')).toBe('agent:clerk agent:judge')
    expect(await names('+judge[feeds]')).toBe('agent:clerk agent:judge')
    expect(await names('clerk[shares-domain]+')).toBe('agent:clerk agent:judge')
    expect(await names('clerk[depends-via-workflow]+ lens[shares-domain]+')).toBe('agent:clerk agent:judge agent:lens')
    expect(await names('+clerk[depends-via-workflow]')).toBe('agent:clerk')
  })

  it('communities by number and by name', async () => {
    const [first] = graph.communities
    const inFirst = graph.nodes.filter(({ community }) => community === 0).map(({ id }) => id)
    expect(await names('community:0')).toBe(inFirst.join(' ').replaceAll('@1.0.0', ''))
    expect(await names(`community:"${first?.name}"`)).toBe(await names('community:0'))
  })

  it('without what is excluded', async () => {
    expect(await names('kind:agent', { exclude: 'lens type:judge' })).toBe('agent:clerk agent:ocr')
  })

  it('what is saved under a name, which may name others', async () => {
    const saved = {
      risky: { select: 'domain:risk', exclude: 'type:judge' },
      all: { select: 'selector:risky lens' },
      self: { select: 'selector:other' },
      other: { select: 'lens selector:self' },
      faulty: { select: 'lens,' },
    }
    expect(await names('selector:risky', { saved: { saved } })).toBe('agent:clerk')
    expect(await names('selector:all[dependsOn]+', { saved: { saved } })).toBe('agent:clerk agent:lens agent:ocr')
    await expect(names('selector:riski', { saved: { saved } })).rejects.toMatchObject({ hint: 'Did you mean "risky"?' })
    await expect(names('selector:self', { saved: { saved } })).rejects.toMatchObject({
      message:
        'The saved selectors self → other → self lead in a circle. (in the selector "other" of ossa.yaml)\n  lens selector:self\n       ^^^^^^^^^^^^^',
    })
    await expect(names('selector:faulty', { saved: { saved } })).rejects.toMatchObject({
      message: expect.stringContaining('in the selector "faulty" of ossa.yaml'),
    })
  })

  it('what files make that were changed, asking git once for each commit', async () => {
    const asked: string[] = []
    const changedFiles = async (since: string) => {
      asked.push(since)
      return ['lens.yaml', 'flow.yaml', 'other.txt']
    }
    const saved = { recent: { select: 'changed:git#v1' } }
    expect(await names('changed:git#main', { saved: { changedFiles } })).toBe(
      'agent:lens task:flow/first task:flow/second workflow:flow',
    )
    expect(
      await names('kind:agent,changed:git#main selector:recent,lens changed:git#v1,lens', {
        saved: { changedFiles, saved },
      }),
    ).toBe('agent:lens')
    expect(asked).toEqual(['git#main', 'git#main', 'git#v1'])
    await expect(names('changed:git#main')).rejects.toMatchObject({ code: 'graph/no-repository' })
  })

  it('nothing by some parts, which are told with what may have been meant', async () => {
    const { unmatched } = await selectNodes(graph, { select: 'clrk+ domain:rsk,kind:agent lens x*' })
    expect(unmatched).toEqual([
      { term: 'clrk', hint: 'Did you mean "clerk"?' },
      { term: 'domain:rsk', hint: 'Did you mean "risk"?' },
      { term: 'x*' },
    ])
  })

  it.each([
    ['lens domian:x', 'There is no method "domian".\n  lens domian:x\n       ^^^^^^', 'Did you mean "domain"?'],
    [
      'xyzzy:x',
      'There is no method "xyzzy".\n  xyzzy:x\n  ^^^^^',
      expect.stringContaining('must be quoted: "xyzzy:x"'),
    ],
    ['kind:agnt', '"agnt" is no kind.\n  kind:agnt\n       ^^^^', 'Did you mean "agent"?'],
    ['type: x', 'What `type:` is to select is missing.\n  type: x\n       ^', 'Write it after the colon: type:NAME'],
    [
      '"[x]"[depends-on,feds]+',
      'There are no edges of the kind "feds".\n  "[x]"[depends-on,feds]+\n                   ^^^^',
      'Did you mean "feeds"?',
    ],
  ])('nothing where it cannot be meant: %s', async (select, message, hint) => {
    await expect(names(select)).rejects.toMatchObject({ message, hint })
  })
})
