import { isObject } from '#core/json'
import { arrayView } from './assign/arrays.ts'
import { newComparison } from './assign/comparison.ts'
import { type Alternative, type Comparison, type Conjunction, TooLarge, type TypeName } from './assign/model.ts'
import { openSchema } from './assign/node.ts'
import { objectView } from './assign/object-view.ts'
import { allTypes, describeTypes, typeOf } from './assign/type-names.ts'

/** What a schema says about a member of an object. */
export interface MemberView {
  /** `undeclared`: other members are mentioned. `closed`: there is none. `unknown`: nothing is said of members at all. */
  readonly presence: 'sure' | 'possible' | 'undeclared' | 'closed' | 'unknown'
  /** What it holds, if it is there. */
  readonly view: SchemaView
  /** The names that are mentioned. */
  readonly known: readonly string[]
}

let lastId = 0
const nextId = () => {
  lastId += 1
  return lastId
}

/** A fresh budget for each step: what a schema looks like does not depend on what has been asked before. */
function attempt<T>(work: (comparison: Comparison) => T): T | undefined {
  try {
    return work(newComparison({ trusts: true, nextId }))
  } catch (error) {
    if (error instanceof TooLarge) return undefined
    throw error
  }
}

/** What the values of a schema look like, step by step. What a schema leaves open is unknown. */
export class SchemaView {
  readonly #root: unknown
  readonly #choices: readonly Conjunction[]
  readonly #alternatives: readonly Alternative[]
  readonly #members = new Map<string, MemberView>()
  readonly #items = new Map<number | undefined, SchemaView | undefined>()
  readonly #types: ReadonlySet<TypeName>

  /** Values must fit one of the choices. `alternatives` are those of the choices, where they are known. */
  constructor(root: unknown, choices: readonly Conjunction[], alternatives?: readonly Alternative[]) {
    this.#root = root
    this.#choices = choices
    const found = alternatives ?? alternativesOf(choices)
    this.#alternatives = found ?? []
    this.isOpen = found === undefined || found.some(({ types, values }) => values === undefined && isAnything(types))
    this.#types = this.isOpen ? new Set(allTypes) : new Set(this.#alternatives.flatMap(({ types }) => [...types]))
  }

  /** Nothing is said about the values, or nothing that could be understood. */
  readonly isOpen: boolean

  /** The types that values may have; a number without `fraction` is an integer. */
  get types(): ReadonlySet<TypeName> {
    return this.#types
  }

  /** The only values of a type, if they are listed. */
  valuesOf(type: TypeName): readonly unknown[] | undefined {
    const having = this.#alternatives.filter(({ types }) => types.has(type))
    if (this.isOpen || having.some(({ values }) => values === undefined)) return undefined
    return having.flatMap(({ values = [] }) => values.filter((value) => typeOf(value) === type))
  }

  /** What stands in a member of the values that are objects. */
  member(name: string): MemberView {
    const known = this.#members.get(name) ?? attempt((comparison) => this.#member(name, comparison)) ?? this.#unknown()
    this.#members.set(name, known)
    return known
  }

