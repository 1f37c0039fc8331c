import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agent, generateTypes } from '../generate/generate-types.ts'
import { statementKinds, typeProblems } from '../generate/type-check.ts'

const names = ['A', 'B', 'C', 'D', 'record', '__proto__', 'constructor', 'a b', '*/', '"']
const name = fc.constantFrom(...names)
const reference = fc.constantFrom(...names.slice(0, 5)).map((target) => ({ $ref: `./schemas.json#/${target}` }))
const types = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null', 'file']

/** Schemas of every form, sound or not: keywords that do not belong together, references in circles. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie('schema')
  const map = fc.dictionary(name, inner, { maxKeys: 3 })
  const list = fc.array(inner, { maxLength: 3 })
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      reference,
      fc.record(
        {
          type: fc.oneof(fc.constantFrom(...types), fc.subarray(types)),
          properties: map,
          required: fc.array(name, { maxLength: 2 }),
          additionalProperties: inner,
          patternProperties: map,
          items: fc.oneof(inner, list),
          prefixItems: list,
          allOf: list,
          anyOf: list,
          oneOf: list,
          not: inner,
          $ref: reference.map(({ $ref }) => $ref),
          enum: fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
          const: fc.jsonValue({ maxDepth: 1 }),
          default: fc.jsonValue({ maxDepth: 1 }),
          description: fc.oneof(name, fc.string()),
          format: name,
          nullable: fc.boolean(),
          deprecated: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    ),
  }
})

const workspace = fc.record({
  schemas: fc.tuple(schema, schema, schema, schema, schema),
  inputs: fc.array(schema, { minLength: 5, maxLength: 10 }),
})

describe('generated types', () => {
  it('compile under strict for every schema', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(workspace, async ({ schemas, inputs }) => {
        const manifests = {
          'schemas.json': JSON.stringify(Object.fromEntries(schemas.map((each, index) => [names[index], each]))),
          'agent.json': agent(
            'any',
            inputs.map((input, index) => ({ name: `c${index}`, input, output: inputs[inputs.length - 1 - index] })),
          ),
        }
        const files = await generateTypes(manifests, { mayHaveErrors: true })
        expect(statementKinds(files['schemas.ts'])).toEqual(['TypeAliasDeclaration'])
        expect(typeProblems(files)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})
