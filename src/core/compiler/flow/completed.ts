import {
  type ExpressionScope,
  type Facts,
  factsBeyond,
  factsWhere,
  knownPaths,
  templateExpressions,
  unknownType,
} from '#core/expression'
import type { LinkedWorkflow } from '../linked.ts'
import { conditionOf } from './condition.ts'

/**
 * Whether a task has an output whenever another runs: because the reader has the same condition, its own condition tells, or it
 * relies on a third task that does.
 */
export function isSureToHaveRun(task: string, reader: string, workflow: LinkedWorkflow): boolean {
  const { tasks } = workflow.manifest.content.spec
  const condition = tasks[reader]?.when
  if (typeof condition === 'string' && condition === tasks[task]?.when) return true
  const { asked, read } = reliedOn(reader, workflow)
  if (asked.includes(task)) return true
  const others = [...asked, ...read.filter((id) => id !== task)]
  return reachable(others, (id) => {
    const next = reliedOn(id, workflow)
    return [...next.asked, ...next.read]
  }).has(task)
}

interface Relied {
  /** Tasks that must have an output for the condition to hold. */
  readonly asked: readonly string[]
  /** Tasks whose output must be there for the input to be put together. */
  readonly read: readonly string[]
}

const known = new WeakMap<LinkedWorkflow, Map<string, Relied>>()

function reliedOn(id: string, workflow: LinkedWorkflow): Relied {
  const before = known.get(workflow) ?? new Map<string, Relied>()
  known.set(workflow, before)
  const found = before.get(id) ?? findRelied(id, workflow)
  before.set(id, found)
  return found
}

// Of what is only read for its form, types are of no interest.
function untypedScope(): ExpressionScope {
  return { variables: new Map(['input', 'tasks'].map((name) => [name, unknownType])) }
}

function findRelied(id: string, workflow: LinkedWorkflow): Relied {
  const scope = untypedScope()
  const expressions = templateExpressions(workflow.manifest.content.spec.tasks[id]?.input)
  const read = expressions.filter(({ isUnclosed }) => !isUnclosed).map(({ source }) => factsBeyond(source, scope))
  return { asked: outputsIn(factsWhere(conditionOf(id, workflow), scope)), read: read.flatMap(outputsIn) }
}

function outputsIn(facts: Facts): string[] {
  const paths = knownPaths(facts).filter(([root, , field]) => root === 'tasks' && field === 'output')
  return [...new Set(paths.map(([, id]) => String(id)))]
}

function reachable(start: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>()
  const queue = [...start]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    found.add(id)
    queue.push(...next(id))
  }
  return found
}
