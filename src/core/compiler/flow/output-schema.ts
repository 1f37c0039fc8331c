import { SchemaEmbedder } from '#core/schema'
import type { LinkedWorkflow, LinkedWorkspace } from '../linked.ts'
import { readSource, valueSources } from './sources.ts'
import { templateSchema } from './template-schema.ts'

/**
 * The schema of what a workflow gives, as far as its template and the schemas of its tasks tell; undefined if it gives nothing. Fields
 * that the template does not have are not ruled out. To be called with `loadExpressions()` awaited before.
 */
export function workflowOutputSchema(workflow: LinkedWorkflow, workspace: LinkedWorkspace): unknown {
  const { output } = workflow.manifest.content.spec
  if (output === undefined) return undefined
  const embedder = new SchemaEmbedder()
  const find = valueSources(workflow, workspace)
  const schemaOf = (root: string, path: readonly (string | number)[]) => {
    const read = readSource(find, root, path)
    return read === undefined ? true : embedder.embed(read.reading.schema)
  }
  const schema = templateSchema(output, schemaOf, { isOpen: true })
  return typeof schema === 'object' && schema !== null ? embedder.close(schema) : schema
}
