import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundle } from '../openapi/bundle.ts'
import { document, json } from '../openapi/contract-of.ts'

const files = ['api.yaml', 'a/one.yaml', 'a/two.yaml', 'b/one.yaml']
const namesIn = (file: string) => (file === 'api.yaml' ? ['One', 'Two'] : ['One', 'Two', 'a b', 'a_b'])
const relative = (from: string, to: string) => (from === to ? '' : from.includes('/') ? `../${to}` : to)
const place = fc
  .constantFrom(...files)
  .chain((file) => fc.record({ file: fc.constant(file), name: fc.constantFrom(...namesIn(file)) }))

const schemaIn = (file: string) =>
  fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<object>({ type: 'string' }, { type: 'integer', minimum: 1 }),
      place.map(({ file: to, name }) => ({
        $ref: `${relative(file, to)}#/components/schemas/${encodeURIComponent(name)}`,
      })),
      fc.record({ type: fc.constant('object'), properties: fc.dictionary(fc.constantFrom('p', 'q'), tie('schema')) }),
      fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    ),
  })).schema
const schemas = (file: string) => fc.record(Object.fromEntries(namesIn(file).map((name) => [name, schemaIn(file)])))
const workspace = fc.record(Object.fromEntries(files.map((file) => [file, schemas(file)])))
const given = fc.array(schemaIn('api.yaml'), { minLength: 1, maxLength: 3 })

describe('one document out of many files', () => {
  it('is valid, and has the contracts of the files', async () => {
    let bundled = 0
    const runs = 300
    await fc.assert(
      fc.asyncProperty(workspace, given, async (parts, responses) => {
        const paths = responses.map((schema, n): [string, unknown] => [
          `/${n}`,
          { get: { operationId: `op${n}`, responses: { 200: { description: 'ok', ...json(schema) } } } },
        ])
        const components = (file: string) => ({ components: { schemas: parts[file] } })
        const others = Object.fromEntries(files.slice(1).map((file) => [file, components(file)]))
        const { said } = await bundle(document(Object.fromEntries(paths), components('api.yaml')), others)
        // References that only lead in circles are reported.
        if (said.length === 0) bundled += 1
      }),
      { numRuns: runs },
    )
    expect(bundled).toBeGreaterThan(runs / 2)
  })
})
