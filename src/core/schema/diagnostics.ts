import { defineDiagnostics } from '#core/diagnostics'

export const schemaDiagnostics = defineDiagnostics({
  valid: {
    code: 'schema/valid-schema',
    severity: 'error',
    summary: 'A JSON Schema is one by its meta-schema.',
    rationale: 'A keyword with a value that it cannot have checks nothing, or makes every run fail.',
    hint: 'Compare this keyword with the specification of JSON Schema.',
    isEssential: true,
  },
  keyword: {
    code: 'schema/known-keyword',
    severity: 'warning',
    summary: 'The keywords of a JSON Schema are those of its version.',
    rationale: 'JSON Schema lets any other word stand, and does nothing with it: a misspelt limit is no limit.',
    hint: 'Correct the keyword, or name it `x-…` if it is your own.',
  },
  pattern: {
    code: 'schema/usable-pattern',
    severity: 'error',
    summary: 'A pattern is a regular expression that can be run in linear time.',
    rationale:
      'A pattern that cannot be run refuses nothing, and one that looks ahead or back can take minutes on thirty characters.',
    hint: 'Write it without looking ahead or behind and without back references.',
    isEssential: true,
  },
  format: {
    code: 'schema/known-format',
    severity: 'warning',
    summary: 'The format of a string or number is one that is checked.',
    rationale: 'An unknown format says something to readers, and accepts every value.',
    hint: 'Use a format of JSON Schema or OpenAPI, or say it with `pattern`.',
  },
  dialect: {
    code: 'schema/known-dialect',
    severity: 'error',
    summary: 'The `$schema` of a JSON Schema names a version that is understood.',
    rationale: 'Keywords mean something only in the version they were written for.',
    hint: 'Use https://json-schema.org/draft/2020-12/schema. Draft 2019-09, 7, 6 and 4 are understood as well.',
    isEssential: true,
  },
  supported: {
    code: 'schema/supported-keyword',
    severity: 'error',
    summary: 'A JSON Schema has only forms that are understood as the specification means them.',
    rationale: 'A form that is misread accepts values that it should refuse, and nobody notices.',
    hint: 'Say the same with other keywords.',
    isEssential: true,
  },
})
