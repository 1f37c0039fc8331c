import { canonicalJson, isObject, type JsonObject } from '#core/json'
import { type Alternative, type Conjunction, type SchemaNode, TooLarge, type TypeName } from './model.ts'
import { listOf } from './node.ts'
import { allTypes, common, impliedTypes, namedTypes, typeOf } from './type-names.ts'

/** An alternative that is being put together. */
export interface Draft {
  readonly nodes: Conjunction
  readonly types: ReadonlySet<TypeName>
  readonly values: readonly unknown[] | undefined
}

export const anything: Draft = { nodes: [], types: new Set(allTypes), values: undefined }

const mostAlternatives = 256
const deepest = 100

interface Options {
  /** Take the type that the keywords imply where none is named. */
  readonly trusts: boolean
  readonly step: () => void
  /** How many choices are around. */
  readonly depth: number
}

/**
 * The ways in which schemas can hold at once, over and above what holds already. Together they accept at least what the schemas
 * accept: choices that multiply beyond measure are left out.
 */
export function expand(start: Draft, added: Conjunction, options: Options): readonly Draft[] {
  const choices: SchemaNode[][] = []
  let draft = start
  const taken = new Set(start.nodes)
  const pending = [...added]
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    if (taken.has(node)) continue
    options.step()
    taken.add(node)
    const { schema, document } = node
    if (schema === false) return []
    if (!isObject(schema)) continue
    const next = withNode(draft, node, options.trusts)
    if (next === undefined) return []
    draft = next
    const target = typeof schema['$ref'] === 'string' ? document.resolve(schema['$ref']) : undefined
    if (target !== undefined) pending.push(target)
    pending.push(...listOf(schema['allOf']).map((part) => document.node(part)))
    for (const keyword of ['anyOf', 'oneOf'])
      if (Array.isArray(schema[keyword])) choices.push(distinct(schema[keyword]).map((branch) => document.node(branch)))
  }
  return choices.reduce<readonly Draft[]>((drafts, branches) => multiplied(drafts, branches, options), [draft])
}

// The same reference twice is one choice.
function distinct(branches: readonly unknown[]): readonly unknown[] {
  const seen = new Set<unknown>()
  return branches.filter((branch) => {
    if (!isObject(branch) || typeof branch['$ref'] !== 'string' || Object.keys(branch).length !== 1) return true
    const isNew = !seen.has(branch['$ref'])
    seen.add(branch['$ref'])
    return isNew
  })
}

function multiplied(drafts: readonly Draft[], branches: readonly SchemaNode[], options: Options): readonly Draft[] {
  if (options.depth >= deepest) throw new TooLarge('The schemas are nested too deeply.')
  const deeper = { ...options, depth: options.depth + 1 }
  const product: Draft[] = []
  for (const draft of drafts)
    for (const branch of branches) {
      options.step()
      product.push(...expand(draft, [branch], deeper))
      if (product.length > mostAlternatives) return drafts
    }
  return product
}

function withNode(draft: Draft, node: SchemaNode, trusts: boolean): Draft | undefined {
  const schema = isObject(node.schema) ? node.schema : {}
  const said = namedTypes(schema) ?? (trusts ? impliedTypes(schema) : undefined)
  const types = said === undefined ? draft.types : common(draft.types, said)
  const values = commonValues(draft.values, listedValues(schema))?.filter((value) => types.has(typeOf(value)))
  if (types.size === 0 || values?.length === 0) return undefined
  return { nodes: [...draft.nodes, node], types: values === undefined ? types : new Set(values.map(typeOf)), values }
}

/** The values that `enum` and `const` leave. */
export function listedValues(schema: JsonObject): readonly unknown[] | undefined {
  const constant = Object.hasOwn(schema, 'const') ? [schema['const']] : undefined
  return commonValues(constant, Array.isArray(schema['enum']) ? schema['enum'] : undefined)
}

function commonValues(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined) {
  if (a === undefined || b === undefined) return a ?? b
  const texts = new Set(b.map(canonicalJson))
  return a.filter((value) => texts.has(canonicalJson(value)))
}

/** The alternatives with an id each. */
export function identified(drafts: readonly Draft[], nextId: () => number): readonly Alternative[] {
  return drafts.map((draft) => ({ ...draft, id: nextId() }))
}
