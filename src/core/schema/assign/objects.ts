import { isObject } from '#core/json'
import { summary } from './arrays.ts'
import type { Check, Conjunction, Gap, SchemaNode } from './model.ts'
import { memberOf, membersOf, textsIn } from './node.ts'
import { doesMatch, type ObjectView, objectView } from './object-view.ts'

type Subject = Parameters<Check>[0]

/** Everything about properties. */
export const checkObjects: Check = (subject) => {
  if (!subject.from.types.has('object')) return []
  const view = objectView(subject.from, subject.comparison)
  if (view.minProperties > view.maxProperties) return []
  return [
    ...requiredGaps(subject, view),
    ...propertyGaps(subject, view),
    ...openGaps(subject, view),
    ...nameGaps(subject, view),
    ...countGaps(subject, view),
    ...dependencyGaps(subject, view),
  ]
}

function requiredGaps({ comparison, from, to, schema }: Subject, view: ObjectView): readonly Gap[] {
  if (comparison.trusts && !view.saysNames) return []
  return textsIn(schema['required'])
    .filter((name) => !view.required.has(name))
    .map((name) => {
      const isKnown = view.declared.has(name)
      const message = `the required field ${JSON.stringify(name)} ${isKnown ? 'may be absent' : 'is not given'}`
      return { keyword: 'required', message, isCertain: true, from, to, name }
    })
}

// All properties that have a name in either schema.
function propertyGaps({ comparison, from, to, schema }: Subject, view: ObjectView): readonly Gap[] {
  const names = new Set([...membersOf(schema['properties']).map(([name]) => name), ...view.declared, ...view.required])
  const isTrusted = (name: string) =>
    comparison.trusts && !view.declared.has(name) && !view.required.has(name) && view.property(name).length === 0
  return [...names].flatMap((name) => {
    if (isTrusted(name)) return []
    const given = view.property(name)
    const { accepted, isSure } = acceptedFor(name, to, schema)
    if (accepted.length === 0 && isSure) return []
    if (comparison.isEmpty(given)) return []
    const inner = accepted.flatMap((each) => comparison.member(name, given, each))
    if (!isSure) return [undecided({ from, to }, 'patternProperties', `a pattern may match ${JSON.stringify(name)}`)]
    if (inner.length === 0) return []
    if (accepted.every((each) => each.schema === false)) return [unexpected(name, { from, to }, inner)]
    return [{ ...summary(inner), from, to, step: name, inner }]
  })
}

function unexpected(name: string, places: Pick<Gap, 'from' | 'to'>, inner: readonly Gap[]): Gap {
  const message = `the field ${JSON.stringify(name)} is not accepted`
  return { keyword: 'additionalProperties', message, isCertain: true, ...places, step: name, inner }
}

function acceptedFor(name: string, { document }: SchemaNode, schema: Subject['schema']) {
  const own = memberOf(schema['properties'], name)
  const patterns = membersOf(schema['patternProperties'])
  const found = patterns.filter(([pattern]) => doesMatch(pattern, name) === true).map(([, each]) => each)
  const isSure = patterns.every(([pattern]) => doesMatch(pattern, name) !== undefined)
  if (own !== undefined) found.push(own)
  const additional = schema['additionalProperties']
  if (found.length === 0 && additional !== undefined) found.push(additional)
  return { accepted: found.map((each) => document.node(each)), isSure }
}

