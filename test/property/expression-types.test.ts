import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compileExpression,
  type ExpressionType,
  fromCel,
  inferType,
  schemaOfType,
  toCel,
  typeOfSchema,
} from '#core/expression'
import { SchemaEmbedder, validateInstance } from '#core/schema'
import { Draw, randomObject, randomSchema, randomValue } from './random-data.ts'
import { randomExpression } from './random-expression.ts'

const runs = Math.ceil(Number(process.env['OSSA_PROPERTY_RUNS'] ?? 600) / 6)

// What may go wrong with values that are of the right type.
const ofValues = new Set([
  ...['index_out_of_bounds', 'index_out_of_range', 'division_by_zero', 'modulo_by_zero', 'numeric_overflow'],
  ...['bool_conversion_error', 'double_conversion_error', 'int_conversion_error', 'uint_conversion_error'],
])

function drawSchema(draw: Draw): Record<string, unknown> {
  return { ...randomObject(draw, 3), $defs: { shared: randomSchema(draw, 1) } }
}

interface Outcome {
  readonly value?: unknown
  readonly code?: string
}

function evaluate(source: string, input: unknown, schema: unknown): Outcome {
  const compiled = compileExpression(source)
  if ('problem' in compiled) return { code: 'problem' }
  try {
    return { value: fromCel(compiled.run({ input: toCel(input, schema), tasks: {} })) }
  } catch (error) {
    if (error instanceof RangeError) return { code: 'numeric_overflow' }
    return { code: (error as { code?: string }).code ?? String(error) }
  }
}

async function samples(draw: Draw, schema: Record<string, unknown>): Promise<unknown[]> {
  const made = Array.from({ length: 6 }, () => randomValue(draw, schema, schema))
  const checked = await Promise.all(made.map((value) => validateInstance(schema, value)))
  return made.filter((_, index) => checked[index]?.length === 0)
}

const scopeOf = (schema: unknown): { variables: ReadonlyMap<string, ExpressionType> } => ({
  variables: new Map([['input', typeOfSchema(schema)]]),
})

describe('the types of expressions', { timeout: 3_600_000 }, () => {
  it('are those of the values, and what nothing is said about does not fail for its types', async () => {
    const seen = { silent: 0, evaluated: 0 }
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw = new Draw(gen)
        const schema = drawSchema(draw)
        const scope = scopeOf(schema)
        const source = randomExpression({ draw, ...scope, isStrict: false }, 3)
        if ('problem' in compileExpression(source)) return
        const { type, problems } = inferType(source, scope)
        if (problems.some(({ kind }) => kind !== 'never')) return
        seen.silent += 1
        const embedder = new SchemaEmbedder()
        const body = schemaOfType(type, embedder)
        const result = typeof body === 'object' && body !== null ? embedder.close(body) : body
        for (const input of await samples(draw, schema)) {
          const { value, code } = evaluate(source, input, schema)
          seen.evaluated += 1
          if (code !== undefined)
            expect([source, code], JSON.stringify({ schema, input })).toEqual([
              source,
              [...ofValues].find((each) => each === code),
            ])
          else
            expect(
              [source, await validateInstance(result, value)],
              JSON.stringify({ schema, input, value, result }),
            ).toEqual([source, []])
        }
      }),
      { numRuns: runs },
    )
    expect(seen.silent).toBeGreaterThan(runs / 20)
  })

  it('are refused only where evaluation fails', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw = new Draw(gen)
        const schema = drawSchema(draw)
        const scope = scopeOf(schema)
        const source = randomExpression({ draw, ...scope, isStrict: true }, 2)
        if ('problem' in compileExpression(source)) return
        const { problems } = inferType(source, scope)
        if (!problems.some(({ kind }) => ['operands', 'closed', 'scalar'].includes(kind))) return
        refused += 1
        for (const input of await samples(draw, schema)) {
          const { code, value } = evaluate(source, input, schema)
          expect([source, code !== undefined], JSON.stringify({ schema, input, value, problems })).toEqual([
            source,
            true,
          ])
        }
      }),
      { numRuns: runs },
    )
    expect(refused).toBeGreaterThan(runs / 50)
  })
})
