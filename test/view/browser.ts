import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { packageRoot } from '../cli/run-ossa.ts'

/** Debian's. */
const executablePath = '/usr/bin/chromium'

/** False where there is no browser, and nobody insists on it. */
export const hasBrowser = existsSync(executablePath) || process.env['CI_STRICT'] !== undefined
if (!hasBrowser) console.warn(`skipped: ${executablePath} is absent; install Debian's chromium`)

/** Where pages and pictures of them go, to be looked at. */
export const scratch = mkdtempSync(path.join(tmpdir(), 'ossa-view-'))

const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run']
const softwareGraphics = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

/** One for each way to start it. */
const browsers = new Map<string, Promise<Browser>>()

afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close()
  browsers.clear()
})

/** A page that was opened, and all that it should not have done. */
export interface Visit {
  readonly page: Page
  /** Messages of the console, errors, violations of the policy, requests. */
  readonly complaints: readonly string[]
}

/** Opens a page from the disk, as a user does, and waits until it is ready. */
export async function visit(
  file: string,
  { hash = '', args = softwareGraphics, ...options }: BrowserContextOptions & { hash?: string; args?: string[] } = {},
): Promise<Visit> {
  const browser = await launch(args)
  const context = await browser.newContext({
    viewport: { width: 1400, height: 860 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`))
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`))
  page.on('request', (request) => {
    const url = request.url()
    if (url.split('#')[0] !== `file://${encodeURI(file)}` && url !== 'data:,') complaints.push(`request: ${url}`)
  })
  await page.goto(`file://${encodeURI(file)}${hash === '' ? '' : `#${hash}`}`)
  await page.waitForSelector('body[data-ready]')
  return { page, complaints }
}

function launch(args: readonly string[]): Promise<Browser> {
  const key = args.join(' ')
  const browser = browsers.get(key) ?? chromium.launch({ executablePath, args: [...quiet, ...args] })
  browsers.set(key, browser)
  return browser
}

/** The page as it is built, without a graph. */
export function emptyPage(): string {
  return readFileSync(path.join(packageRoot, 'dist/view.html'), 'utf8')
}

/** Keeps a page to be visited. */
export function kept(name: string, content: string): string {
  const file = path.join(scratch, name)
  writeFileSync(file, content)
  return file
}

/** What is selected, as the details name it. */
export async function detailsTitle(page: Page): Promise<string> {
  return (await page.textContent('#details h2')) ?? ''
}
