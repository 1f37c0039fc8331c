// A CommonJS module that is imported dynamically loses its named exports in the bundle; one that is imported by a file does not.
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** A validator for the user's own schemas. `isBrief`: it checks a few values only, so its code need not be fast. */
export function newAjv({ isBrief = false } = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    ownProperties: true,
    validateFormats: true,
    // It would warn of formats it does not know.
    logger: false,
    ...(isBrief ? { code: { optimize: false } } : {}),
  })
  formats.default(ajv)
  return ajv
}