  /** The same without those ways to be an object that are refused. */
  where(isPossible: (way: SchemaView) => boolean): SchemaView {
    if (this.isOpen) return this
    const left = this.#alternatives.filter(
      (each) => !each.types.has('object') || isPossible(new SchemaView(this.#root, [each.nodes], [each])),
    )
    if (left.length === this.#alternatives.length) return this
    const choices = left.map(({ nodes }) => nodes)
    return new SchemaView(this.#root, choices, left)
  }

  /** What stands in an item, or in any, of the values that are arrays; undefined if there is none. */
  item(index?: number): SchemaView | undefined {
    if (!this.#items.has(index)) {
      const choices = attempt((comparison) => this.#itemChoices(index, comparison)) ?? [[]]
      this.#items.set(index, choices.length === 0 ? undefined : this.#with(choices))
    }
    return this.#items.get(index)
  }

  /** How many items have schemas of their own; all that come after them are alike. */
  get prefix(): number {
    return Math.max(
      0,
      ...this.#ofType('array').map((each) => attempt((comparison) => arrayView(each, comparison).prefix) ?? 0),
    )
  }

  /** What stands in any member of the values that are objects. */
  anyMember(): SchemaView {
    const choices = attempt((comparison) => this.#memberChoices(comparison))
    return this.#with(choices ?? [[]])
  }

  /** A self-contained schema of the values. */
  get schema(): unknown {
    const schemas = this.#choices.map((choice) => {
      const parts = choice.map(({ schema }) => schema ?? true)
      return parts.length === 1 ? parts[0] : { allOf: parts }
    })
    const [only, ...others] = [...new Set(schemas)]
    const definitions = isObject(this.#root) ? this.#root['$defs'] : undefined
    if (only === this.#root) return only
    const body = others.length === 0 ? only : { anyOf: [only, ...others] }
    if (definitions === undefined || !isObject(body)) return body ?? false
    return { ...body, $defs: definitions }
  }

  /** The members that are sure to be there. None if a value may be something else than an object. */
  get required(): readonly string[] {
    const names = attempt((comparison) => {
      const [first, ...others] = this.#ofType('object').map((each) => objectView(each, comparison).required)
      return [...(first ?? [])].filter((name) => others.every((required) => required.has(name)))
    })
    return this.isOpen || this.#types.size !== 1 || !this.#types.has('object') ? [] : (names ?? []).sort()
  }

  /** The parts of the schema, as they stand in it, that say what the values are; the plainest first. */
  get said(): readonly object[] {
    const schemas = this.#alternatives.flatMap(({ nodes }) =>
      nodes.flatMap(({ schema }) => (isObject(schema) ? [schema] : [])),
    )
    const typed = schemas.filter((schema) => ['type', 'enum', 'const'].some((keyword) => keyword in schema))
    return [...new Set([...typed, ...schemas])]
  }

  /** As one says it: `string or null`. */
  get description(): string {
    return describeTypes(this.#types)
  }

  #with(choices: readonly Conjunction[]): SchemaView {
    return new SchemaView(this.#root, choices)
  }

  #unknown(): MemberView {
    return { presence: 'unknown', view: this.#with([[]]), known: [] }
  }

  #member(name: string, comparison: Comparison): MemberView {
    const views = this.#ofType('object').map((each) => objectView(each, comparison))
    if (this.isOpen || views.length === 0 || views.some(({ saysNames }) => !saysNames)) return this.#unknown()
    const known = [...new Set(views.flatMap(({ declared }) => [...declared]))]
    const having = views.filter((view) => {
      const given = view.property(name)
      return given.length > 0 ? !comparison.isEmpty(given) : view.required.has(name)
    })
    if (having.length === 0)
      return { ...this.#unknown(), presence: views.every(({ isClosed }) => isClosed) ? 'closed' : 'undeclared', known }
    const isSure = views.every(({ required }) => required.has(name))
    return {
      presence: isSure ? 'sure' : 'possible',
      view: this.#with(having.map((each) => each.property(name))),
      known,
    }
  }

  #itemChoices(index: number | undefined, comparison: Comparison): Conjunction[] {
    return this.#ofType('array').flatMap((alternative) => {
      const { max, prefix, item } = arrayView(alternative, comparison)
      if (index !== undefined) return index < max ? [item(index)] : []
      return Array.from({ length: Math.min(max, prefix + 1) }, (_, each) => item(each))
    })
  }

  #memberChoices(comparison: Comparison): Conjunction[] {
    return this.#ofType('object').flatMap((alternative) => {
      const { declared, patterns, isClosed, property, matching, rest } = objectView(alternative, comparison)
      const named = [...declared].map(property).filter((each) => !comparison.isEmpty(each))
      return [...named, ...[...patterns].map(matching), ...(isClosed ? [] : [rest])]
    })
  }

  #ofType(type: TypeName): readonly Alternative[] {
    return this.#alternatives.filter(({ types }) => types.has(type))
  }
}

function alternativesOf(choices: readonly Conjunction[]): readonly Alternative[] | undefined {
  if (choices.some((choice) => choice.length === 0)) return undefined
  return attempt((comparison) => choices.flatMap((each) => comparison.alternatives(each)))
}

function isAnything(types: ReadonlySet<TypeName>): boolean {
  return types.size === allTypes.length
}

const views = new WeakMap<object, SchemaView>()

/** The view of a self-contained schema; the same schema gives the same view. */
export function viewSchema(schema: unknown): SchemaView {
  if (!isObject(schema)) return makeView(schema)
  const known = views.get(schema) ?? makeView(schema)
  views.set(schema, known)
  return known
}

function makeView(schema: unknown): SchemaView {
  return new SchemaView(schema, [[openSchema(schema, nextId).node(schema)]])
}
