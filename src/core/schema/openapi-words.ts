import type { ValidatorError } from './validator.ts'

/** What errors at one place of an OpenAPI document say, each once, in words that follow the name of the place. */
export function shapeWords(errors: readonly ValidatorError[]): string[] {
  const types = errors.flatMap(({ keyword, params }) => (keyword === 'type' ? typesOf(params['type']) : []))
  const said = errors.filter(({ keyword }) => keyword !== 'type').map(inWords)
  return [...new Set([...(types.length === 0 ? [] : [`must be ${alternatives(types)}`]), ...said])]
}

function typesOf(types: unknown): string[] {
  return (Array.isArray(types) ? types : String(types).split(',')).map(String)
}

const named: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
}

/** `an object or true/false`, where branches of a choice want different things. */
function alternatives(types: readonly string[]): string {
  const all = [...new Set(types)].map((type) => named[type] ?? type)
  if (all.length === 1) return all.join()
  const [last, ...others] = all.map((each) => (each === 'true or false' ? 'true/false' : each)).toReversed()
  return `${others.toReversed().join(', ')} or ${last}`
}

const words: Readonly<Record<string, (params: ValidatorError['params']) => string>> = {
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  contains: () => 'lacks an item that it must have',
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  maxProperties: ({ limit }) => `must have no more than ${limit === 1 ? 'one member' : `${limit} members`}`,
  minimum: ({ limit, comparison }) => `must be ${comparison === '>' ? 'more than' : 'at least'} ${limit}`,
  minItems: ({ limit }) => `must have at least ${limit === 1 ? 'one item' : `${limit} items`}`,
  minProperties: ({ limit }) => `must have at least ${limit === 1 ? 'one member' : `${limit} members`}`,
  not: () => 'holds what is not allowed together',
  oneOf: () => 'must have exactly one of the forms that are allowed here',
  anyOf: () => 'has none of the forms that are allowed here',
  pattern: ({ pattern }) => `must match the pattern ${JSON.stringify(pattern)}`,
  uniqueItems: () => 'has the same item twice',
}

/** What one error says, in the same way. */
export function inWords({ keyword, params, message = 'is invalid' }: ValidatorError): string {
  return words[keyword]?.(params) ?? message
}
