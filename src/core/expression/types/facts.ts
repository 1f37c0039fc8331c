import { canonicalJson } from '#core/json'
import type { Fact, Facts, Literal, Path } from './fact.ts'
import { areComparable, type Kind } from './kind.ts'
import { type ExpressionType, type FoundMember, memberOf, type TypeCase, typeOfKind } from './type.ts'

export const noFacts: Facts = new Map()

export function keyOf(path: Path): string {
  return JSON.stringify(path)
}

/** Both hold. */
export function bothOf(...all: readonly Facts[]): Facts {
  const joined = new Map<string, Fact>()
  for (const facts of all)
    for (const [key, fact] of facts) {
      const known = joined.get(key)
      joined.set(key, known === undefined ? fact : conjunction(known, fact))
    }
  return joined
}

function conjunction(a: Fact, b: Fact): Fact {
  const kinds = a.kinds && b.kinds ? new Set([...a.kinds].filter((kind) => b.kinds?.has(kind))) : (a.kinds ?? b.kinds)
  const values = a.values && b.values ? a.values.filter((one) => isAmong(one, b.values)) : (a.values ?? b.values)
  const notKinds = new Set([...(a.notKinds ?? []), ...(b.notKinds ?? [])])
  const notValues = [...(a.notValues ?? []), ...(b.notValues ?? [])]
  return {
    isPresent: a.isPresent || b.isPresent,
    isAbsent: a.isAbsent === true || b.isAbsent === true,
    ...(kinds && { kinds }),
    ...(values && { values }),
    notKinds,
    notValues,
  }
}

/** One of the two holds. */
export function eitherOf(a: Facts, b: Facts): Facts {
  const shared = [...a].flatMap(([key, fact]) => {
    const other = b.get(key)
    return other === undefined ? [] : [[key, disjunction(fact, other)] as const]
  })
  return new Map(shared)
}

function disjunction(a: Fact, b: Fact): Fact {
  return {
    isPresent: a.isPresent && b.isPresent,
    isAbsent: a.isAbsent === true && b.isAbsent === true,
    ...(a.kinds && b.kinds && { kinds: new Set([...a.kinds, ...b.kinds]) }),
    ...(a.values && b.values && { values: [...a.values, ...b.values] }),
    notKinds: new Set([...(a.notKinds ?? [])].filter((kind) => b.notKinds?.has(kind))),
    notValues: (a.notValues ?? []).filter((one) => isAmong(one, b.notValues)),
  }
}

/** The value at a path is there, and with it all that it stands in. */
export function present(path: Path, more: Omit<Fact, 'isPresent'> = {}): Facts {
  const facts = new Map<string, Fact>([[keyOf(path), { isPresent: true, ...more }]])
  for (let length = path.length - 1; length > 0; length -= 1) {
    const kind: Kind = typeof path[length] === 'number' ? 'list' : 'map'
    facts.set(keyOf(path.slice(0, length)), { isPresent: true, kinds: new Set([kind]) })
  }
  return facts
}

/** A type as far as a fact leaves it. */
export function narrowedBy(type: ExpressionType, fact: Fact): ExpressionType {
  const cases = type.cases.flatMap((each) => narrowCase(each, fact))
  if (!type.isUnknown) return { isUnknown: false, cases }
  const { kinds, values } = fact
  // Of lists and objects, nothing is known by knowing that they are such.
  if (kinds === undefined || kinds.has('list') || kinds.has('map') || kinds.has('optional')) return type
  const made = [...kinds].flatMap((kind) => {
    const own = values?.filter((one) => one.kind === kind).map(({ value }) => value)
    return own?.length === 0 ? [] : typeOfKind(kind, own && { values: own }).cases
  })
  return { isUnknown: false, cases: [...cases, ...made] }
}

/** The type of what stands at a path, as far as is left of it by what is known of its members: a union is told apart by them. */
export function narrowedByMembers(type: ExpressionType, path: Path, facts: Facts): ExpressionType {
  const known = membersAt(path, facts)
  if (known.length === 0) return type
  const cases = type.cases.flatMap((each) => {
    if (each.kind !== 'map' || each.view === undefined) return [each]
    const view = each.view.where((way) =>
      known.every(([name, fact]) => mayBeSo(memberOf({ kind: 'map', view: way }, name), fact)),
    )
    if (view === each.view) return [each]
    return view.types.size === 0 ? [] : [{ ...each, view }]
  })
  // What can never be asked for is reported where it is asked; behind that, nothing is to be hidden.
  return cases.length === 0 ? type : { ...type, cases }
}

// Names only: what is known of one item tells nothing of the array.
function membersAt(path: Path, facts: Facts): [string, Fact][] {
  const start = `${keyOf(path).slice(0, -1)},`
  return [...facts].flatMap(([key, fact]): [string, Fact][] => {
    const name = key.startsWith(start) ? (JSON.parse(key) as Path)[path.length] : undefined
    return typeof name === 'string' && key === keyOf([...path, name]) ? [[name, fact]] : []
  })
}

function mayBeSo({ presence, type }: FoundMember, fact: Fact): boolean {
  if (fact.isAbsent === true) return presence !== 'sure'
  if (presence === 'closed') return !fact.isPresent
  const { isUnknown, cases } = narrowedBy(type, fact)
  return isUnknown || cases.length > 0
}

function narrowCase(given: TypeCase, { kinds, values, notKinds, notValues }: Fact): TypeCase[] {
  const { kind } = given
  if (notKinds?.has(kind) || (kinds !== undefined && ![...kinds].some((each) => areComparable(each, kind)))) return []
  const allowed = values?.filter((one) => areComparable(one.kind, kind))
  if (allowed?.length === 0) return []
  const listed = given.values ?? allowed?.map(({ value }) => value)
  if (listed === undefined) return [given]
  const left = listed.filter((value) => {
    const one = { kind, value }
    return (allowed === undefined || isAmong(one, allowed)) && !isAmong(one, notValues)
  })
  if (left.length === 0) return []
  return left.length === given.values?.length ? [given] : [{ ...given, values: left }]
}

function isAmong({ kind, value }: Literal, list: readonly Literal[] | undefined): boolean {
  return (
    list?.some((one) => areComparable(one.kind, kind) && canonicalJson(one.value) === canonicalJson(value)) === true
  )
}
