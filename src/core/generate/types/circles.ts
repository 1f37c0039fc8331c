import type { PortableSchema } from './portable-schema.ts'

/**
 * Definitions without the references by which one would be defined by itself alone, such as `A = A | string`. They say nothing,
 * and TypeScript refuses them; recursion through a property or an item stays.
 */
export function withoutCircles(definitions: ReadonlyMap<string, PortableSchema>): Map<string, PortableSchema> {
  const direct = new Map([...definitions].map(([identifier, schema]) => [identifier, directReferences(schema)]))
  return new Map(
    [...definitions].map(([identifier, schema]) => {
      const isEmpty = (target: string) => leads(target, identifier, direct)
      return [identifier, direct.get(identifier)?.some(isEmpty) ? without(schema, isEmpty) : schema]
    }),
  )
}

/** The identifier a reference leads to. */
export function targetOf(reference: string): string {
  return reference.replace(/^#\//, '')
}

function directReferences({ $ref, allOf = [], anyOf = [] }: PortableSchema): string[] {
  return [...($ref === undefined ? [] : [targetOf($ref)]), ...[...allOf, ...anyOf].flatMap(directReferences)]
}

function leads(from: string, to: string, direct: ReadonlyMap<string, readonly string[]>): boolean {
  const reached = new Set([from])
  for (const identifier of reached) for (const next of direct.get(identifier) ?? []) reached.add(next)
  return reached.has(to)
}

function without(
  { $ref, allOf, anyOf, ...rest }: PortableSchema,
  isEmpty: (target: string) => boolean,
): PortableSchema {
  return {
    ...rest,
    ...($ref === undefined || isEmpty(targetOf($ref)) ? {} : { $ref }),
    ...(allOf === undefined ? {} : { allOf: allOf.map((part) => without(part, isEmpty)) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((part) => without(part, isEmpty)) }),
  }
}
