import { type LinkedWorkflow, workflowOutputSchema } from '#core/compiler'
import { toPointer } from '#core/json'
import { manifestChanges } from '../definitions/manifests.ts'
import type { Effect } from '../effect.ts'
import { areEqual, both, type ManifestContext, ManifestSubject, workflowNode } from './manifest-subject.ts'

type Workflows = ManifestSubject<LinkedWorkflow>

/** All that has changed between two versions of a workflow. To be called with `loadExpressions()` awaited before. */
export async function compareWorkflows(
  context: ManifestContext,
  previous: LinkedWorkflow,
  present: LinkedWorkflow,
): Promise<Effect[]> {
  const workflows = new ManifestSubject(context, previous, present)
  const [before, now] = [previous.manifest.content.spec, present.manifest.content.spec]
  const where = { subject: '', starts: [{ version: 'present', node: workflowNode(present) }] } as const
  const contract = (part: 'input' | 'output') => ({ at: both(`/spec/${part}`), where })
  const inputs = { previous: before.input, present: now.input }
  await workflows.compareContract('input', inputs, { ...contract('input'), isWritten: true })
  // One that is as it was gives something else only because what it uses does, and that has been told.
  if (!areEqual(before, now) && areEqual(leadingNowhere(previous), leadingNowhere(present))) {
    const outputs = {
      previous: workflowOutputSchema(previous, context.previous),
      present: workflowOutputSchema(present, context.present),
    }
    await workflows.compareContract('output', outputs, { ...contract('output'), isWritten: false })
  }
  compareTasks(workflows)
  const { details } = manifestChanges
  if (!areEqual(before.concurrency, now.concurrency))
    workflows.add(details, { message: '`concurrency` has changed.', at: both('/spec/concurrency'), ...where })
  const isToldElsewhere = workflows.effects.some(({ part }) => part.startsWith('output'))
  if (!areEqual(before.output, now.output) && !isToldElsewhere)
    workflows.add(details, { message: 'The template of the output has changed.', at: both('/spec/output'), ...where })
  return workflows.effects
}

// What they give is not known in one version, and that they lead nowhere is an error by itself.
function leadingNowhere({ tasks, calls }: LinkedWorkflow): string[] {
  const dangling = tasks.filter(({ agent, capability }) => 'problem' in agent || capability === undefined)
  return [...dangling, ...calls.filter(({ workflow }) => 'problem' in workflow)].map(({ id }) => id).sort()
}

function compareTasks(workflows: Workflows): void {
  const { taskAdded, taskRemoved, taskChanged } = manifestChanges
  const [before, now] = [workflows.previous, workflows.present].map(({ manifest }) => manifest.content.spec.tasks)
  const ids = new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})])
  for (const id of ids) {
    const [was, is] = [before?.[id], now?.[id]]
    if (areEqual(was, is)) continue
    const definition = was === undefined ? taskAdded : is === undefined ? taskRemoved : taskChanged
    const verb = was === undefined ? 'is new' : is === undefined ? 'is gone' : `has another ${fieldsIn(was, is)}`
    const [own, list] = [toPointer('spec', 'tasks', id), '/spec/tasks']
    const at = { previous: was === undefined ? list : own, present: is === undefined ? list : own }
    workflows.add(definition, { message: `The task ${verb}.`, at, subject: `task ${id}`, starts: [] })
  }
}

function fieldsIn(one: object, other: object): string {
  const [before, now] = [one as Record<string, unknown>, other as Record<string, unknown>]
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names].filter((name) => !areEqual(before[name], now[name])).join(', ')
}
