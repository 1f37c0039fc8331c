import { inferType } from '#core/expression'
import { isObject } from '#core/json'
import { SchemaEmbedder } from '#core/schema'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import { templateSchema } from './template-schema.ts'
import { typedWorkflow } from './typed.ts'

/**
 * The schema of what a workflow gives, as far as its template and the schemas of its tasks tell; undefined if it gives nothing. Fields
 * that the template does not have are not ruled out. To be called with `loadExpressions()` awaited before.
 */
export function workflowOutputSchema(workflow: LinkedWorkflow, workspace: Surroundings): unknown {
  const { output } = workflow.manifest.content.spec
  if (output === undefined) return undefined
  const embedder = new SchemaEmbedder()
  const scope = typedWorkflow(workflow, workspace).scope.of(undefined)
  const schema = opened(templateSchema(output, (source) => inferType(source, scope).type, embedder))
  return isObject(schema) ? embedder.close(schema) : schema
}

// A template says which fields there are; its readers must not rely on there being no others.
function opened(schema: unknown): unknown {
  if (!isObject(schema) || schema['type'] !== 'object' || schema['additionalProperties'] !== false) return schema
  const { additionalProperties: _none, properties, ...rest } = schema
  const members = isObject(properties) ? Object.entries(properties) : []
  return { ...rest, properties: Object.fromEntries(members.map(([name, member]) => [name, opened(member)])) }
}
