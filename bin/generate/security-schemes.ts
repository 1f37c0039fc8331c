interface Definition {
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>
}

/** One way to authenticate, and what it says of itself. */
interface Option {
  readonly $ref: string
  readonly type: string | undefined
  readonly flow: string | undefined
}

/**
 * A schema of draft 4 in which the ways to authenticate are told apart by the type that they name. As a plain choice of several, a
 * fault in the one that is meant is reported as a fault in each of them.
 */
export function withSecuritySchemes<Document extends { readonly definitions: object }>(schema: Document): Document {
  const definitions = schema.definitions as Readonly<Record<string, Definition>>
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite)
    if (typeof value !== 'object' || value === null) return value
    const { oneOf, ...rest } = value as { readonly oneOf?: unknown }
    const options = Array.isArray(oneOf) ? oneOf.map((option) => optionOf(option, definitions)) : []
    const isTold = options.length > 1 && options.every(({ type }) => type !== undefined)
    if (isTold) return { ...rest, ...conditional(options) }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewrite(inner)]))
  }
  return rewrite(schema) as Document
}

function optionOf(
  { $ref = '' }: { readonly $ref?: string },
  definitions: Readonly<Record<string, Definition>>,
): Option {
  const { properties = {} } = definitions[$ref.split('/').at(-1) ?? ''] ?? {}
  const only = (name: string) => {
    const values = properties[name]?.enum ?? []
    return values.length === 1 ? String(values[0]) : undefined
  }
  return { $ref, type: only('type'), flow: only('flow') }
}

function conditional(options: readonly Option[]): object {
  const flows = [...new Set(options.flatMap(({ flow }) => flow ?? []))]
  const withFlow = options.find(({ flow }) => flow !== undefined)
  return {
    ...oneOfThese({ type: [...new Set(options.map(({ type }) => type))] }),
    allOf: [
      ...(withFlow === undefined ? [] : [when({ type: [withFlow.type] }, oneOfThese({ flow: flows }))]),
      ...options.map(({ $ref, type, flow }) => when({ type: [type], ...(flow && { flow: [flow] }) }, { $ref })),
    ],
  }
}

type Values = Readonly<Record<string, readonly unknown[]>>

function oneOfThese(values: Values): object {
  const properties = Object.fromEntries(Object.entries(values).map(([name, allowed]) => [name, { enum: allowed }]))
  return { type: 'object', properties, required: Object.keys(values) }
}

// Draft 4 has no conditions, but its validator knows them. An object with `then` would look like a promise.
function when(values: Values, schema: object): object {
  return Object.fromEntries([
    ['if', oneOfThese(values)],
    ['then', schema],
  ])
}
