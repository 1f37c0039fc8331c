import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '#core/compiler'
import type { DiagnosticDefinition as Definition } from '#core/diagnostics'

const root = path.resolve(import.meta.dirname, '..')
const core = path.join(root, 'src/core')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Files of core by their path below it; what is generated is left out. */
const sources = new Map(
  readdirSync(core, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.includes('.gen.'))
    .sort()
    .map((file) => [file, read(`src/core/${file}`)] as const),
)
const domains = readdirSync(core).sort()

const impurities: readonly { readonly what: string; readonly pattern: RegExp; readonly allowed: readonly string[] }[] =
  [
    { what: 'the clock', pattern: /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\)|\bhrtime\b/, allowed: [] },
    { what: 'the performance clock', pattern: /\bperformance\s*\.|node:perf_hooks/, allowed: [] },
    { what: 'dice', pattern: /\bMath\.random\b|\brandom(Bytes|Int|FillSync)\b|\bgetRandomValues\b/, allowed: [] },
    // The name of a temporary file is never seen and must be free whatever else writes there.
    { what: 'random ids', pattern: /\brandomUUID\b/, allowed: ['source/write.ts'] },
    // A timer ends attempts, requests and waits, or gathers what is written together; it decides nothing that is recorded.
    {
      what: 'timers',
      pattern: /\bset(Timeout|Interval|Immediate)\b|\bAbortSignal\.timeout\b|node:timers/,
      allowed: [
        'executors/a2a/executor.ts',
        'executors/command/executor.ts',
        'executors/command/process-tree.ts',
        'executors/deadline.ts',
        'executors/mcp/program-transport.ts',
        'orchestrator/ask.ts',
        'orchestrator/dbos/database.ts',
        'orchestrator/dbos/listener.ts',
        'orchestrator/dbos/presence.ts',
        'orchestrator/dbos/sayings.ts',
        'orchestrator/dbos/schema.ts',
        'orchestrator/dbos/worker.ts',
        'orchestrator/embedded/inbox.ts',
        'orchestrator/embedded/journal.ts',
        'orchestrator/embedded/orchestrator.ts',
        'orchestrator/embedded/places.ts',
        'orchestrator/wakeup.ts',
        'remote/fetch-document.ts',
      ],
    },
    { what: 'the locale of the machine', pattern: /\.toLocale\w*\(|\blocaleCompare\b|\bIntl\./, allowed: [] },
  ]

describe('core', () => {
  it.each(impurities)('asks nobody but its callers for $what', ({ pattern, allowed }) => {
    const files = [...sources].filter(([, text]) => pattern.test(text)).map(([file]) => file)
    expect(files).toEqual(allowed)
  })
})

/** The rows of the table of domains: `| `name` | job | imports |`. */
function tableOfDomains(): Map<string, string[]> {
  const rows = read('ARCHITECTURE.md').matchAll(/^\| (`[^|]+) \| [^|]+ \| ([^|]+) \|$/gm)
  return new Map(
    [...rows].flatMap(([, names = '', imports = '']) =>
      [...names.matchAll(/`([a-z]+)`/g)].map(
        ([, name = '']) => [name, (imports.match(/[a-z]+/g) ?? []).sort()] as const,
      ),
    ),
  )
}

/** What depcruise is told: the table at the top of its configuration. */
function rulesOfDepcruise(): { mayImport: Map<string, string[]>; borders: string[] } {
  const file = '.dependency-cruiser.cjs'
  const { forbidden } = createRequire(import.meta.url)(path.join(root, file)) as {
    forbidden: { name: string }[]
  }
  const [, table = ''] = /const mayImport = \{\n([\s\S]*?)\n\}/.exec(read(file)) ?? []
  const rows = [...table.matchAll(/^ {2}([a-z]+): \[(.*)\],$/gm)]
  return {
    mayImport: new Map(rows.map(([, name = '', imports = '']) => [name, (imports.match(/[a-z]+/g) ?? []).sort()])),
    borders: forbidden.map(({ name }) => name).filter((name) => name.startsWith('domain-')),
  }
}

describe('the table of domains', () => {
  const { mayImport, borders } = rulesOfDepcruise()

  it('is enforced as it is written', () => {
    expect(Object.fromEntries(tableOfDomains())).toEqual(Object.fromEntries(mayImport))
    expect(mayImport.size).toBeGreaterThan(10)
  })

  it('names every folder of core, and each has a border of its own', () => {
    expect(domains.filter((domain) => !mayImport.has(domain))).toEqual([])
    expect(borders.sort()).toEqual([...mayImport.keys()].map((domain) => `domain-${domain}`).sort())
  })

  it('lists domains after those that they import', () => {
    const order = [...mayImport.keys()]
    for (const [domain, imports] of mayImport)
      for (const other of imports) expect(order.indexOf(other)).toBeLessThan(order.indexOf(domain))
  })
})

describe('the door of a domain', () => {
  it.each(domains)('%s/index.ts says first what it is for and what it must not know', (domain) => {
    expect(existsSync(path.join(core, domain, 'index.ts'))).toBe(true)
    const [first = ''] = (sources.get(`${domain}/index.ts`) ?? '').split('\n')
    expect(first).toMatch(/^\/\*\* [A-Z].+\. .*\b([Kk]nows|no)\b.+\. \*\/$/)
  })
})

const definitions = (
  await Promise.all(
    [...sources.keys()]
      .filter((file) => file.endsWith('/diagnostics.ts'))
      .map(async (file) => {
        const module = (await import(path.join(core, file))) as Record<
          string,
          Record<string, { definition: Definition }>
        >
        return Object.values(module).flatMap((registry) => Object.values(registry).map(({ definition }) => definition))
      }),
  )
).flat()

describe('the codes of diagnostics', () => {
  const all: readonly Definition[] = [...definitions, ...rules]

  it('name one thing each', () => {
    const codes = all.map(({ code }) => code)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
    expect(codes.length).toBeGreaterThan(30)
  })

  it.each(all)('$code is well-formed, and explained', ({ code, summary, rationale, hint }) => {
    expect(code).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/)
    for (const text of [summary, rationale, hint]) expect(text).toMatch(/^[A-Z`$o].*[.!)]$/s)
  })

  it('of errors are well-formed too', () => {
    const codes = [...sources].flatMap(([, text]) =>
      [...text.matchAll(/\b(?:new OssaError|usageError)\(\s*'([^']*)'/g)].map(([, code = '']) => code),
    )
    expect(codes.filter((code) => !/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([])
    expect(codes.length).toBeGreaterThan(10)
  })
})
