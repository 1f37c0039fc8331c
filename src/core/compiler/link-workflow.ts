import type { SecondTask, Workflow } from '#core/contract'
import { listCandidates } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { isLeftOut, manifestName, type WorkflowManifest } from '#core/manifest'
import { secondaryTasks, taskEdges } from '#core/workflow'
import type { Inquiry } from '#core/workspace'
import { highestOf, inRange } from './choose-version.ts'
import type {
  AgentLookup,
  FindAgent,
  FindWorkflow,
  LinkedAgent,
  LinkedCall,
  LinkedCapability,
  LinkedTask,
  LinkedWorkflow,
} from './linked.ts'
import type { ExplainLost } from './lost.ts'

/** Links the tasks of a workflow with agents, and with other workflows once these are linked, too. */
export function linkWorkflow(
  manifest: WorkflowManifest,
  { findAgent, findWorkflow, inquiry }: { findAgent: FindAgent; findWorkflow: FindWorkflow; inquiry: Inquiry },
): LinkedWorkflow {
  const { spec } = manifest.content
  const tasks = Object.entries(spec.tasks).flatMap(([id, task]): LinkedTask[] => {
    const { agent = '', capability = '' } = task
    const own = { id, pointer: toPointer('spec', 'tasks', id), content: { ...task, agent, capability } as SecondTask }
    const seconds = secondaryTasks(id, task)
    const link = (each: typeof own) =>
      linkTask({ ...each, owner: id }, inquiry, () =>
        findAgent(each.content.agent, { from: manifest.file, range: each.content.version }),
      )
    return [...(task.agent === undefined ? [] : [own]), ...seconds].map(link)
  })
  const edges = inquiry.once(() => taskEdges(spec))
  const calls = inquiry.once(() => linkCalls(spec, findWorkflow))
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
  inquiry: Inquiry,
  lookup: () => AgentLookup,
): LinkedTask {
  const find = inquiry.once(lookup)
  return {
    id,
    owner,
    pointer,
    content,
    get agent() {
      return find()
    },
    get capability() {
      const agent = find()
      return 'found' in agent ? capabilityOf(agent.found, content.capability) : undefined
    },
  }
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

/** Makes the lookup over workflows that may still be growing in number. The highest release in the range wins. */
export function findWorkflowIn(workflows: readonly LinkedWorkflow[], lost: ExplainLost): FindWorkflow {
  return (name, range) => {
    const named = workflows.filter(({ manifest }) => manifest.content.metadata.name === name)
    if (named.length === 0) {
      const faulty = lost('Workflow', { name })
      if (faulty !== undefined) return faulty
      const names = [...new Set(workflows.map(({ manifest }) => manifest.content.metadata.name))]
      const message = `There is no workflow named ${JSON.stringify(name)}.`
      return { problem: 'missing', message, hint: listCandidates(name, names, 'workflows') }
    }
    const found = highestOf(inRange(named, range, versionOf), range, versionOf)
    if (found !== undefined) return { found }
    const unsure = named.find((each) => isLeftOut(each.manifest, '/metadata/version'))
    if (unsure !== undefined) return { found: unsure }
    const hint = `The workspace has ${[...new Set(named.map(versionOf))].join(', ')}.`
    return { problem: 'version', message: `No version of ${name} is in the range ${range}.`, hint }
  }
}

function versionOf({ manifest }: LinkedWorkflow): string {
  return manifest.content.metadata.version
}
