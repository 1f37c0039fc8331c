import { describe, expect, it } from 'vitest'
import type { GraphEdge, GraphNode } from '#core/contract'
import { viewDataOf } from '../../src/core/graph/view/view-data-of.ts'
import { viewPage } from '../../src/core/graph/view/view-page.ts'
import { hostileNames } from '../graph/hostile.ts'
import { emptyPage, hasBrowser, kept, visit } from './browser.ts'

const attacks = [
  ...hostileNames,
  '</script><script>window.hacked = 1</script>',
  '<!--<script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg onload=window.hacked=1>',
  'javascript:window.hacked=1',
  "';window.hacked=1;//",
  '\u2028window.hacked=1\u2029',
  '${window.hacked=1}',
]

/** Everything that can hold a text holds all of them: names, versions, files, pointers, rules, kinds, communities, ids, the title. */
function hostileGraph() {
  const nodes = attacks.flatMap((name, index): GraphNode[] => [
    {
      id: `agent:${index}${name}`,
      kind: 'agent',
      name,
      version: name,
      file: name,
      pointer: name,
      community: index % 3,
    },
    { id: `tool:${index}${name}`, kind: name as 'tool', name, file: name, pointer: '', community: index % 3 },
  ])
  const edges = nodes.flatMap((source, index): GraphEdge[] =>
    nodes.slice(0, 4).map((target) => ({
      source: source.id,
      target: target.id,
      kind: attacks[index % attacks.length] ?? '',
      origin: 'declared',
      evidence: [{ file: source.name, pointer: source.name, line: 1, rule: source.name }],
    })),
  )
  const communities = attacks.slice(0, 3).map((name, id) => ({ id, name: attacks[id + 11] ?? name, agents: 5 }))
  return { nodes, edges, communities, pairs: [] }
}

describe.skipIf(!hasBrowser)('a page with names that an attacker chose', () => {
  const content = viewPage(emptyPage(), viewDataOf(hostileGraph(), '</title></script><script>window.hacked=1</script>'))
  const file = kept('hostile.html', content)

  it('runs none of them, and shows what is hidden in them', async () => {
    const { page, complaints } = await visit(file)
    expect(await page.title()).toBe('</title></script><script>window.hacked=1</script>')
    expect(await page.locator('script').count()).toBe(3)
    for (const name of ['script><script>window', 'img src=x', 'svg onload', 'javascript:', 'bidi']) {
      await page.fill('#search', name)
      await page.keyboard.press('Enter')
      expect(await page.textContent('#details h2')).toContain(name)
    }
    expect(await page.textContent('#details h2')).toContain('bidi\\u{202e}txt.exe\\u{2066}')
    await page.getByRole('button', { name: 'Neighbourhood' }).click()
    for (const summary of await page.locator('#details .evidence summary').all()) await summary.click()
    for (const table of ['Communities', 'Nodes', 'Edges']) {
      await page.getByRole('button', { name: 'Tables', exact: true }).click()
      await page.getByRole('group', { name: 'Table of' }).getByRole('button', { name: table }).click()
      expect(await page.locator('tbody tr').count()).toBeGreaterThan(2)
    }
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(
      await page.locator('main img, main iframe, main script, main [onerror], main [onload], main a').count(),
    ).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1400)
    expect(complaints).toEqual([])
  })

  it('would not run or load anything even if it were in the page', async () => {
    const { page, complaints } = await visit(file)
    const policy = await page.getAttribute('meta[http-equiv]', 'content')
    expect(policy).toMatch(/^default-src 'none';/)
    expect(policy).not.toContain('unsafe')
    const attempts = await page.evaluate(async () => {
      const outcome = async (attempt: () => unknown) => {
        try {
          await attempt()
          return 'done'
        } catch {
          return 'refused'
        }
      }
      const script = document.createElement('script')
      return {
        markup: await outcome(() => Object.assign(document.body, { innerHTML: '<b>x</b>' })),
        script: await outcome(() => Object.assign(script, { text: 'window.hacked = 1' })),
        request: await outcome(() => fetch('https://example.invalid/')),
        socket: await outcome(
          () =>
            new Promise((done, fail) =>
              Object.assign(new WebSocket('wss://example.invalid/'), { onopen: done, onerror: fail }),
            ),
        ),
      }
    })
    expect(attempts).toEqual({
      markup: 'refused',
      script: 'refused',
      request: 'refused',
      socket: 'refused',
    })
    expect(complaints.length).toBeGreaterThanOrEqual(4)
    expect(complaints.filter((complaint) => !/Content Security Policy|Trusted/i.test(complaint))).toEqual([])
  })
})

describe.skipIf(!hasBrowser)('a page without anything', () => {
  it('says so', async () => {
    const nothing = { nodes: [], edges: [], communities: [], pairs: [] }
    const { page, complaints } = await visit(kept('empty.html', viewPage(emptyPage(), viewDataOf(nothing, 'Nothing'))))
    expect(await page.textContent('#notice')).toBe('There are no agents and no workflows here.')
    expect(await page.textContent('#counts')).toBe('0 agents · 0 nodes · 0 edges')
    await page.getByRole('button', { name: 'Tables', exact: true }).click()
    expect(await page.textContent('caption')).toBe('0 communities')
    expect(complaints).toEqual([])
  })
})
