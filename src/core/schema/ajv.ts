// A CommonJS module that is imported dynamically loses its named exports in the bundle; one that is imported by a file does not.
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { RE2JS } from 're2js'

// JavaScript's own engine backtracks: `(a+)+$` on thirty characters takes minutes. What this one cannot do (looking ahead, back
// references) is refused.
const linear = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern))
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern }
  },
  { code: 'unused: nothing is compiled ahead of time here' },
)

/** A validator for the user's own schemas, silent. `isBrief`: it checks a few values only, so its code need not be fast. */
export function newAjv({ isBrief = false } = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    ownProperties: true,
    validateFormats: true,
    // It would warn of formats it does not know.
    logger: false,
    code: { regExp: linear, ...(isBrief ? { optimize: false } : {}) },
  })
  formats.default(ajv)
  return ajv
}
