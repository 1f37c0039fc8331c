import type { Diagnostic, Finding } from '#core/diagnostics'
import { loadExpressions } from '#core/expression'
import { isObject } from '#core/json'
import { checkOpenApi, isOpenApi, openOpenApi } from '#core/openapi'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import type { LinkedAgent, LinkedWorkflow, Surroundings } from './linked.ts'
import { checkAgent, checkDocument, checkWorkflow } from './rule.ts'
import { rules } from './rules/index.ts'
import { type Suppression, suppressionsIn } from './suppressions.ts'

/** A file that is to be checked, and what of it was asked for. */
export interface FileSubject {
  readonly file: string
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
}

/** What came of it. Plain data, so that it can be remembered. */
export interface CheckedFile {
  readonly diagnostics: readonly Diagnostic[]
  readonly suppressions: readonly Suppression[]
  /** The OpenAPI documents that its agents are bound to. */
  readonly documents: readonly string[]
}

/**
 * Checks a file with all that is in it. Nothing may come in but through the subject and through what can be asked of its
 * surroundings: the result is remembered for as long as the answers are the same.
 */
export async function checkFile(
  { file, agents, workflows }: FileSubject,
  surroundings: Surroundings,
): Promise<CheckedFile> {
  const { files } = surroundings
  const facts = files.facts(file, 'named')
  const own = facts === undefined ? [] : ownDiagnostics(facts, files)
  const findings = agents.flatMap((agent) => agentFindings(agent, surroundings))
  if (workflows.length > 0) await loadExpressions()
  for (const workflow of workflows)
    for (const rule of rules)
      if (rule.on === 'workflow') findings.push(...(await checkWorkflow(rule, workflow, surroundings)))
  if (facts?.isOpenApi) findings.push(...(await openApiFindings(file, files)))
  return {
    diagnostics: [...own, ...files.locate(findings)],
    suppressions: files.note(file, 'suppressions', () => suppressionsIn(file, files.text(file))) ?? [],
    documents: [...new Set(agents.flatMap(boundDocuments))],
  }
}

// What is wrong with a file by itself is remembered by itself: it need not be parsed again when something around it changes.
function ownDiagnostics({ file, findings, isRecognised }: FileFacts, files: WorkspaceFiles): readonly Diagnostic[] {
  const work = () => files.locate([...findings, ...(isRecognised ? documentFindings(file, files) : [])])
  return (isRecognised ? files.note(file, 'diagnostics', work) : undefined) ?? work()
}

function agentFindings(agent: LinkedAgent, surroundings: Surroundings): Finding[] {
  return [
    ...rules.flatMap((rule) => (rule.on === 'agent' ? checkAgent(rule, agent, surroundings) : [])),
    ...agent.capabilities.flatMap((capability) => surroundings.contractOf(agent, capability).findings),
  ]
}

function documentFindings(file: string, files: WorkspaceFiles): Finding[] {
  return files
    .documents(file)
    .flatMap((document) => rules.flatMap((rule) => (rule.on === 'document' ? checkDocument(rule, document, file) : [])))
}

async function openApiFindings(file: string, { load }: WorkspaceFiles): Promise<Finding[]> {
  const value = load(file)
  if (!isObject(value) || !isOpenApi(value)) return []
  const place = { file, pointer: '' }
  const { document, findings } = openOpenApi(place, value, load)
  return document === undefined ? findings : [...findings, ...(await checkOpenApi(document, place))]
}

function boundDocuments({ capabilities }: LinkedAgent): string[] {
  return capabilities.flatMap(({ binding }) =>
    binding !== undefined && 'document' in binding ? [binding.document.file] : [],
  )
}
