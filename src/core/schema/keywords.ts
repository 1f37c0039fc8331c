import type { SchemaDialect } from './dialects.ts'

const always = [
  ...['$schema', '$ref', 'title', 'description', 'default', 'definitions', '$defs', 'type', 'enum', 'format'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'items', 'minItems', 'maxItems', 'uniqueItems', 'minLength', 'maxLength'],
  ...['pattern', 'multipleOf', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'properties'],
  ...['patternProperties', 'additionalProperties', 'required', 'minProperties', 'maxProperties', 'dependencies'],
  ...['examples', '$comment', 'readOnly', 'writeOnly', 'deprecated', 'contentMediaType', 'contentEncoding'],
  // OpenAPI's own.
  ...['nullable', 'discriminator', 'xml', 'externalDocs', 'example'],
]
const since06 = ['$id', 'const', 'contains', 'propertyNames']
const since07 = [...since06, 'if', 'then', 'else']
const since2019 = [
  ...[...since07, '$anchor', '$vocabulary', 'dependentRequired', 'dependentSchemas', 'minContains', 'maxContains'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
]

/** The keywords that say something in a dialect. */
export const keywordsOf: Readonly<Record<SchemaDialect, readonly string[]>> = {
  'draft-04': [...always, 'id', 'additionalItems'],
  'draft-06': [...always, ...since06, 'additionalItems'],
  'draft-07': [...always, ...since07, 'additionalItems'],
  '2019-09': [...always, ...since2019, 'additionalItems', '$recursiveRef', '$recursiveAnchor'],
  '2020-12': [...always, ...since2019, 'prefixItems', '$dynamicRef', '$dynamicAnchor'],
}

/** It says something in at least one dialect. */
export function isKeyword(name: string): boolean {
  return Object.values(keywordsOf).some((keywords) => keywords.includes(name))
}

/** The keywords of other dialects that would check values, if they meant something. */
export function isOfAnother(keyword: string, dialect: SchemaDialect): boolean {
  if (keyword.startsWith('$') || keyword === 'id' || keywordsOf[dialect].includes(keyword)) return false
  return isKeyword(keyword)
}

const list = 'a list of schemas with at least one item'
const count = 'an integer that is not negative'
const number = 'a number'
const schemas = 'a mapping from names to schemas'
const names = 'a list of different names'
const anchor = 'a name of letters, digits, `-`, `_` and `.` that does not begin with a digit'

/** What a keyword must have as its value. */
export const expected: Readonly<Record<string, string>> = {
  ...{ allOf: list, anyOf: list, oneOf: list, prefixItems: list },
  ...{ minItems: count, maxItems: count, minLength: count, maxLength: count, minContains: count, maxContains: count },
  ...{ minProperties: count, maxProperties: count, minimum: number, maximum: number },
  ...{ exclusiveMinimum: number, exclusiveMaximum: number, multipleOf: 'a number greater than zero' },
  ...{
    properties: schemas,
    patternProperties: schemas,
    dependentSchemas: schemas,
    $defs: schemas,
    definitions: schemas,
  },
  ...{ required: names, dependentRequired: 'a mapping from names to lists of different names' },
  dependencies: 'a mapping from names to schemas or to lists of different names',
  ...{ enum: 'a list of values', type: 'the name of a type, or a list of different ones' },
  ...{
    uniqueItems: 'true or false',
    deprecated: 'true or false',
    readOnly: 'true or false',
    writeOnly: 'true or false',
  },
  examples: 'a list',
  $id: 'an address without a fragment (#…)',
  ...{ $anchor: anchor, $dynamicAnchor: anchor },
}

/** The types that there are. */
export const typeNames = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/** What other languages call them. */
export const foreignTypes: Readonly<Record<string, string>> = {
  ...{
    str: 'string',
    text: 'string',
    char: 'string',
    uuid: 'string',
    date: 'string',
    datetime: 'string',
    file: 'string',
  },
  ...{ int: 'integer', long: 'integer', short: 'integer', float: 'number', double: 'number', decimal: 'number' },
  ...{ bool: 'boolean', list: 'array', tuple: 'array', set: 'array', dict: 'object', map: 'object', hash: 'object' },
  ...{ record: 'object', struct: 'object', none: 'null', nil: 'null', undefined: 'null' },
}