// Properties without a name: those that match patterns, and the rest.
function openGaps({ comparison, from, to, schema }: Subject, view: ObjectView): readonly Gap[] {
  const additional = schema['additionalProperties']
  const patterns = membersOf(schema['patternProperties'])
  const accepted = new Map(patterns.map(([pattern, each]) => [pattern, to.document.node(each)]))
  const check = (given: Conjunction, expected: SchemaNode, keyword: string): readonly Gap[] => {
    if (comparison.trusts && given.length === 0) return []
    if (comparison.isEmpty(given)) return []
    const inner = comparison.member(freeName(view, schema), given, expected)
    if (inner.length === 0) return []
    const message = expected.schema === false ? 'undeclared fields are not accepted' : summary(inner).message
    return [
      {
        keyword,
        message,
        isCertain: keyword === 'additionalProperties',
        from,
        to,
        step: freeName(view, schema),
        inner,
      },
    ]
  }
  const gaps: Gap[] = []
  for (const [pattern, expected] of accepted) {
    for (const own of view.patterns) gaps.push(...check(view.matching(own), expected, 'patternProperties'))
    if (!view.patterns.has(pattern)) gaps.push(...check(view.matching(pattern), expected, 'patternProperties'))
  }
  if (additional === undefined || additional === true) return gaps
  const others = to.document.node(additional)
  for (const own of view.patterns)
    if (!accepted.has(own)) gaps.push(...check(view.matching(own), others, 'additionalProperties'))
  return [...gaps, ...check(view.rest, others, 'additionalProperties')]
}

// A name that neither schema knows.
function freeName({ declared }: ObjectView, { properties }: Subject['schema']): string {
  const taken = new Set([...declared, ...membersOf(properties).map(([name]) => name)])
  for (let count = 0; ; count += 1) {
    const name = count === 0 ? 'other' : `other${count}`
    if (!taken.has(name)) return name
  }
}

function nameGaps({ comparison, from, to, schema }: Subject, view: ObjectView): readonly Gap[] {
  const { propertyNames } = schema
  if (propertyNames === undefined) return []
  const accepted = to.document.node(propertyNames)
  const named = [...new Set([...view.declared, ...view.required])].filter(
    (name) => !comparison.isEmpty(view.property(name)),
  )
  const sets: Conjunction[] = named.map((name) => [comparison.synthetic({ const: name })])
  const text = comparison.synthetic({ type: 'string' })
  for (const pattern of view.patterns)
    if (!comparison.isEmpty(view.matching(pattern))) sets.push([...view.names, text, comparison.synthetic({ pattern })])
  if (!view.isClosed && !(comparison.trusts && view.rest.length === 0)) sets.push([...view.names, text])
  const inner = sets.flatMap((names) => comparison.fits(names, accepted))
  if (inner.length === 0) return []
  const message = `the name of a field is not accepted: ${summary(inner).message}`
  return [{ ...summary(inner), keyword: 'propertyNames', message, from, to }]
}

function countGaps({ from, to, schema }: Subject, view: ObjectView): readonly Gap[] {
  const { minProperties, maxProperties } = schema
  const gaps: Gap[] = []
  const add = (keyword: string, message: string) => void gaps.push({ keyword, message, isCertain: true, from, to })
  if (typeof minProperties === 'number' && view.minProperties < minProperties)
    add('minProperties', `there may be less than ${minProperties} fields`)
  if (typeof maxProperties === 'number' && view.maxProperties > maxProperties)
    add('maxProperties', `there may be more than ${maxProperties} fields`)
  return gaps
}

function dependencyGaps({ comparison, from, to, schema }: Subject, view: ObjectView): readonly Gap[] {
  const isAbsent = (name: string) => comparison.isEmpty(view.property(name))
  const names = isObject(schema['dependentRequired']) ? Object.entries(schema['dependentRequired']) : []
  const lacking = names.filter(
    ([name, needed]) => !isAbsent(name) && textsIn(needed).some((each) => !view.required.has(each)),
  )
  const gaps = lacking.map(([name]) => ({
    ...undecided({ from, to }, 'dependentRequired', `what ${JSON.stringify(name)} needs may be absent`),
    name,
  }))
  const schemas = membersOf(schema['dependentSchemas']).flatMap(([name, needed]) =>
    isAbsent(name) ? [] : comparison.fitsAlternative(from, to.document.node(needed)),
  )
  return [...gaps, ...schemas.map((gap) => ({ ...gap, isCertain: false }))]
}

/** A gap that could not be decided. */
export function undecided(places: Pick<Gap, 'from' | 'to'>, keyword: string, message: string): Gap {
  return { keyword, message, isCertain: false, ...places }
}
