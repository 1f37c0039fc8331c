import { compileExpression, type TemplateExpression, templateExpressions } from '#core/expression'
import type { PathReading } from '#core/schema'
import { taskExpressions } from '#core/workflow'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import { readSource, type ValueSource, valueSources } from './sources.ts'

/** A path that an expression of a workflow reads, and what its schema says about it. */
export interface FlowRead {
  /** The task whose expression it is; undefined for the output of the workflow. */
  readonly reader: string | undefined
  readonly pointer: string
  readonly span: { readonly start: number; readonly end: number }
  /** The whole expression. */
  readonly source: string
  /** It stands in `has(…)`. */
  readonly isAsked: boolean
  /** With the variable it starts from. */
  readonly path: readonly string[]
  /** Undefined where nothing is declared. */
  readonly found: { readonly source: ValueSource; readonly reading: PathReading } | undefined
}

const known = new WeakMap<LinkedWorkflow, readonly FlowRead[]>()

/** Everything that the expressions of a workflow read; faulty expressions read nothing. */
export function flowReads(workflow: LinkedWorkflow, workspace: Surroundings): readonly FlowRead[] {
  const before = known.get(workflow)
  if (before !== undefined) return before
  const { spec } = workflow.manifest.content
  const find = valueSources(workflow, workspace)
  const reads = [
    ...Object.entries(spec.tasks).flatMap(([id, task]) =>
      taskExpressions(id, task).flatMap((expression) => readsOf(expression, id, find)),
    ),
    ...templateExpressions(spec.output, '/spec/output').flatMap((each) => readsOf(each, undefined, find)),
  ]
  known.set(workflow, reads)
  return reads
}

function readsOf(
  { source, pointer, start, isUnclosed }: TemplateExpression,
  reader: string | undefined,
  find: ReturnType<typeof valueSources>,
): FlowRead[] {
  const compiled = isUnclosed ? undefined : compileExpression(source)
  if (compiled === undefined || 'problem' in compiled) return []
  return compiled.references.map(({ root, path, ...at }) => ({
    reader,
    pointer,
    span: { start: start + at.start, end: start + at.end },
    source,
    isAsked: /\bhas\(\s*$/.test(source.slice(0, at.start)),
    path: [root, ...path],
    found: readSource(find, root, path),
  }))
}
