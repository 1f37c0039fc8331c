import { type ExpressionType, listTypeOf, typeOfKind, typeOfSchema, unknownType } from '#core/expression'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import type { LinkedTask, LinkedWorkflow, Surroundings } from '../linked.ts'

/** What comes out of a task. */
export interface OutputTypes {
  /** What its readers see. */
  readonly whole: ExpressionType
  /** What one round gives, where it has rounds. */
  readonly ofRound: ExpressionType
}

/** What comes out of the tasks of a workflow, by their ids. What a workflow gives that is a task is not known here. */
export function outputTypes(workflow: LinkedWorkflow, workspace: Surroundings): ReadonlyMap<string, OutputTypes> {
  const { manifest } = workflow
  const agents = new Map(workflow.tasks.map((task) => [task.id, task]))
  const entries = Object.entries(manifest.content.spec.tasks).map(([id, task]) => {
    const ofRound = typeOfRound(id, { agent: agents.get(id), workflow, workspace })
    const whole = task.forEach === undefined ? ofRound : listTypeOf(ofRound)
    // A value of any form may stand in for the output.
    return [id, { ofRound, whole: typeof task.onError === 'object' ? unknownType : whole }] as const
  })
  return new Map(entries)
}

function typeOfRound(
  id: string,
  { agent, workflow, workspace }: { agent: LinkedTask | undefined; workflow: LinkedWorkflow; workspace: Surroundings },
): ExpressionType {
  if (agent !== undefined) return typeOfAgent(agent, workspace)
  const { manifest } = workflow
  const { wait, signal, output } = manifest.content.spec.tasks[id] ?? {}
  if (wait !== undefined) return typeOfKind('null')
  if (signal === undefined || output === undefined) return unknownType
  const place = placeIn(manifest, `/spec/tasks/${id}/output`)
  return typeOfSchema(bundleSchema(output, place, workspace.files.load).schema)
}

function typeOfAgent({ agent, capability }: LinkedTask, workspace: Surroundings): ExpressionType {
  if ('problem' in agent || capability === undefined) return unknownType
  const { output } = workspace.contractOf(agent.found, capability).contract
  return output === undefined ? unknownType : typeOfSchema(output)
}
