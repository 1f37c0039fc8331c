import type { Diagnostic } from '#core/diagnostics'
import type { CompiledWorkspace } from './compile.ts'
import type { LinkedAgent, LinkedWorkflow } from './linked.ts'

/**
 * Tells whether a diagnostic is about a workflow, an agent that it uses, or what these refer to, rather than about something else
 * that stands in the same files.
 */
export function isAbout(workflow: LinkedWorkflow, { agents }: CompiledWorkspace): (diagnostic: Diagnostic) => boolean {
  const used = new Set(workflow.tasks.flatMap(({ agent }) => ('found' in agent ? [agent.found] : [])))
  const manifests = [workflow, ...used].map(({ manifest }) => manifest)
  const files = new Set(manifests.map(({ file }) => file))
  const bound = new Set([...used].flatMap(documentsOf))
  const others = agents.filter((agent) => !used.has(agent)).flatMap(documentsOf)
  const strange = new Set(others.filter((file) => !bound.has(file)))
  return ({ file, document = 0, code }) => {
    if (!files.has(file)) return !strange.has(file)
    // Where a text goes wrong, everything after it is uncertain.
    if (code.startsWith('source/')) return true
    return manifests.some((manifest) => manifest.file === file && manifest.document === document)
  }
}

function documentsOf({ capabilities }: LinkedAgent): string[] {
  return capabilities.flatMap(({ binding }) =>
    binding !== undefined && 'document' in binding ? [binding.document.file] : [],
  )
}
