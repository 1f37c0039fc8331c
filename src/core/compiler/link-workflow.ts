import semver from 'semver'
import type { SecondTask, Workflow } from '#core/contract'
import { listCandidates } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { manifestName, type WorkflowManifest } from '#core/manifest'
import { secondaryTasks, taskEdges } from '#core/workflow'
import type {
  FindAgent,
  LinkedAgent,
  LinkedCall,
  LinkedCapability,
  LinkedTask,
  LinkedWorkflow,
  WorkflowLookup,
} from './linked.ts'
import { once } from './once.ts'

type FindWorkflow = (name: string, range: string | undefined) => WorkflowLookup

/** Links the tasks of a workflow with agents, and with other workflows once these are linked, too. */
export function linkWorkflow(
  manifest: WorkflowManifest,
  { findAgent, findWorkflow }: { findAgent: FindAgent; findWorkflow: FindWorkflow },
): LinkedWorkflow {
  const { spec } = manifest.content
  const tasks = Object.entries(spec.tasks).flatMap(([id, task]): LinkedTask[] => {
    const { agent = '', capability = '' } = task
    const own = { id, pointer: toPointer('spec', 'tasks', id), content: { ...task, agent, capability } as SecondTask }
    const seconds = secondaryTasks(id, task)
    const link = (each: typeof own) => linkTask({ ...each, owner: id }, manifest.file, findAgent)
    return [...(task.agent === undefined ? [] : [own]), ...seconds].map(link)
  })
  const edges = once(() => taskEdges(spec))
  const calls = once(() => linkCalls(spec, findWorkflow))
  return {
    manifest,
    id: manifestName(manifest),
    tasks,
    get calls() {
      return calls()
    },
    get edges() {
      return edges()
    },
  }
}

function linkTask(
  { id, owner, pointer, content }: Omit<LinkedTask, 'agent' | 'capability'>,
  from: string,
  findAgent: FindAgent,
): LinkedTask {
  const agent = findAgent(content.agent, { from, range: content.version })
  const capability = 'found' in agent ? capabilityOf(agent.found, content.capability) : undefined
  return { id, owner, pointer, content, agent, capability }
}

function linkCalls(spec: Workflow['spec'], findWorkflow: FindWorkflow): LinkedCall[] {
  return Object.entries(spec.tasks).flatMap(([id, content]) => {
    const { workflow, version } = content
    if (workflow === undefined) return []
    return [{ id, pointer: toPointer('spec', 'tasks', id), content, workflow: findWorkflow(workflow, version) }]
  })
}

// Steps of older dialects name no capability; an agent that has only one leaves no choice.
function capabilityOf(agent: LinkedAgent, name: string): LinkedCapability | undefined {
  if (name === '' && agent.capabilities.length === 1) return agent.capabilities[0]
  return agent.capabilities.find((capability) => capability.name === name)
}

/** Makes the lookup over workflows that may still be growing in number. The highest version in the range wins. */
export function findWorkflowIn(workflows: readonly LinkedWorkflow[]): FindWorkflow {
  return (name, range) => {
    const named = workflows.filter(({ manifest }) => manifest.content.metadata.name === name)
    if (named.length === 0) {
      const names = [...new Set(workflows.map(({ manifest }) => manifest.content.metadata.name))]
      const message = `There is no workflow named ${JSON.stringify(name)}.`
      return { problem: 'missing', message, hint: listCandidates(name, names, 'workflows') }
    }
    const isInRange = (workflow: LinkedWorkflow) =>
      range === undefined || semver.validRange(range) === null || semver.satisfies(versionOf(workflow), range)
    const [found] = named.filter(isInRange).toSorted((a, b) => semver.rcompare(versionOf(a), versionOf(b)))
    if (found !== undefined) return { found }
    const hint = `The workspace has ${[...new Set(named.map(versionOf))].join(', ')}.`
    return { problem: 'version', message: `No version of ${name} is in the range ${range}.`, hint }
  }
}

function versionOf({ manifest }: LinkedWorkflow): string {
  return manifest.content.metadata.version
}
