import { describe, expect, it } from 'vitest'
import { agent, graphOf } from './graph-of.ts'

const claude = (name: string, prose = '') => `---\nname: ${name}\ndescription: x\nmodel: opus\n---\n${prose}\n`

/** Who mentions whom, where and how, in prose of the agent `author`. */
async function mentions(prose: string, names: readonly string[]) {
  const others = names.map((name, index) => [`agents/other-${index}.md`, claude(JSON.stringify(name))])
  const { edges } = await graphOf({ 'agents/author.md': claude('author', prose), ...Object.fromEntries(others) })
  return edges
    .filter(({ kind }) => kind === 'mentions')
    .flatMap(({ source, target, evidence }) =>
      evidence.map(({ line, verb }) => `${source.slice(6, -6)} ${line} ${verb ?? '-'} ${target.slice(6, -6)}`),
    )
}

describe('the name of another agent in prose', () => {
  it('is an inferred edge, with its line and the verb of its list item', async () => {
    const { edges } = await graphOf({
      'agents/author.md': claude('author', 'You write.\n\n- Coordinate with backend-developer on APIs\n'),
      'agents/backend.md': claude('backend-developer'),
    })
    expect(edges.filter(({ kind }) => kind === 'mentions')).toEqual([
      {
        source: 'agent:author@0.0.0',
        target: 'agent:backend-developer@0.0.0',
        kind: 'mentions',
        origin: 'inferred',
        evidence: [{ file: 'agents/author.md', pointer: '', line: 8, rule: 'agent-mention', verb: 'coordinate with' }],
      },
    ])
  })

  it.each([
    ['- Delegate to qa-expert', 'delegate to'],
    ['* Collaborate with **qa-expert** on tests', 'collaborate with'],
    ['1. Escalate complex issues to qa-expert', 'escalate to'],
    ['- [ ] When done, hand off to qa-expert', 'hand off to'],
    ['- **Defers** schema design to qa-expert', 'defer to'],
    ['- Works closely\n  with the qa-expert', 'work with'],
    ['- qa-expert: use it for tests', '-'],
    ['- Tests → qa-expert', '-'],
    ['Coordinate with qa-expert.', '-'],
    ['> - Consult qa-expert', 'consult'],
  ])('in %j has the verb %j', async (prose, verb) => {
    expect(await mentions(prose, ['qa-expert'])).toEqual([expect.stringContaining(` ${verb} qa-expert`)])
  })

  it.each([
    'Ask qa-expert.',
    '(qa-expert, for example)',
    "the qa-expert's tests",
    '"qa-expert"',
    '@qa-expert',
    'qa-expert/other-agent',
    '[qa-expert](./x.md)',
    'qa-expert - for tests',
    '| qa-expert | tests |',
  ])('counts in %j', async (prose) => {
    expect(
      (await mentions(prose, ['qa-expert', 'other-agent'])).filter((each) => each.endsWith('qa-expert')),
    ).toHaveLength(1)
  })

  it.each([
    'Use `qa-expert`.',
    '```\nqa-expert\n```',
    'Read qa-expert.md, qa-expert-\\*.md and qa-experts.',
    'my-qa-expert, qa-expert-2, QA-Expert, qa-expert_x',
    'See plugins/qa-expert/readme or ./qa-expert.',
    'https://example.com/qa-expert',
    '[tests](../qa-expert)',
    '# qa-expert',
  ])('does not count in %j', async (prose) => {
    expect(await mentions(prose, ['qa-expert'])).toEqual([])
  })

  it('counts once a line, with the verb that one of them has', async () => {
    expect(await mentions('- qa-expert: defer to qa-expert\n- Ask qa-expert', ['qa-expert'])).toEqual([
      'author 6 defer to qa-expert',
      'author 7 ask qa-expert',
    ])
  })

  it('may be of several words, and then be wrapped', async () => {
    expect(
      await mentions('Call the Car Rental\nAgent, or .NET Upgrade.', [
        'Car Rental Agent',
        '.NET Upgrade',
        'Car Rental',
      ]),
    ).toEqual(['author 7 - .NET Upgrade', 'author 6 - Car Rental Agent'])
  })

  it('that is an ordinary word counts only where it is called an agent', async () => {
    const prose = 'Review the code, then review again.\nThe review agent does it. Or @review.\nThe reviewing agents.'
    expect(await mentions(prose, ['review', 'Specification', 'again'])).toEqual(['author 7 - review'])
  })

  it('is not its own', async () => {
    expect(await mentions('You are the author-agent.', [])).toEqual([])
    const { edges } = await graphOf({
      'agents/a-b.md': claude('a-b', 'You are a-b.'),
      'x/agents/a-b.md': claude('a-b', 'a-b'),
    })
    expect(edges.filter(({ kind }) => kind === 'mentions')).toEqual([])
  })

  it('leads to the nearest of several, and nowhere if several are as near', async () => {
    const files = {
      'one/agents/author.md': claude('author', 'Ask qa-expert.'),
      'one/agents/qa.md': claude('qa-expert'),
      'two/agents/qa.md': claude('qa-expert'),
    }
    const found = async (all: Record<string, string>) =>
      (await graphOf(all)).edges.filter(({ kind }) => kind === 'mentions').map(({ target }) => target)
    expect(await found(files)).toEqual(['agent:qa-expert@0.0.0#one/agents/qa.md'])
    expect(await found({ ...files, 'one/agents/qa.md': '', 'three/agents/qa.md': claude('qa-expert') })).toEqual([])
  })

  it('leads to agents of every dialect', async () => {
    const { edges } = await graphOf({
      'agents/author.md': claude('author', 'Ask invoice-reader.'),
      'a.yaml': agent('invoice-reader'),
    })
    expect(edges.map(({ kind, target }) => `${kind} ${target}`)).toContain('mentions agent:invoice-reader@1.0.0')
  })

  it('is found among thousands of names in thousands of lines', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `agent-number-${index}`)
    const files = names.map((name) => [`${name}.yaml`, agent(name)])
    const prose = 'You work with agent-number-42 and with others, who do not matter here.\n'.repeat(5_000)
    const { edges } = await graphOf({ ...Object.fromEntries(files), 'agents/a.md': claude('author', prose) })
    expect(edges.find(({ kind }) => kind === 'mentions')?.evidence).toHaveLength(5_000)
  })

  it.each(['- work with qa-expert, ', 'qa-expert/', 'qa-expert '])(
    'is found in one line of 500 kB: %j',
    async (words) => {
      const start = performance.now()
      await mentions(words.repeat(500_000 / words.length), ['qa-expert'])
      expect(performance.now() - start).toBeLessThan(10_000)
    },
  )
})
