import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot, runOssa } from '../cli/run-ossa.ts'
import { detailsTitle, hasBrowser, scratch, type Visit, visit } from './browser.ts'

const corpus = path.resolve(packageRoot, process.env['OSSA_SHARED'] ?? '../shared', 'corpus/ossa-0.1.9/.agents')
const example = path.join(packageRoot, 'examples/invoice-fleet')
const page = path.join(scratch, 'example.html')

async function write(root: string, output: string): Promise<void> {
  const { exitCode, stderr } = await runOssa(
    ['knowledge-graph', 'view', '--root', root, '--no-cache', '--output', output],
    { cwd: scratch },
  )
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
}

const opened: Visit[] = []

async function open(...args: Parameters<typeof visit>): Promise<Visit['page']> {
  const seen = await visit(...args)
  opened.push(seen)
  return seen.page
}

// Whatever a page is used for: it says nothing in the console, asks for nothing, and breaks no policy.
afterEach(async () => {
  for (const { page: each, complaints } of opened.splice(0)) {
    await each.context().close()
    expect(complaints).toEqual([])
  }
})

describe.skipIf(!hasBrowser)('the page of the example', () => {
  beforeAll(() => write(example, page))

  it('shows communities first, and never all edges', async () => {
    const seen = await open(page)
    expect(await seen.title()).toBe('Agent fleet')
    expect(await seen.textContent('#counts')).toMatch(/^15 agents · \d+ nodes · \d+ edges$/)
    expect(await seen.textContent('#amount')).toMatch(/^3 communities, 3 links$/)
    await seen.screenshot({ path: path.join(scratch, 'example-light.png') })
  })

  it('finds by name, and shows evidence with file and line', async () => {
    const seen = await open(page)
    await seen.fill('#search', 'treas')
    expect(await seen.getAttribute('#search', 'aria-expanded')).toBe('true')
    expect(await seen.textContent('#search-list [aria-selected=true]')).toContain('treasurer')
    await seen.keyboard.press('Enter')
    expect(await detailsTitle(seen)).toBe('treasurer')
    expect(await seen.textContent('#details dl')).toContain('agents/treasurer.yaml:1')
    expect(await seen.textContent('#details .evidence code')).toMatch(/^[\w/-]+\.yaml:\d+$/)
    await seen.click('#details .evidence summary')
    expect(await seen.textContent('#details .evidence[open] li')).toMatch(/^\/spec\/.*rule [a-z-]+$/)
    expect(seen.url()).toContain('selected=agent%3Atreasurer')
  })

  it('answers a click on the canvas', async () => {
    const seen = await open(page)
    const box = (await seen.locator('#stage').boundingBox())!
    // Somewhere on this line there is a bubble.
    for (let x = box.x + 20; x < box.x + box.width; x += 20) {
      await seen.mouse.move(x, box.y + box.height * 0.35)
      if ((await seen.locator('#stage.points').count()) === 0) continue
      await seen.mouse.click(x, box.y + box.height * 0.35)
      break
    }
    await seen.waitForFunction(() => document.querySelector('#details .kind') !== null)
    expect(await seen.textContent('#details .kind')).toMatch(/community|agent/)
  })

  it('hides kinds of nodes and of edges, everywhere at once', async () => {
    const seen = await open(page, { hash: 'community=0' })
    const before = await seen.textContent('#amount')
    await seen.getByRole('checkbox', { name: 'domain', exact: false }).first().uncheck()
    expect(await seen.textContent('#amount')).not.toBe(before)
    await seen.getByRole('checkbox', { name: 'declared edges' }).uncheck()
    expect(await seen.textContent('#amount')).toMatch(/^8 nodes, \d+ edges$/)
    await seen.fill('#search', 'bookkeeper')
    await seen.keyboard.press('Enter')
    expect(await seen.textContent('#details')).toMatch(/\d+ edges of kinds that are not shown\./)
  })

  it('shows the path between two nodes, step by step', async () => {
    const seen = await open(page)
    await seen.fill('#path-from', 'payment-monitor')
    await seen.keyboard.press('Enter')
    await seen.fill('#path-to', 'supplier-li')
    await seen.keyboard.press('Enter')
    await seen.getByRole('button', { name: 'Find the path' }).click()
    expect(await seen.locator('.steps > li').allTextContents()).toEqual([
      'payment-monitor',
      expect.stringMatching(/^feeds →.*accounts-payable$/),
      expect.stringMatching(/^depends on →agents\/accounts-payable\.yaml:\d+.*supplier-liaison$/),
    ])
    expect(await seen.textContent('#amount')).toBe('3 nodes, 2 edges')
    await seen.goBack()
    expect(await seen.textContent('#crumbs')).toBe('All communities')
  })

  it('says where nothing leads from one to the other', async () => {
    const seen = await open(page, { hash: 'from=agent%3Atreasurer%401.1.0&to=agent%3Afraud-judge%403.0.2' })
    for (const name of ['declared edges', 'inferred edges'])
      await seen.getByRole('checkbox', { name, exact: true }).uncheck()
    expect(await seen.textContent('#details')).toContain('Nothing that is shown leads from the one to the other.')
  })

  it('can be walked by keyboard alone', async () => {
    const seen = await open(page)
    const focused = () => seen.evaluate(() => document.activeElement?.id ?? '')
    await seen.keyboard.press('Tab')
    await seen.keyboard.press('Tab')
    await seen.keyboard.press('Enter')
    expect(await focused()).toBe('stage')
    expect(await seen.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid')
    await seen.keyboard.press('ArrowRight')
    expect(await seen.textContent('#details .kind')).toBe('community')
    expect(await seen.textContent('#announcer')).toMatch(/, community, \d agents\.$/)
    await seen.keyboard.press('Enter')
    expect(await seen.locator('#crumbs li').count()).toBe(2)
    await seen.keyboard.press('ArrowDown')
    await seen.keyboard.press('ArrowDown')
    expect(await seen.textContent('#announcer')).toMatch(/\d+ edges?\.$/)
    await seen.keyboard.press('Enter')
    expect(await seen.textContent('#crumbs')).toContain('Around ')
    for (const _ of [1, 2, 3]) await seen.keyboard.press('Escape')
    expect(await seen.textContent('#crumbs')).toBe('All communities')
    await seen.keyboard.press('/')
    expect(await focused()).toBe('search')
    await seen.keyboard.type('nobody at all')
    expect(await seen.textContent('#announcer')).toBe('Nothing found.')
    await seen.keyboard.press('Escape')
    expect(await seen.inputValue('#search')).toBe('')
  })

  it('lets Tab go everywhere, and be seen wherever it is', async () => {
    const seen = await open(page)
    const stops: string[] = []
    for (let stop = 0; stop < 200; stop += 1) {
      await seen.keyboard.press('Tab')
      const at = await seen.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const style = getComputedStyle(element)
        const { width, height } = element.getBoundingClientRect()
        const region = element.closest('header, #panel, #center, #details')
        return {
          name: element === document.body ? 'end' : (region?.id ?? '') || (region?.tagName ?? 'start').toLowerCase(),
          isSeen: element === document.body || (style.outlineStyle !== 'none' && width > 1 && height > 1),
        }
      })
      expect(at.isSeen).toBe(true)
      if (at.name === 'end') break
      if (stops.at(-1) !== at.name) stops.push(at.name)
    }
    expect(stops).toEqual(['start', 'header', 'panel', 'center', 'details'])
  })

  it('lists all in tables that can be sorted, filtered and read aloud', async () => {
    const seen = await open(page)
    await seen.getByRole('button', { name: 'Tables' }).click()
    const table = seen.getByRole('table')
    expect(await table.locator('caption').textContent()).toBe('3 communities')
    await seen.getByRole('group', { name: 'Table of' }).getByRole('button', { name: 'Nodes' }).click()
    expect(await table.locator('caption').textContent()).toMatch(/^\d+ nodes$/)
    const edges = table.getByRole('columnheader', { name: 'Edges' })
    await edges.getByRole('button').click()
    expect(await edges.getAttribute('aria-sort')).toBe('ascending')
    await edges.getByRole('button').click()
    expect(await edges.getAttribute('aria-sort')).toBe('descending')
    expect(await seen.textContent('#announcer')).toBe('Sorted by Edges, descending.')
    expect(await table.getByRole('rowheader').first().textContent()).toBe('invoice-clerk')
    await seen.fill('#table-filter', 'treas')
    expect(await table.getByRole('rowheader').allTextContents()).toContain('treasurer')
    await table.getByRole('button', { name: 'treasurer', exact: true }).click()
    expect(await detailsTitle(seen)).toBe('treasurer')
    await seen.getByRole('button', { name: 'Show in the graph' }).click()
    expect(await seen.isVisible('#stage')).toBe(true)
    expect(await detailsTitle(seen)).toBe('treasurer')
  })

  it('can begin with the tables, and go to the graph from there', async () => {
    const seen = await open(page, { hash: 'tables=&community=0' })
    expect(await seen.textContent('caption')).toMatch(/^\d+ nodes of the community /)
    expect(await seen.isVisible('#notice')).toBe(false)
    await seen.getByRole('button', { name: 'Graph', exact: true }).click()
    expect(await seen.textContent('#amount')).toMatch(/^\d+ nodes, \d+ edges$/)
    await seen.screenshot({ path: path.join(scratch, 'example-community.png') })
  })

  it('is light, dark or as the system is', async () => {
    const seen = await open(page, { colorScheme: 'dark' })
    const ground = () => seen.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const dark = await ground()
    await seen.screenshot({ path: path.join(scratch, 'example-dark.png') })
    await seen.getByRole('button', { name: /^Colours/ }).click()
    expect(await ground()).not.toBe(dark)
    await seen.getByRole('button', { name: /^Colours/ }).click()
    expect(await ground()).toBe(dark)
  })

  it('has an answer for every address', async () => {
    const seen = await open(page, { hash: 'around=agent%3Atreasurer%401.1.0&selected=agent%3Abookkeeper%401.4.0' })
    expect(await seen.textContent('#crumbs')).toContain('Around treasurer')
    expect(await detailsTitle(seen)).toBe('bookkeeper')
    await seen.evaluate(() => {
      location.hash = 'community=77&selected=nobody'
    })
    await seen.waitForFunction(() => document.querySelector('#crumbs')?.textContent === 'All communities')
  })

  it('explains itself, and carries the licences of what is in it', async () => {
    const seen = await open(page)
    await seen.keyboard.press('?')
    const help = seen.getByRole('dialog', { name: 'Help' })
    await help.getByText('Licences').click()
    const licences = await help.locator('pre').textContent()
    for (const name of ['sigma', 'graphology', 'graphology-layout-forceatlas2', 'events'])
      expect(licences).toContain(`${name}\n\n`)
    await seen.keyboard.press('Escape')
    expect(await help.isVisible()).toBe(false)
  })

  it('has its tables where nothing can be drawn', async () => {
    const seen = await open(page, { args: ['--disable-gpu', '--disable-3d-apis', '--disable-software-rasterizer'] })
    expect(await seen.textContent('#notice')).toContain('this browser offers no WebGL')
    expect(await seen.isVisible('table')).toBe(true)
    expect(await seen.getByRole('button', { name: 'Graph', exact: true }).isDisabled()).toBe(true)
    await seen.fill('#search', 'treasurer')
    await seen.keyboard.press('Enter')
    expect(await detailsTitle(seen)).toBe('treasurer')
  })

  it('fits a small window', async () => {
    const seen = await open(page, { viewport: { width: 480, height: 900 } })
    expect(await seen.evaluate(() => document.documentElement.scrollWidth)).toBe(480)
    expect((await seen.locator('#stage').boundingBox())!.height).toBeGreaterThan(450)
    await seen.screenshot({ path: path.join(scratch, 'example-small.png') })
  })
})

const hasCorpus = existsSync(corpus)
if (!hasCorpus) console.warn(`skipped: ${corpus} is absent; set OSSA_SHARED to the folder that holds it`)

describe.skipIf(!hasBrowser || (!hasCorpus && process.env['CI_STRICT'] === undefined))('the page of ossa 0.1.9', () => {
  const file = path.join(scratch, 'ossa 0.1.9.html')

  it('shows 127 agents', async () => {
    await write(corpus, file)
    const seen = await open(file)
    expect(await seen.textContent('#counts')).toMatch(/^127 agents/)
    await seen.screenshot({ path: path.join(scratch, 'corpus-map.png') })
    await seen.locator('#details').getByRole('button').first().click()
    await seen.getByRole('button', { name: 'Open', exact: true }).click()
    expect(await seen.textContent('#amount')).toMatch(/^\d+ nodes, \d+ edges$/)
    await seen.screenshot({ path: path.join(scratch, 'corpus-community.png') })
  })
})
