import { isObject, setOwn } from '#core/json'
import { arrayView } from './arrays.ts'
import { newComparison } from './comparison.ts'
import type { Alternative, Comparison, Conjunction } from './model.ts'
import { TooLarge } from './model.ts'
import { openSchema } from './node.ts'
import { objectView } from './object-view.ts'
import { describeTypes } from './type-names.ts'

/** What stands at a path in the values of a schema. */
export interface PathReading {
  /** Self-contained; `true` where nothing is known. */
  readonly schema: unknown
  /** The first step that cannot be taken. */
  readonly fault?: PathFault
  /** The first step that cannot be taken in all values, by its index, and what stands in the way. */
  readonly gap?: { readonly index: number; readonly reason: 'absent' | 'null' }
}

export interface PathFault {
  readonly index: number
  /** `closed`: there is no such property. `undeclared`: none is mentioned. `scalar`: there are no properties at all. */
  readonly reason: 'closed' | 'undeclared' | 'scalar'
  /** What there is instead: properties, or types. */
  readonly known: readonly string[]
}

const unknownReading: PathReading = { schema: true }

/** Follows a path through references and choices. What a schema does not say is taken as unknown, never as a fault. */
export function readPath(schema: unknown, path: readonly (string | number)[]): PathReading {
  let lastId = 0
  const nextId = () => {
    lastId += 1
    return lastId
  }
  const comparison = newComparison({ trusts: true, nextId })
  try {
    return follow([[openSchema(schema, nextId).node(schema)]], path, { comparison, root: schema })
  } catch (error) {
    if (error instanceof TooLarge) return unknownReading
    throw error
  }
}

function follow(
  start: readonly Conjunction[],
  path: readonly (string | number)[],
  { comparison, root }: { comparison: Comparison; root: unknown },
): PathReading {
  let choices = start
  let gap: PathReading['gap']
  for (const [index, segment] of path.entries()) {
    const step = stepFrom(
      choices.flatMap((choice) => comparison.alternatives(choice)),
      segment,
      comparison,
    )
    if (step === undefined) return { schema: true, ...(gap === undefined ? {} : { gap }) }
    if ('reason' in step) return { schema: true, fault: { index, ...step }, ...(gap === undefined ? {} : { gap }) }
    if (step.gap !== undefined) gap ??= { index, reason: step.gap }
    choices = step.choices
  }
  return { schema: joined(choices, root), ...(gap === undefined ? {} : { gap }) }
}

type Step = { choices: readonly Conjunction[]; gap: 'absent' | 'null' | undefined }

function stepFrom(
  alternatives: readonly Alternative[],
  segment: string | number,
  comparison: Comparison,
): Step | Omit<PathFault, 'index'> | undefined {
  const type = typeof segment === 'number' ? 'array' : 'object'
  const open = alternatives.filter(({ types }) => types.has(type))
  if (alternatives.length === 0) return undefined
  if (open.length === 0) {
    const types = new Set(alternatives.flatMap((each) => [...each.types]))
    // An array may be indexed by a text that is a number.
    return types.has('array') ? undefined : { reason: 'scalar', known: [describeTypes(types)] }
  }
  const isNull = alternatives.some(({ types }) => types.has('null') && types.size < 7)
  if (typeof segment === 'number') {
    const choices = open.map((each) => arrayView(each, comparison).item(segment))
    return choices.some((choice) => choice.length === 0) ? undefined : { choices, gap: isNull ? 'null' : undefined }
  }
  return propertyStep(open, segment, { comparison, isNull })
}

function propertyStep(
  open: readonly Alternative[],
  name: string,
  { comparison, isNull }: { comparison: Comparison; isNull: boolean },
): Step | Omit<PathFault, 'index'> | undefined {
  const views = open.map((each) => objectView(each, comparison))
  if (views.some((view) => !view.saysNames)) return undefined
  const having = views.filter((view) => {
    const given = view.property(name)
    return given.length > 0 ? !comparison.isEmpty(given) : view.required.has(name)
  })
  if (having.length === 0) {
    const known = [...new Set(views.flatMap((view) => [...view.declared]))]
    return { reason: views.every(({ isClosed }) => isClosed) ? 'closed' : 'undeclared', known }
  }
  const choices = having.map((view) => view.property(name))
  if (choices.some((choice) => choice.length === 0)) return undefined
  const isSure = views.every((view) => view.required.has(name))
  return { choices, gap: isNull ? 'null' : isSure ? undefined : 'absent' }
}

function joined(choices: readonly Conjunction[], root: unknown): unknown {
  const schemas = choices.map((choice) => {
    const parts = choice.map(({ schema }) => schema ?? true)
    return parts.length === 1 ? parts[0] : { allOf: parts }
  })
  const definitions = isObject(root) ? root['$defs'] : undefined
  const body = { anyOf: [...new Set(schemas)] }
  if (definitions !== undefined) setOwn(body, '$defs', definitions)
  return body
}
