import { canonicalJson } from '#core/json'
import { listedValues } from './alternatives.ts'
import { checkArrays } from './arrays.ts'
import { checkChoices, checkConditions, checkNot } from './choices.ts'
import { describeAlternative, describeValues } from './describe.ts'
import type { Check } from './model.ts'
import { listOf } from './node.ts'
import { checkNumberFormats, checkNumbers } from './numbers.ts'
import { checkObjects, undecided } from './objects.ts'
import { checkStrings } from './strings.ts'
import { describeTypes, namedTypes } from './type-names.ts'

const checkTypes: Check = ({ from, to, schema }) => {
  const named = namedTypes(schema)
  const others = [...from.types].filter((type) => named !== undefined && !named.has(type))
  if (named === undefined || others.length === 0) return []
  const accepted = describeTypes(named)
  const message =
    others.length === from.types.size
      ? `${describeAlternative(from)} is not ${accepted}`
      : `it may be ${describeTypes(others)}, which is not ${accepted}`
  return [{ keyword: 'type', message, isCertain: true, from, to }]
}

const checkValues: Check = ({ from, to, schema }) => {
  const accepted = listedValues(schema)
  if (accepted === undefined) return []
  const texts = new Set(accepted.map(canonicalJson))
  const possible = from.values ?? finiteValues([...from.types])
  const refused = possible?.find((value) => !texts.has(canonicalJson(value)))
  if (possible !== undefined && refused === undefined) return []
  const said = refused === undefined ? describeAlternative(from) : describeValues([refused])
  const list = accepted.length === 1 ? describeValues(accepted) : `one of ${describeValues(accepted)}`
  const keyword = Object.hasOwn(schema, 'enum') ? 'enum' : 'const'
  return [{ keyword, message: `${said} is not ${list}`, isCertain: true, from, to }]
}

function finiteValues(types: readonly string[]): readonly unknown[] | undefined {
  if (!types.every((type) => type === 'null' || type === 'boolean')) return undefined
  return types.flatMap((type) => (type === 'null' ? [null] : [true, false]))
}

const checkReferences: Check = ({ comparison, from, to, schema }) => {
  const parts = listOf(schema['allOf']).flatMap((part) => comparison.fitsAlternative(from, to.document.node(part)))
  const reference = schema['$ref']
  if (reference === undefined) return parts
  const target = typeof reference === 'string' ? to.document.resolve(reference) : undefined
  if (target === undefined)
    return [...parts, undecided({ from, to }, '$ref', `the reference ${JSON.stringify(reference)} is not followed`)]
  return [...comparison.fitsAlternative(from, target), ...parts]
}

// What depends on how a value came to be accepted elsewhere, and what is known to ajv only.
const undecidable = [
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
  'dependencies',
  'formatMinimum',
  'formatMaximum',
  'formatExclusiveMinimum',
  'formatExclusiveMaximum',
]

const checkOthers: Check = ({ from, to, schema }) =>
  undecidable
    .filter((keyword) => schema[keyword] !== undefined && schema[keyword] !== true)
    .map((keyword) => undecided({ from, to }, keyword, `the keyword \`${keyword}\` could not be decided`))

/** Everything that a schema can ask for, without the schemas that look the same. */
export const checks: readonly Check[] = [
  checkTypes,
  checkValues,
  checkReferences,
  checkChoices,
  checkNumbers,
  checkNumberFormats,
  checkStrings,
  checkArrays,
  checkObjects,
  checkNot,
  checkConditions,
  checkOthers,
]
