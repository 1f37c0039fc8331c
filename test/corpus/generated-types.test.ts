import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isOpenApi, openOpenApi } from '#core/openapi'
import { parseSource } from '#core/source'
import { agent, generateTypes } from '../generate/generate-types.ts'
import { typeProblems } from '../generate/type-check.ts'

const specs = path.resolve(process.env['OSSA_SHARED'] ?? '../shared', 'specs')
const isAbsent = !existsSync(specs)
if (isAbsent) console.warn(`skipped: ${specs} is absent; set OSSA_SHARED to the folder that holds specs/`)

/** The YAML files below a folder, by their path in it. */
function read(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file))
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]))
}

/** An agent with a capability for every nth operation of a document. */
function boundAgent(files: Readonly<Record<string, string>>, file: string, every: number): string {
  const load = (name: string): unknown => parseSource(name, Buffer.from(files[name] ?? '')).documents[0]?.value
  const value = load(file)
  const operations = isOpenApi(value) ? openOpenApi({ file, pointer: '' }, value, load).document?.operations : []
  const chosen = (operations ?? []).filter((_, index) => index % every === 0)
  return agent(
    'client',
    chosen.map(({ at, id }) => ({ name: (id ?? at).replace(/[^A-Za-z0-9]+/g, '-'), operation: `./${file}#${at}` })),
  )
}

describe.skipIf(isAbsent)('types of real OpenAPI documents', () => {
  it('compile under strict: Stripe', { timeout: 60_000 }, async () => {
    const files = { 'stripe.yaml': readFileSync(path.join(specs, 'stripe.yaml'), 'utf8') }
    const generated = await generateTypes(
      { ...files, 'agent.json': boundAgent(files, 'stripe.yaml', 20) },
      { mayHaveErrors: true },
    )
    expect(typeProblems(generated)).toEqual([])
    expect(generated['schemas.ts'].match(/^export type Charge /gm)).toHaveLength(1)
  })

  it('compile under strict: DigitalOcean, from 2,900 files', { timeout: 60_000 }, async () => {
    const files = read(path.join(specs, 'digitalocean/specification'))
    const bound = boundAgent(files, 'DigitalOcean-public.v2.yaml', 1)
    const generated = await generateTypes({ ...files, 'agent.json': bound }, { mayHaveErrors: true })
    const again = await generateTypes(
      { 'agent.json': bound, ...Object.fromEntries(Object.entries(files).reverse()) },
      { mayHaveErrors: true },
    )
    expect(typeProblems(generated)).toEqual([])
    expect(again).toEqual(generated)
  })
})
