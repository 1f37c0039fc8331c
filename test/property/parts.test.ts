import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFiles } from '../check-files.ts'
import { MemoryCache } from '../memory-cache.ts'

const paths = Array.from({ length: 40 }, (_, index) => `paths/${index}.yaml`)
const schemas = Array.from({ length: 12 }, (_, index) => `schemas/${index}.yaml`)

const root = (names: readonly string[]) => {
  const items = names.map((name, index) => `  /${index}/{id}: { $ref: ${name} }\n`)
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n${items.join('')}`
}

const schema = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('type: string\n', '# a comment\ntype: string\n', 'type: integer\n') },
  { weight: 3, arbitrary: fc.constantFrom(...schemas).map((name) => `properties: { x: { $ref: ../${name} } }\n`) },
  { weight: 2, arbitrary: fc.constantFrom('type: strng\n', '$ref: ./gone.yaml\n', 'a: [\n', '$ref: ./0.yaml\n') },
)
const pathItem = fc
  .record({
    id: fc.constantFrom('list', 'read', 'remove'),
    name: fc.constantFrom('id', 'id', 'idd'),
    target: fc.constantFrom(...schemas),
    before: fc.constantFrom('', '', '# moved\n'),
    status: fc.constantFrom("'200'", "'200'", 'always'),
  })
  .map(
    ({ id, name, target, before, status }) =>
      `${before}parameters: [{ name: ${name}, in: path, required: true, schema: { $ref: ../${target} } }]\nget:\n  operationId: ${id}\n  responses: { ${status}: { description: ok } }\n`,
  )

type Edit = readonly [file: string, content: string | undefined]
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...paths), pathItem) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...schemas), schema) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...paths, ...schemas), fc.constant(undefined)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('api.yaml'), fc.subarray(paths, { minLength: 20 }).map(root)) },
)
const edits = fc.array(edit, { minLength: 1, maxLength: 3 })

function edited(files: ReadonlyMap<string, string>, changes: readonly Edit[]): Map<string, string> {
  const changed = new Map(files)
  for (const [file, content] of changes)
    if (content === undefined) changed.delete(file)
    else changed.set(file, content)
  return changed
}

async function expectSame(files: ReadonlyMap<string, string>, cache: MemoryCache): Promise<void> {
  const warm = await checkFiles(files, ['api.yaml'], cache)
  const cold = await checkFiles(files, ['api.yaml'])
  expect(JSON.stringify(warm.result)).toBe(JSON.stringify(cold.result))
}

describe('what is remembered of the parts of a document', () => {
  it('comes to the same as all anew, whatever is changed in its files, and whoever writes at the same time', async () => {
    const first = fc.tuple(fc.array(pathItem, { minLength: 40, maxLength: 40 }), fc.array(schema, { minLength: 12 }))
    const round = fc.record({ mine: edits, others: fc.option(edits), isUndone: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(first, fc.array(round, { minLength: 2, maxLength: 8 }), async ([items, texts], rounds) => {
        const cache = new MemoryCache()
        let files = edited(new Map([['api.yaml', root(paths)]]), [
          ...paths.map((name, index): Edit => [name, items[index]]),
          ...schemas.map((name, index): Edit => [name, texts[index]]),
        ])
        await expectSame(files, cache)
        cache.close()
        for (const { mine, others, isUndone } of rounds) {
          const before = files
          const other = cache.fork()
          if (others !== null) await expectSame(edited(files, others), other)
          files = edited(files, mine)
          await expectSame(files, cache)
          cache.close()
          cache.closeOf(other)
          if (isUndone) files = before
          await expectSame(files, cache)
          cache.close()
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
