import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { CDPSession } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { writeFleet } from '../../bench/fleet.ts'
import { runOssa } from '../cli/run-ossa.ts'
import { detailsTitle, hasBrowser, scratch, visit } from './browser.ts'

const agents = 10_000

describe.skipIf(!hasBrowser)('the page of 10,000 agents', () => {
  it('opens, searches, and finds paths, within bounds of time and memory', async () => {
    const cwd = path.join(scratch, 'fleet')
    mkdirSync(cwd)
    writeFleet(cwd, agents)
    const { exitCode } = await runOssa(['knowledge-graph', 'view', '--no-cache', '--output', 'view.html'], { cwd })
    expect(exitCode).toBe(0)
    const start = performance.now()
    const { page, complaints } = await visit(path.join(cwd, 'view.html'))
    // A tenth of it on a machine of its own, with graphics of its own.
    expect(performance.now() - start).toBeLessThan(30_000)
    expect(await page.textContent('#counts')).toMatch(/^10,000 agents/)
    expect(await page.textContent('#amount')).toMatch(/^\d+ communities, \d+ of [\d,]+ links/)
    await page.screenshot({ path: path.join(scratch, 'large-map.png') })

    await page.fill('#search', 'agent-4711')
    expect(await page.locator('#search-list [role=option]').count()).toBe(1)
    await page.keyboard.press('Enter')
    expect(await detailsTitle(page)).toBe('agent-4711')
    expect(await page.textContent('#amount')).toMatch(/^\d{2,3} of [\d,]+ nodes, \d{2,3}( of [\d,]+)? edges/)
    await page.screenshot({ path: path.join(scratch, 'large-community.png') })

    await page.getByRole('button', { name: 'Path from here' }).click()
    await page.keyboard.type('agent-9999')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Find the path' }).click()
    expect(await page.locator('.steps > li').first().textContent()).toBe('agent-4711')
    expect(await page.locator('.steps > li').last().textContent()).toMatch(/agent-9999$/)

    await page.getByRole('button', { name: 'Tables', exact: true }).click()
    await page.getByRole('group', { name: 'Table of' }).getByRole('button', { name: 'Edges' }).click()
    expect(await page.textContent('caption')).toMatch(/^\d{3},\d{3} edges$/)
    expect(await page.locator('tbody tr').count()).toBe(100)
    expect(await heapMegabytes(await page.context().newCDPSession(page))).toBeLessThan(120)
    expect(complaints).toEqual([])
  })
})

async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6
}
