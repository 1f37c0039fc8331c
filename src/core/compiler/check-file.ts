import type { Diagnostic, Finding } from '#core/diagnostics'
import { loadExpressions } from '#core/expression'
import { isObject } from '#core/json'
import { placeIn } from '#core/manifest'
import {
  bundleSchema,
  checkOpenApiFile,
  checkPartOf,
  inNoMemory,
  isOpenApi,
  type Part,
  type RememberParts,
} from '#core/openapi'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import { checkSchemas } from './check-schemas.ts'
import { checkToolSchemas } from './check-tool-schemas.ts'
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
export async function checkFile(subject: FileSubject, surroundings: Surroundings): Promise<CheckedFile> {
  const { files } = surroundings
  const facts = files.facts(subject.file, 'named')
  const work = (parts: RememberParts) => check({ ...subject, facts, parts }, surroundings)
  return facts?.isOpenApi ? files.withParts(subject.file, work) : work(inNoMemory)
}

interface Subject extends FileSubject {
  readonly facts: FileFacts | undefined
  readonly parts: RememberParts
}

async function check(
  { file, agents, workflows, facts, parts }: Subject,
  surroundings: Surroundings,
): Promise<CheckedFile> {
  const { files } = surroundings
  const own = facts === undefined ? [] : ownDiagnostics(facts, files)
  const { findings, referred } = checkAgents(agents, surroundings)
  if (workflows.length > 0) await loadExpressions()
  for (const workflow of workflows)
    for (const rule of rules)
      if (rule.on === 'workflow') findings.push(...(await checkWorkflow(rule, workflow, surroundings)))
  const others: Checked[] = workflows.map((workflow) => checkInput(workflow, files))
  others.push(await checkSchemas({ agents, workflows }, surroundings))
  if (facts !== undefined) others.push(await checkToolSchemas(facts, files))
  const ofDocument = facts?.isOpenApi ? await checkDocumentFile(file, files, parts) : []
  for (const other of others) {
    findings.push(...other.findings)
    for (const each of other.files) referred.add(each)
  }
  findings.push(...ofDocument, ...textsReferredTo(referred, { file, files, parts }))
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

interface Checked {
  readonly findings: readonly Finding[]
  /** The files that were looked at on the way. */
  readonly files: ReadonlySet<string>
}

function checkAgents(
  agents: readonly LinkedAgent[],
  surroundings: Surroundings,
): { findings: Finding[]; referred: Set<string> } {
  const findings: Finding[] = []
  const referred = new Set<string>()
  for (const agent of agents) {
    for (const rule of rules) if (rule.on === 'agent') findings.push(...checkAgent(rule, agent, surroundings))
    for (const capability of agent.capabilities) {
      const contract = surroundings.contractOf(agent, capability)
      findings.push(...contract.findings)
      for (const file of contract.files) referred.add(file)
    }
  }
  return { findings, referred }
}

function checkInput({ manifest }: LinkedWorkflow, { load }: WorkspaceFiles): Checked {
  const { input } = manifest.content.spec
  if (input === undefined) return { findings: [], files: new Set() }
  return bundleSchema(input, placeIn(manifest, '/spec/input'), load)
}

function documentFindings(file: string, files: WorkspaceFiles): Finding[] {
  return files
    .documents(file)
    .flatMap((document) => rules.flatMap((rule) => (rule.on === 'document' ? checkDocument(rule, document, file) : [])))
}

function checkDocumentFile(file: string, files: WorkspaceFiles, parts: RememberParts): Promise<readonly Finding[]> {
  const { load } = files
  const check = async () => {
    const value = load(file)
    if (!isObject(value) || !isOpenApi(value)) return []
    const checked = await checkOpenApiFile(value, { file, pointer: '' }, { load, parts })
    return [...checked.findings, ...textsReferredTo(checked.files, { file, files, parts })]
  }
  const ofDocument = checkPartOf(file, { load, parts })
  return parts.whole(check, (part) => (isText(part) ? files.textFindings(part.file) : ofDocument(part)))
}

interface Referring {
  readonly file: string
  readonly files: WorkspaceFiles
  readonly parts: RememberParts
}

/** What is only referred to is no manifest, but it must be well-formed. */
function textsReferredTo(referred: Iterable<string>, { file, files, parts }: Referring): Finding[] {
  return [...referred]
    .filter((each) => each !== file)
    .flatMap((each) => parts.now({ file: each, name: `text ${each}` }, () => files.textFindings(each)))
}

function isText({ name }: Part): boolean {
  return name.startsWith('text ')
}

function boundDocuments({ capabilities }: LinkedAgent): string[] {
  return capabilities.flatMap(({ binding }) =>
    binding !== undefined && 'document' in binding ? [binding.document.file] : [],
  )
}
