/**
 * What stands under a key. `keywords`: an object whose keys mean something; `names`: one whose keys are anybody's; `data`: what is
 * no schema; `set`: data in any order.
 */
export type ValueKind = 'keywords' | 'names' | 'data' | 'set'

const annotations = new Set([
  ...['$comment', '$schema', 'description', 'example', 'examples', 'externalDocs', 'summary', 'tags', 'title'],
])

const names = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'dependencies'],
  ...['responses', 'content', 'headers', 'paths', 'callbacks', 'schemas', 'requestBodies', 'securitySchemes'],
  ...['securityDefinitions', 'security', 'encoding', 'links', 'variables', 'webhooks', 'pathItems'],
])

const data = new Set(['const', 'default', 'mapping', 'scopes', 'dependentRequired'])
const sets = new Set(['required', 'type', 'enum', 'consumes', 'produces', 'schemes'])

/** True for keys of a document that only people read. */
export function isAnnotation(key: string): boolean {
  return annotations.has(key) || key.startsWith('x-')
}

/** What stands under a keyword. */
export function kindOfKeyword(key: string): ValueKind {
  if (names.has(key)) return 'names'
  if (data.has(key)) return 'data'
  return sets.has(key) ? 'set' : 'keywords'
}
