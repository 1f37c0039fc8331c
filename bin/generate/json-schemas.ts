export interface Artifact {
  readonly file: string
  readonly content: string
}
export type Schema = Record<string, unknown>
export interface ContractDocument {
  readonly components: { readonly schemas: Record<string, Schema> }
}

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const componentPrefix = '#/components/schemas/'

/** The plain JSON Schemas under `schemas/`, each self-contained, for editors and other tools. */
export function publishedSchemas(contract: ContractDocument): Artifact[] {
  return Object.entries(contract.components.schemas).flatMap(([name, schema]) => {
    const file = schema['x-ossa-schema-file']
    if (typeof file !== 'string') return []
    return [{ file: `schemas/${file}`, content: `${JSON.stringify(selfContained(contract, name), null, 2)}\n` }]
  })
}

/** A component with everything it refers to under `$defs`. */
export function selfContained(contract: ContractDocument, name: string): Schema {
  const wanted = new Set<string>()
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect)
    else if (typeof value === 'object' && value !== null)
      for (const [key, child] of Object.entries(value)) {
        if (key === '$ref' && typeof child === 'string') {
          const target = child.slice(componentPrefix.length)
          if (!wanted.has(target)) {
            wanted.add(target)
            collect(component(contract, target))
          }
        } else collect(child)
      }
  }
  collect(component(contract, name))
  const definitions = [...wanted].sort().map((target) => [target, rewrite(component(contract, target))])
  return {
    $schema: dialect,
    ...rewrite(component(contract, name)),
    ...(definitions.length === 0 ? {} : { $defs: Object.fromEntries(definitions) }),
  }
}

function component(contract: ContractDocument, name: string): Schema {
  const schema = contract.components.schemas[name]
  if (schema === undefined) throw new Error(`schemas/ossa.openapi.yaml has no component ${name}`)
  return schema
}

function rewrite(schema: Schema): Schema {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key.startsWith('x-ossa-')) return []
    if (key === '$ref') return [[key, String(value).replace(componentPrefix, '#/$defs/')]]
    return [[key, rewriteValue(value)]]
  })
  return Object.fromEntries(entries)
}

function rewriteValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewriteValue)
  return typeof value === 'object' && value !== null ? rewrite(value as Schema) : value
}
