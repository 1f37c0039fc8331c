import { isObject } from '#core/json'
import { doesMatch } from '#core/schema'
import { requestChanges, responseChanges } from '../definitions/schemas.ts'
import type { FlatNode, FlatSchema } from './flat.ts'
import { type Spot, within } from './side.ts'
import type { Child, Local, SchemaChange, Subject } from './subject.ts'

/** Fields that are declared, or asked for, in either version. */
export async function compareFields(subject: Subject): Promise<Local> {
  const { previous, present } = subject
  const names = new Set([...namesIn(previous), ...namesIn(present)])
  const changes: SchemaChange[] = []
  const children: Child[] = []
  for (const name of names) {
    const [before, now] = [fieldIn(previous, name), fieldIn(present, name)]
    const found = await compareField(name, { subject, before, now })
    if (found !== undefined) changes.push(found)
    const pair = { previous: schemasOf(before), present: schemasOf(now) }
    if (pair.previous.length > 0 && pair.present.length > 0) children.push({ step: name, ...pair })
  }
  return { changes, children }
}

/** What a schema says about a field. */
interface Field {
  readonly declared: readonly Spot[]
  /** What fields hold that are not declared, where this one is not. */
  readonly additional: readonly Spot[]
  /** It is ruled out, because it is not declared. */
  readonly isClosed: boolean
  readonly isRequired: boolean
}

interface Compared {
  readonly subject: Subject
  readonly before: Field
  readonly now: Field
}

function compareField(name: string, compared: Compared): Promise<SchemaChange | undefined> | undefined {
  const { before, now } = compared
  const isDeclared = ({ declared }: Field) => declared.length > 0
  if (isDeclared(now) && !isDeclared(before)) return added(name, compared)
  if (isDeclared(before) && !isDeclared(now)) return removed(name, compared)
  return before.isRequired === now.isRequired ? undefined : required(name, compared)
}

async function added(name: string, compared: Compared): Promise<SchemaChange | undefined> {
  const { subject, before, now } = compared
  const where = subject.places(undefined, now.declared[0])
  const message = (what: string) => `The field ${JSON.stringify(name)} ${what}.`
  if (subject.direction === 'request') {
    const change = { ...where, definition: requestChanges.requiredFieldAdded, message: message('is new, and required') }
    const refused = now.isRequired ? subject.judge(await subject.ask({ required: [name] }), change) : undefined
    return refused ?? { ...where, definition: requestChanges.fieldAdded, message: message('is new') }
  }
  const change = { ...where, definition: responseChanges.fieldUnexpected, message: message('is new') }
  const refused = before.isClosed ? subject.judge(await subject.ask(without(name)), change) : undefined
  return refused ?? { ...change, definition: responseChanges.fieldAdded }
}

async function removed(name: string, compared: Compared): Promise<SchemaChange | undefined> {
  const { subject, before, now } = compared
  const where = subject.places(before.declared[0], undefined)
  const message = `The field ${JSON.stringify(name)} is gone.`
  if (subject.direction === 'request') {
    const change = { ...where, definition: requestChanges.fieldRefused, message }
    const refused = now.isClosed ? subject.judge(await subject.ask(without(name)), change) : undefined
    // As one of the fields that are not declared, it is accepted still.
    if (refused === undefined && now.additional.length > 0) return undefined
    return refused ?? { ...change, definition: requestChanges.fieldRemoved }
  }
  const change = { ...where, definition: responseChanges.requiredFieldRemoved, message }
  const missed = before.isRequired ? subject.judge(await subject.ask({ required: [name] }), change) : undefined
  return missed ?? { ...change, definition: responseChanges.fieldRemoved }
}

async function required(name: string, { subject, before, now }: Compared): Promise<SchemaChange | undefined> {
  const where = subject.places(before.declared[0], now.declared[0])
  const message = `The field ${JSON.stringify(name)} is ${now.isRequired ? 'required' : 'optional'} now.`
  const isRequest = subject.direction === 'request'
  const harmless = isRequest ? requestChanges.fieldOptional : responseChanges.fieldRequired
  if (isRequest !== now.isRequired) return { ...where, definition: harmless, message }
  const hasDefault = now.declared.some(({ value }) => isObject(value) && 'default' in value)
  const { fieldRequired, fieldRequiredWithDefault } = requestChanges
  const asked = hasDefault ? fieldRequiredWithDefault : fieldRequired
  const definition = isRequest ? asked : responseChanges.fieldOptional
  return subject.judge(await subject.ask({ required: [name] }), { ...where, definition, message })
}

function without(name: string): object {
  return { properties: Object.fromEntries([[name, false]]) }
}

function namesIn({ nodes, hidden }: FlatSchema): string[] {
  const names = nodes.flatMap((node) => [...Object.keys(propertiesOf(node)), ...requiredIn(node)])
  return names.filter((name) => !hidden.has(name))
}

function fieldIn({ nodes, hidden }: FlatSchema, name: string): Field {
  if (hidden.has(name)) return { declared: [], additional: [], isClosed: false, isRequired: false }
  const declares = (node: FlatNode) => Object.hasOwn(propertiesOf(node), name)
  const others = nodes.filter((node) => !declares(node) && !mayMatch(node, name))
  return {
    declared: nodes.filter(declares).map(({ spot }) => within(spot, 'properties', name)),
    additional: others
      .filter(({ own }) => isObject(own['additionalProperties']))
      .map(({ spot }) => within(spot, 'additionalProperties')),
    isClosed: others.some(({ own }) => own['additionalProperties'] === false),
    isRequired: nodes.some((node) => requiredIn(node).includes(name)),
  }
}

function schemasOf({ declared, additional }: Field): readonly Spot[] {
  return [...declared, ...additional]
}

/** The fields that a schema declares itself. */
export function propertiesOf({ own }: FlatNode): object {
  return isObject(own['properties']) ? own['properties'] : {}
}

function requiredIn({ own }: FlatNode): string[] {
  return Array.isArray(own['required']) ? own['required'].map(String) : []
}

// What matches a pattern is not additional. One that cannot be told might.
function mayMatch({ own }: FlatNode, name: string): boolean {
  const patterns = isObject(own['patternProperties']) ? Object.keys(own['patternProperties']) : []
  return patterns.some((pattern) => doesMatch(pattern, name) !== false)
}
