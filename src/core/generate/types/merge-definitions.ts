import { canonicalJson, isObject, type JsonObject, setOwn } from '#core/json'
import { freeIdentifier } from './identifier.ts'

/** A self-contained JSON Schema: what it refers to stands under its `$defs`. */
export interface NamedSchema {
  /** Used unless the schema is nothing but a reference, which has a name already. */
  readonly name: string
  readonly schema: unknown
}

export interface Definitions {
  /** By identifier. References in them read `#/Identifier`. */
  readonly schemas: ReadonlyMap<string, unknown>
  /** The identifiers of the given schemas, in their order. */
  readonly identifiers: readonly string[]
}

/** A definition of one schema, before it has met those of the others. */
interface Local {
  readonly name: string
  readonly body: unknown
  /** Local names that the body refers to. */
  readonly references: readonly string[]
  /** Equal for definitions that look the same; their references may still lead to different things. */
  readonly look: string
}

interface Known {
  readonly identifier: string
  /** What the references of the body lead to. */
  readonly leadsTo: ReadonlyMap<string, string>
}

/**
 * Joins the definitions of many schemas into one set. Definitions of the same name are one if they mean the same, with all
 * that they refer to; otherwise the second gets a name of its own.
 */
export function mergeDefinitions(given: readonly NamedSchema[]): Definitions {
  const known = new Map<string, Known[]>()
  const schemas = new Map<string, unknown>()
  const identifiers = given.map((named) => {
    const { root, locals } = localsOf(named)
    const identifierOf = new Map<string, string>()
    for (const [key, same] of sameAsKnown(locals, known)) identifierOf.set(key, same)
    const added = [...locals].filter(([key]) => !identifierOf.has(key))
    for (const [key, { name }] of added) {
      const identifier = freeIdentifier(name, (taken) => schemas.has(taken))
      identifierOf.set(key, identifier)
      schemas.set(identifier, true)
    }
    for (const [key, { body, look, references }] of added) {
      const identifier = identifierOf.get(key) ?? ''
      const leadsTo = new Map(references.map((reference) => [reference, identifierOf.get(reference) ?? '']))
      known.set(look, [...(known.get(look) ?? []), { identifier, leadsTo }])
      schemas.set(identifier, withReferences(body, leadsTo))
    }
    return identifierOf.get(root) ?? ''
  })
  return { schemas, identifiers }
}

const prefix = '#/$defs/'
// No definition can have this name: names are not empty.
const rootKey = ''

function localsOf({ name, schema }: NamedSchema): { root: string; locals: ReadonlyMap<string, Local> } {
  const { $defs, ...body }: JsonObject = isObject(schema) ? schema : {}
  const locals = new Map<string, Local>()
  const add = (key: string, local: Pick<Local, 'name' | 'body'>) =>
    locals.set(key, {
      ...local,
      references: referencesIn(local.body),
      look: `${local.name}\n${canonicalJson(local.body)}`,
    })
  for (const [key, definition] of Object.entries(isObject($defs) ? $defs : {}))
    add(key, { name: key, body: definition })
  const [only, ...others] = Object.keys(body)
  const target = only === '$ref' && others.length === 0 ? String(body['$ref']).slice(prefix.length) : undefined
  if (target !== undefined && locals.has(target)) return { root: target, locals }
  add(rootKey, { name, body: isObject(schema) ? body : schema })
  return { root: rootKey, locals }
}

/**
 * The definitions that mean the same as known ones. Those that look the same are taken to be so until one of their references
 * leads to something else; what is left when nothing changes any more is the same in whatever way one looks at it.
 */
function sameAsKnown(locals: ReadonlyMap<string, Local>, known: ReadonlyMap<string, Known[]>): Map<string, string> {
  const candidates = new Map([...locals].map(([key, { look }]) => [key, known.get(look) ?? []]))
  const isPossible = (reference: string, identifier: string | undefined) =>
    candidates.get(reference)?.some((candidate) => candidate.identifier === identifier) === true
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    for (const [key, { references }] of locals) {
      const before = candidates.get(key) ?? []
      const after = before.filter(({ leadsTo }) =>
        references.every((reference) => isPossible(reference, leadsTo.get(reference))),
      )
      if (after.length < before.length) isSettled = false
      candidates.set(key, after)
    }
  }
  return new Map([...candidates].flatMap(([key, [same]]) => (same === undefined ? [] : [[key, same.identifier]])))
}

function referencesIn(value: unknown, found = new Set<string>()): string[] {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found)
  else if (isObject(value))
    for (const [key, member] of Object.entries(value))
      if (isReference(key, member)) found.add(member.slice(prefix.length))
      else referencesIn(member, found)
  return [...found]
}

function withReferences(value: unknown, leadsTo: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, leadsTo))
  if (!isObject(value)) return value
  const result = {}
  for (const [key, member] of Object.entries(value)) {
    const target = isReference(key, member) ? leadsTo.get(member.slice(prefix.length)) : undefined
    setOwn(result, key, target === undefined ? withReferences(member, leadsTo) : `#/${target}`)
  }
  return result
}

function isReference(key: string, member: unknown): member is string {
  return key === '$ref' && typeof member === 'string' && member.startsWith(prefix)
}
