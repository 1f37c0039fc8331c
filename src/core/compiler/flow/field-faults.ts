import { listCandidates } from '#core/diagnostics'
import type { PathFault } from '#core/schema'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import type { RuleReport } from '../rule.ts'
import { isGuarded } from './guards.ts'
import { flowReads } from './reads.ts'

/** Reads of fields that are not there, for some of the reasons there can be. */
export function* fieldFaults(
  { workflow, workspace }: { workflow: LinkedWorkflow; workspace: Surroundings },
  reasons: readonly PathFault['reason'][],
): Iterable<RuleReport> {
  for (const { pointer, span, source, path, found, isAsked } of flowReads(workflow, workspace)) {
    const fault = found?.reading.fault
    if (found === undefined || fault === undefined || !reasons.includes(fault.reason)) continue
    if (fault.reason === 'undeclared' && (isAsked || isGuarded(source, path))) continue
    const steps = path.slice(1 + found.source.depth)
    const name = steps[fault.index] ?? ''
    const owner = [found.source.name, ...steps.slice(0, fault.index)].join('.')
    yield {
      pointer,
      span,
      message: `${owner.charAt(0).toUpperCase()}${owner.slice(1)} ${said(name, fault)}.`,
      hint: fault.reason === 'scalar' ? undefined : listCandidates(name, fault.known, 'fields'),
      related: [{ ...found.source.place, message: `What ${found.source.name} holds is declared here.` }],
    }
  }
}

function said(name: string, { reason, known }: PathFault): string {
  const field = JSON.stringify(name)
  if (reason === 'scalar') return `is ${known.join(' or ')}, which has no field ${field}`
  return reason === 'closed' ? `has no field ${field}` : `does not mention a field ${field}`
}
