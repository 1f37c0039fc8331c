import { didYouMean, type Finding, listCandidates, type Place } from '#core/diagnostics'
import { describeType, saidOf, typeOfSchema, wholePath } from '#core/expression'
import { isObject, parsePointer, valueAt } from '#core/json'
import { schemaOrigin } from '#core/openapi'
import { isLimit } from '#core/schema'
import type { RuleReport } from '../rule.ts'
import type { InputFault } from './input-faults.ts'
import { wholeExpression } from './template-schema.ts'
import { declaredPlace } from './typed.ts'

/** The value is of the right kind, but not every value of that kind is accepted, and nothing says that this one is not. */
export function isMatterOfLimits({ keyword, isListed }: InputFault): boolean {
  return isLimit(keyword) && !isListed
}

/** A fault as a finding at the template, with the places where the two schemas are declared. */
export function reportFault(fault: InputFault): RuleReport {
  const { receiver, at, pointer, message } = fault
  const field = pointer === '' ? 'its input' : pointer.slice(1).replaceAll('/', '.')
  return {
    pointer: at,
    message: `The task ${receiver.id} does not fit ${receiver.name} in ${field}: ${message}${example(fault)}.`,
    hint: meantHint(fault),
    ...(isNamed(fault) ? { target: 'key' } : {}),
    related: [...acceptedHere(fault), ...givenHere(fault)],
  }
}

/** Faults without the lack of a field where another stands that is not accepted, and can only be a slip of it. */
export function withoutSlips(faults: readonly InputFault[]): readonly InputFault[] {
  const slips = faults.filter(({ keyword }) => keyword === 'additionalProperties')
  return faults.filter(
    (fault) =>
      fault.keyword !== 'required' ||
      !slips.some(
        (slip) => slip.receiver === fault.receiver && slip.pointer === fault.pointer && meantBy(slip) === fault.name,
      ),
  )
}

// The field itself is there, and should not be.
function isNamed({ at, keyword, name }: InputFault): boolean {
  return keyword === 'additionalProperties' && name !== undefined && parsePointer(at).at(-1) === name
}

// Names are compared with those that the other side knows.
function meantHint(fault: InputFault): string | undefined {
  const { keyword, name } = fault
  if (keyword === 'additionalProperties' && name !== undefined && namesIn(fault).length > 0)
    return listCandidates(name, freeNames(fault), 'fields')
  if (keyword !== 'required' || name === undefined) return undefined
  const known = new Set(namesIn(fault))
  const slip = didYouMean(
    name,
    givenNames(fault).filter((each) => !known.has(each)),
  )
  return slip === undefined ? undefined : `Did you mean it by ${JSON.stringify(slip)}?`
}

function meantBy(fault: InputFault): string | undefined {
  return fault.name === undefined ? undefined : didYouMean(fault.name, freeNames(fault))
}

function freeNames(fault: InputFault): string[] {
  const given = givenNames(fault)
  return namesIn(fault).filter((each) => !given.includes(each))
}

function givenNames({ receiver, pointer }: InputFault): string[] {
  const template = valueAt(receiver.input, pointer)
  return isObject(template) ? Object.keys(template) : []
}

function namesIn({ accepting }: InputFault): string[] {
  const { properties } = isObject(accepting) ? accepting : {}
  return isObject(properties) ? Object.keys(properties) : []
}

const longest = 80

// What is missing, or written in the manifest itself, needs no example; and what is written there may be a secret.
function example({ witness, pointer, keyword, isListed, message }: InputFault): string {
  const text = JSON.stringify(valueAt(witness, pointer)) ?? ''
  if (isListed || keyword === 'required' || keyword === 'additionalProperties' || text.length > longest) return ''
  if (message.startsWith(`it may be ${text},`)) return ''
  return `; it may be ${text}`
}

function acceptedHere({ receiver, accepting }: InputFault): NonNullable<Finding['related']> {
  const place = (accepting && placeOf(accepting)) ?? receiver.place
  const said = accepting === undefined ? 'any value' : describeType(typeOfSchema(accepting))
  return [{ ...place, message: `What is accepted is declared here${said === 'any value' ? '' : `: ${said}`}.` }]
}

// A parameter that may be left out stands in a choice.
function placeOf(schema: object): Place | undefined {
  const [inner] = 'anyOf' in schema && Array.isArray(schema.anyOf) ? (schema.anyOf as unknown[]) : []
  return schemaOrigin(schema) ?? (isObject(inner) ? schemaOrigin(inner) : undefined)
}

function givenHere({ template, given }: InputFault): NonNullable<Finding['related']> {
  const source = wholeExpression(template)
  if (source === undefined) return []
  const message = `What is given is declared here: ${describeType(given)}.`
  return saidOf(given)
    .flatMap((schema) => declaredPlace({ schema, message }))
    .slice(0, 1)
}

/** A template is nothing but a path, so its value keeps all the limits of its schema. */
export function isPath(template: unknown): boolean {
  const source = wholeExpression(template)
  return source !== undefined && wholePath(source) !== undefined
}
