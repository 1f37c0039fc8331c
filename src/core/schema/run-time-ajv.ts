import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/**
 * A compiler for the user's schemas. This module is imported dynamically, and imports the libraries statically: bundled, a
 * CommonJS library that is itself imported dynamically has lost the names of its exports.
 */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, ownProperties: true, validateFormats: true })
  formats.default(ajv)
  return ajv
}
