import { canonicalJson, type JsonValue } from '#core/json'
import { isLimit } from '#core/schema'
import type { ChangeDefinition } from '../definitions/define.ts'
import { requestChanges, responseChanges } from '../definitions/schemas.ts'
import type { FlatSchema } from './flat.ts'
import { type Spot, within } from './side.ts'
import type { SchemaChange, Subject } from './subject.ts'

const keywords = [
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]

/** Keywords whose value is no schema: each is asked for by itself, so that each change is told by itself. */
export async function compareKeywords(subject: Subject): Promise<SchemaChange[]> {
  const changes: SchemaChange[] = []
  for (const keyword of keywords) {
    const change = await compareKeyword(keyword, subject)
    if (change !== undefined) changes.push(change)
  }
  return changes
}

interface Said {
  readonly value: JsonValue
  readonly spot: Spot
}

async function compareKeyword(keyword: string, subject: Subject): Promise<SchemaChange | undefined> {
  const [previous, present] = [saidIn(subject.previous, keyword), saidIn(subject.present, keyword)]
  if (previous.size === 0 && present.size === 0) return undefined
  const [given, asked] = subject.direction === 'request' ? [previous, present] : [present, previous]
  const onlyIn = (one: typeof given, other: typeof given) => [...one].filter(([text]) => !other.has(text))
  const isSame = onlyIn(given, asked).length === 0 && onlyIn(asked, given).length === 0
  if (isSame) return undefined
  const where = subject.places(spotOf(previous, present), spotOf(present, previous))
  const change = { ...where, definition: definitionOf(keyword, subject), message: describe(keyword, previous, present) }
  for (const [, { value }] of onlyIn(asked, given)) {
    const found = subject.judge(await subject.ask({ [keyword]: value }), change)
    if (found !== undefined) return found
  }
  for (const [, { value }] of onlyIn(given, asked)) {
    const { verdict } = await subject.askReverse({ [keyword]: value })
    if (verdict !== 'compatible') return { ...change, definition: harmlessIn(subject) }
  }
  return undefined
}

function saidIn({ nodes }: FlatSchema, keyword: string): ReadonlyMap<string, Said> {
  const said = nodes.flatMap(({ own, spot }) => {
    const value = own[keyword]
    return value === undefined ? [] : [[canonicalJson(value), { value, spot: within(spot, keyword) }] as const]
  })
  return new Map(said)
}

function spotOf(own: ReadonlyMap<string, Said>, other: ReadonlyMap<string, Said>): Spot | undefined {
  const [first] = own.values()
  return ([...own].find(([text]) => !other.has(text))?.[1] ?? first)?.spot
}

/** What a change amounts to that leaves everybody where they were, or better. */
export function harmlessIn({ direction }: Pick<Subject, 'direction'>): ChangeDefinition {
  return direction === 'request' ? requestChanges.widened : responseChanges.narrowed
}

/** What a change of a keyword amounts to that is in somebody's way. */
export function definitionOf(keyword: string, { direction }: Pick<Subject, 'direction'>): ChangeDefinition {
  const [request, response] = [requestChanges, responseChanges]
  const isRequest = direction === 'request'
  if (keyword === 'type') return isRequest ? request.typeNarrowed : response.typeWidened
  if (keyword === 'enum' || keyword === 'const') return isRequest ? request.valuesRemoved : response.valuesAdded
  if (keyword === 'format' || keyword === 'pattern') return isRequest ? request.formatNarrowed : response.formatWidened
  if (isLimit(keyword)) return isRequest ? request.limitTightened : response.limitLoosened
  return isRequest ? request.narrowed : response.widened
}

function describe(keyword: string, previous: ReadonlyMap<string, Said>, present: ReadonlyMap<string, Said>): string {
  const values = (said: ReadonlyMap<string, Said>) => [...said.values()].flatMap(({ value }) => value)
  if (keyword === 'enum' && previous.size > 0 && present.size > 0)
    return describeValues(values(previous), values(present))
  const shown = (said: ReadonlyMap<string, Said>) =>
    said.size === 0 ? 'not set' : [...said.values()].map(({ value }) => shortly(value)).join(' and ')
  return `\`${keyword}\` was ${shown(previous)}, and is ${shown(present)}.`
}

function describeValues(previous: readonly JsonValue[], present: readonly JsonValue[]): string {
  const lacking = (some: readonly JsonValue[], others: readonly JsonValue[]) => {
    const known = new Set(others.map(canonicalJson))
    return some.filter((value) => !known.has(canonicalJson(value)))
  }
  const list = (values: readonly JsonValue[]) => shortly(values.length === 1 ? values[0] : values)
  const [removed, added] = [lacking(previous, present), lacking(present, previous)]
  const parts = [
    ...(removed.length > 0 ? [`lacks ${list(removed)}`] : []),
    ...(added.length > 0 ? [`has ${list(added)} as well`] : []),
  ]
  return `The list of values ${parts.join(', and ')}.`
}

const longest = 80

/** A value as JSON, cut where it gets long. */
export function shortly(value: unknown): string {
  const text = typeof value === 'string' && /^[\w.-]+$/.test(value) ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
