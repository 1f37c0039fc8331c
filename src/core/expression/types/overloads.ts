import { cel } from '../library.ts'
import { allKinds, areComparable, type Kind } from './kind.ts'
import { type ExpressionType, itemOf, kindsIn, type TypeCase, typeOfKind, unknownType } from './type.ts'

/** One way to use an operator or function. */
export interface Overload {
  /** What it takes, one after the other; the receiver of a method comes first. */
  readonly takes: readonly Parameter[]
  readonly gives: (given: readonly TypeCase[]) => ExpressionType
}

export interface Parameter {
  readonly kinds: ReadonlySet<Kind>
  /** Of the items of an array. */
  readonly items?: Kind
}

const every: Parameter = { kinds: new Set(allKinds) }
const one = (kind: Kind): Parameter => ({ kinds: new Set([kind]) })

function binary(left: Kind, right: Kind, result: Kind): Overload {
  return { takes: [one(left), one(right)], gives: () => typeOfKind(result) }
}

// JSON does not tell 5 from 5.0: numbers of both kinds meet, and give a double (see cel.ts).
const arithmetic: readonly Overload[] = [
  binary('int', 'int', 'int'),
  binary('uint', 'uint', 'uint'),
  binary('double', 'double', 'double'),
  binary('int', 'double', 'double'),
  binary('double', 'int', 'double'),
]

const joined: Overload = {
  takes: [one('list'), one('list')],
  gives: (given) => typeOfKind('list', { inner: unionOfItems(given) }),
}

function unionOfItems(given: readonly TypeCase[]): ExpressionType {
  const items = given.flatMap((each) => itemOf(each) ?? [])
  return { isUnknown: items.some(({ isUnknown }) => isUnknown), cases: items.flatMap(({ cases }) => cases) }
}

const ordered: readonly Overload[] = allKinds
  .filter((kind) => !['null', 'list', 'map', 'optional', 'type', 'bytes'].includes(kind))
  .flatMap((left) => allKinds.filter((right) => areComparable(left, right)).map((right) => binary(left, right, 'bool')))

const equal: readonly Overload[] = [{ takes: [every, every], gives: () => typeOfKind('bool') }]

const logical: readonly Overload[] = [binary('bool', 'bool', 'bool')]

/** The operators between two values. */
export const binaryOperators: Readonly<Record<string, readonly Overload[]>> = {
  '+': [
    ...arithmetic,
    binary('string', 'string', 'string'),
    binary('bytes', 'bytes', 'bytes'),
    joined,
    binary('duration', 'duration', 'duration'),
    binary('timestamp', 'duration', 'timestamp'),
    binary('duration', 'timestamp', 'timestamp'),
  ],
  '-': [
    ...arithmetic,
    binary('duration', 'duration', 'duration'),
    binary('timestamp', 'timestamp', 'duration'),
    binary('timestamp', 'duration', 'timestamp'),
  ],
  '*': arithmetic,
  '/': arithmetic,
  '%': [binary('int', 'int', 'int'), binary('uint', 'uint', 'uint')],
  '<': ordered,
  '<=': ordered,
  '>': ordered,
  '>=': ordered,
  '==': equal,
  '!=': equal,
  in: [
    { takes: [every, one('list')], gives: () => typeOfKind('bool') },
    { takes: [every, one('map')], gives: () => typeOfKind('bool') },
  ],
  '&&': logical,
  '||': logical,
}

function unary(kind: Kind): Overload {
  return { takes: [one(kind)], gives: () => typeOfKind(kind) }
}

/** The operators before a value. */
export const unaryOperators: Readonly<Record<string, readonly Overload[]>> = {
  '!_': [unary('bool')],
  '-_': [unary('int'), unary('double')],
}

/** A function or method of the library, as it declares it. */
interface FunctionOverload extends Overload {
  readonly name: string
  readonly isMethod: boolean
}

let functions: readonly FunctionOverload[] | undefined

/** The functions and methods of a name that take so many values, the receiver included. */
export function functionsNamed(
  name: string,
  { isMethod, count }: { isMethod: boolean; count: number },
): readonly Overload[] {
  functions ??= declaredFunctions()
  return functions.filter((each) => each.name === name && each.isMethod === isMethod && each.takes.length === count)
}

function declaredFunctions(): FunctionOverload[] {
  return cel()
    .environment.getDefinitions()
    .functions.filter(({ params }) => params.every(({ type }) => type !== 'ast'))
    .map(({ name, receiverType, params, returnType }) => ({
      name,
      isMethod: receiverType !== null,
      takes: [...(receiverType === null ? [] : [receiverType]), ...params.map(({ type }) => type)].map(parameterOf),
      gives: resultOf(name, returnType),
    }))
}

const kindsOfNames: Readonly<Record<string, Kind>> = {
  null: 'null',
  bool: 'bool',
  int: 'int',
  uint: 'uint',
  double: 'double',
  string: 'string',
  bytes: 'bytes',
  type: 'type',
  'google.protobuf.Timestamp': 'timestamp',
  'google.protobuf.Duration': 'duration',
}

function parameterOf(type: string): Parameter {
  const kind = kindsOfNames[type]
  if (kind !== undefined) return one(kind)
  if (type === 'list<string>') return { ...one('list'), items: 'string' }
  if (type.startsWith('list<')) return one('list')
  if (type.startsWith('map<')) return one('map')
  if (type.startsWith('optional<')) return one('optional')
  return type === 'dyn' || /^[A-Z]$/.test(type) ? every : { kinds: new Set() }
}

function resultOf(name: string, type: string): Overload['gives'] {
  if (name === 'size') return () => typeOfKind('int', { limits: { minimum: 0 } })
  // What stands in the optional value; `dyn(x)` is `x`.
  if (type === 'A') return ([optional]) => optional?.inner ?? unknownType
  if (name === 'dyn') return ([given]) => (given === undefined ? unknownType : { isUnknown: false, cases: [given] })
  const kind = kindsOfNames[type]
  if (kind !== undefined) return () => typeOfKind(kind)
  if (type === 'list<string>') return () => typeOfKind('list', { inner: typeOfKind('string') })
  return type.startsWith('map<') ? () => typeOfKind('map', { inner: unknownType }) : () => unknownType
}

/** Whether a value fits a parameter: `maybe` if that depends on what is in it. */
export function fits(given: TypeCase, { kinds, items }: Parameter): 'yes' | 'no' | 'maybe' {
  if (!kinds.has(given.kind)) return 'no'
  const item = items === undefined ? undefined : itemOf(given)
  if (item === undefined || items === undefined) return 'yes'
  const found = kindsIn(item)
  if (found.size === 0 || (found.size === 1 && found.has(items))) return 'yes'
  return found.has(items) || item.isUnknown ? 'maybe' : 'no'
}
