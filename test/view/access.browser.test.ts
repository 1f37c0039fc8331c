import path from 'node:path'
import axe from 'axe-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { packageRoot, runOssa } from '../cli/run-ossa.ts'
import { hasBrowser, scratch, visit } from './browser.ts'

const file = path.join(scratch, 'access.html')
const somePath = 'from=agent%3Apayment-monitor%401.0.0&to=agent%3Asupplier-liaison%401.0.0'

/** Places of the page, by their addresses. */
const places = {
  map: '',
  'a community with something selected': 'community=0&selected=agent%3Atreasurer%401.1.0',
  'a neighbourhood': 'around=agent%3Atreasurer%401.1.0',
  'a path': somePath,
  tables: 'tables=&selected=community%200',
}

describe.skipIf(!hasBrowser)('everybody can use', () => {
  beforeAll(async () => {
    const root = path.join(packageRoot, 'examples/invoice-fleet')
    const { exitCode } = await runOssa(['knowledge-graph', 'view', '--root', root, '--no-cache', '--output', file], {
      cwd: scratch,
    })
    expect(exitCode).toBe(0)
  })

  it.each(Object.entries(places))('%s', async (_, hash) => {
    const { page } = await visit(file, { hash })
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [480, 1400]) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 860 })
        expect(await violations(page)).toEqual([])
      }
    await page.context().close()
  })

  it('the proposals of the search and the help', async () => {
    const { page } = await visit(file)
    await page.fill('#search', 'inv')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.focus('#stage')
    await page.keyboard.press('?')
    await page.getByText('Licences').click()
    expect(await violations(page)).toEqual([])
  })

  it.each(['light', 'dark'] as const)('what is drawn, by its contrast to the ground: %s', async (colorScheme) => {
    const { page } = await visit(file, { colorScheme })
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement)
      const named = (name: string) => [name, style.getPropertyValue(`--${name}`).trim()] as const
      const numbered = (name: string, count: number) =>
        Array.from({ length: count }, (__, at) => named(`${name}-${at}`))
      const lines = ['edge', 'declared', 'inferred', 'derived'].map(named)
      return [named('canvas'), named('accent'), ...lines, ...numbered('kind', 11), ...numbered('tint', 8)]
    })
    const [[, ground] = ['', '']] = colours
    const tooWeak = colours.slice(1).filter(([, colour]) => contrast(colour, ground) < 3)
    expect(tooWeak).toEqual([])
  })
})

async function violations(page: Awaited<ReturnType<typeof visit>>['page']): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

// WCAG 2.2, "contrast ratio".
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [a, b].map(luminance).toSorted((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
