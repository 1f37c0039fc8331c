import type { LinkedWorkspace } from './linked.ts'
import { relationFields } from './rules/agent-exists.ts'

/** True if some agent or task refers to an agent, or to a workflow, that has not been found. */
export function unresolvedNames(workspace: LinkedWorkspace): boolean {
  const isMissing = (reference: string, from: string, range?: string) =>
    'problem' in workspace.findAgent(reference, { from, range })
  return (
    workspace.workflows.some(
      ({ tasks, calls }) =>
        tasks.some(({ agent }) => 'problem' in agent) || calls.some(({ workflow }) => 'problem' in workflow),
    ) ||
    workspace.agents.some(({ manifest: { content, file } }) => {
      const { dependsOn = [], tools = [] } = content.spec
      return (
        dependsOn.some(({ agent, version }) => isMissing(agent, file, version)) ||
        tools.some(({ agent }) => agent !== undefined && isMissing(agent, file)) ||
        relationFields.some((field) => (content.spec[field] ?? []).some((name) => isMissing(name, file)))
      )
    })
  )
}
