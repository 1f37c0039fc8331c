// A CommonJS module that is imported dynamically loses its named exports in the bundle; one that is imported by a file does not.
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { strictFormats } from './formats.ts'
import { linearPattern } from './pattern.ts'
import { addUnevaluated } from './unevaluated.ts'

const linear = Object.assign((pattern: string) => ({ ...linearPattern(pattern), toString: () => pattern }), {
  code: 'unused: nothing is compiled ahead of time here',
})

/**
 * A validator for the user's own schemas, silent. `isBrief`: it checks a few values only, so its code need not be fast. `isChecked`: the
 * schemas are known to be right by their meta-schema, which takes longer to compile than most of them.
 */
export function newAjv({ isBrief = false, isChecked = false } = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    ownProperties: true,
    validateFormats: true,
    ...(isChecked ? { meta: false, validateSchema: false } : {}),
    // It would warn of formats it does not know.
    logger: false,
    code: { regExp: linear, ...(isBrief ? { optimize: false } : {}) },
  })
  // What keywords have looked at is worked out by ourselves. ajv would keep account of it for nothing, and in branches that are
  // never reached writes code that fails.
  ajv.opts.unevaluated = false
  formats.default(ajv)
  for (const [name, isValid] of Object.entries(strictFormats)) ajv.addFormat(name, isValid)
  addUnevaluated(ajv, compilePart)
  return ajv
}

const parts = new WeakMap<object, Ajv2020>()

// One validator for all parts of a schema, which goes when the schema goes.
function compilePart(root: unknown, pointer: string): (value: unknown) => boolean {
  if (pointer === '' || typeof root !== 'object' || root === null)
    return newAjv({ isChecked: true }).compile(root as object) as (value: unknown) => boolean
  const ajv = parts.get(root) ?? newAjv({ isChecked: true }).addSchema(root, 'whole')
  parts.set(root, ajv)
  const fragment = pointer.split('/').map(encodeURIComponent).join('/')
  return ajv.compile({ $ref: `whole#${fragment}` }) as (value: unknown) => boolean
}
