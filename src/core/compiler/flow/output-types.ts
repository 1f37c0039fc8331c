import { schemaOfType, wholePath } from '#core/expression'
import { SchemaEmbedder } from '#core/schema'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import { typedWorkflow } from './typed.ts'

/** What an expression in the output of a workflow gives. */
export interface OutputExpression {
  /** What it reads, if it does nothing else. */
  readonly path: readonly (string | number)[] | undefined
  /** A self-contained JSON Schema; `true` where nothing is known. */
  readonly schema: unknown
}

/** The expressions in the output of a workflow that are a value by themselves, by their text. `loadExpressions()` has been awaited. */
export function outputExpressions(
  workflow: LinkedWorkflow,
  workspace: Surroundings,
): ReadonlyMap<string, OutputExpression> {
  const { expressions } = typedWorkflow(workflow, workspace)
  const own = expressions.filter(({ reader, isWhole, isUnclosed }) => reader === undefined && isWhole && !isUnclosed)
  return new Map(
    own.map(({ source, type }) => {
      const embedder = new SchemaEmbedder()
      const body = schemaOfType(type, embedder)
      const schema = typeof body === 'object' && body !== null ? embedder.close(body) : body
      return [source, { path: wholePath(source), schema }]
    }),
  )
}
