import type { Place } from '#core/diagnostics'
import { appendPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import { type PathReading, readPath } from '#core/schema'
import type { LinkedTask, LinkedWorkflow, Surroundings } from '../linked.ts'

/** Where the values come from that expressions read: a schema, and where it is declared. */
export interface ValueSource {
  readonly schema: unknown
  /** How many segments of the path lead to the source itself. */
  readonly depth: number
  readonly place: Place
  /** As one says it: `the output of the task order`. */
  readonly name: string
}

type FindSource = (root: string, path: readonly (string | number)[]) => ValueSource | undefined

const known = new WeakMap<LinkedWorkflow, FindSource>()

/** Finds what a path starts from; undefined where nothing is declared. */
export function valueSources(workflow: LinkedWorkflow, workspace: Surroundings): FindSource {
  const before = known.get(workflow)
  if (before !== undefined) return before
  const input = inputSource(workflow, workspace)
  const outputs = new Map(workflow.tasks.map((task) => [task.id, outputSource(task, workspace)]))
  const find: FindSource = (root, [task, field]) => {
    if (root === 'input') return input
    return root === 'tasks' && field === 'output' ? outputs.get(String(task)) : undefined
  }
  known.set(workflow, find)
  return find
}

function inputSource({ manifest }: LinkedWorkflow, { files }: Surroundings): ValueSource | undefined {
  const { input } = manifest.content.spec
  if (input === undefined) return undefined
  const place = placeIn(manifest, '/spec/input')
  return { schema: bundleSchema(input, place, files.load).schema, depth: 0, place, name: 'the input of the workflow' }
}

function outputSource({ id, agent, capability }: LinkedTask, workspace: Surroundings): ValueSource | undefined {
  if ('problem' in agent || capability === undefined) return undefined
  const { output } = workspace.contractOf(agent.found, capability).contract
  if (output === undefined) return undefined
  const { binding } = capability
  const place =
    binding !== undefined && 'operation' in binding
      ? { file: binding.operation.file, pointer: appendPointer(binding.operation.pointer, 'responses') }
      : placeIn(agent.found.manifest, `${capability.pointer}/output`)
  return { schema: output, depth: 2, place, name: `the output of the task ${id}` }
}

/** What stands at a path; undefined where nothing is declared. */
export function readSource(
  find: FindSource,
  root: string,
  path: readonly (string | number)[],
): { source: ValueSource; reading: PathReading } | undefined {
  const source = find(root, path)
  return source && { source, reading: readPath(source.schema, path.slice(source.depth)) }
}
