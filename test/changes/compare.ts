import { SchemaComparison, Side } from '#core/changes'

/** Compares two schemas that stand in files of their own; `#/…` leads into them. */
export async function compareSchemas(previous: unknown, present: unknown, direction: 'request' | 'response') {
  const spot = (value: unknown) => ({ file: 'schema.json', pointer: '', value })
  const side = (value: unknown) => new Side((file) => (file === 'schema.json' ? value : undefined))
  const comparison = new SchemaComparison(side(previous), side(present))
  const found = await comparison.compare(spot(previous), spot(present), direction)
  return found.map(({ change, path }) => ({ ...change, path, level: change.definition.level }))
}
