import type { Diagnostic } from '#core/diagnostics'
import { describeCounts, listCandidates, OssaError, usageError } from '#core/diagnostics'
import { validateInstance } from '#core/schema'
import { isFileAt } from '#core/source'
import type { WorkflowPlan } from '#core/workflow'
import type { CompiledWorkspace } from './compile.ts'
import { compileOnDisk } from './compile-on-disk.ts'
import type { LinkedWorkflow } from './linked.ts'
import { planWorkflow } from './plan.ts'
import { isAbout } from './run-subjects.ts'

export interface PrepareRequest {
  readonly cwd: string
  readonly root?: string | undefined
  /** `FILE`, or `FILE#workflow` where the file holds several. */
  readonly reference: string
  /** Ask no host for documents: use the copies of them that are kept. */
  readonly offline?: boolean | undefined
}

export interface PreparedRun {
  readonly root: string
  readonly compiled: CompiledWorkspace
  /** Of the workflow, of the agents it uses and of their OpenAPI documents; none is an error if there is a plan. */
  readonly diagnostics: readonly Diagnostic[]
  readonly plan: WorkflowPlan | undefined
  readonly remoteNotes: readonly string[]
}

/** Compiles a workflow with the agents it uses and makes its plan. Throws OssaError if the file or the workflow is not there. */
export async function prepareRun({ reference, ...request }: PrepareRequest): Promise<PreparedRun> {
  const [file, name] = splitReference(reference, request.cwd)
  const onDisk = await compileOnDisk({ ...request, paths: [file], includeTaskAgents: true })
  const { root, targets, compiled, remoteNotes } = onDisk
  const inFile = compiled.workflows.filter(({ manifest }) => targets.includes(manifest.file))
  // A faulty file may hold the workflow all the same, where it could not be understood.
  if (name === undefined && inFile.length === 0 && hasErrors(compiled.diagnostics))
    return { root, compiled, diagnostics: compiled.diagnostics, plan: undefined, remoteNotes }
  const workflow = selectWorkflow(inFile, { file, name })
  const own = compiled.diagnostics.filter(isAbout(workflow, compiled))
  if (hasErrors(own)) return { root, compiled, diagnostics: own, plan: undefined, remoteNotes }
  const { plan, findings } = planWorkflow(workflow, compiled.workspace)
  const diagnostics = [...own, ...compiled.workspace.files.locate(findings)]
  return { root, compiled, diagnostics, plan, remoteNotes }
}

/** The error for a workflow that is not run because something is wrong with it. */
export function notRunnable(reference: string, diagnostics: readonly Diagnostic[]): OssaError {
  return new OssaError('workflow/not-runnable', `${reference} was not started: ${describeCounts(diagnostics)}.`, {
    kind: 'input',
    hint: 'Correct what is reported, and run it again.',
    diagnostics,
  })
}

/** The error for a workflow that is not published because something is wrong with it. */
export function notPublishable(reference: string, diagnostics: readonly Diagnostic[]): OssaError {
  return new OssaError('workflow/not-publishable', `${reference} was not published: ${describeCounts(diagnostics)}.`, {
    kind: 'input',
    hint: 'Correct what is reported, and publish it again.',
    diagnostics,
  })
}

/** Throws OssaError if an input does not have the form that the workflow asks for. */
export async function requireValidInput(plan: WorkflowPlan, input: unknown): Promise<void> {
  const problems = plan.inputSchema === undefined ? [] : await validateInstance(plan.inputSchema, input)
  if (problems.length === 0) return
  const said = problems.map(({ pointer, message }) => `${pointer === '' ? 'the input' : pointer} ${message}`).join('; ')
  throw new OssaError('workflow/invalid-input', `The input does not fit ${plan.workflow}: ${said}.`, {
    kind: 'input',
    hint: 'Give an input that fits spec.input of the workflow.',
  })
}

// A file whose own name has a `#` is taken as it is.
function splitReference(reference: string, cwd: string): [file: string, name: string | undefined] {
  const hash = reference.lastIndexOf('#')
  return hash <= 0 || isFileAt(reference, cwd)
    ? [reference, undefined]
    : [reference.slice(0, hash), reference.slice(hash + 1)]
}

function selectWorkflow(
  workflows: readonly LinkedWorkflow[],
  { file, name }: { file: string; name: string | undefined },
): LinkedWorkflow {
  const named =
    name === undefined
      ? workflows
      : workflows.filter(({ id, manifest }) => id === name || manifest.content.metadata.name === name)
  const [first, second] = named
  if (first !== undefined && second === undefined) return first
  const ids = workflows.map(({ id, manifest }) => (second === undefined ? manifest.content.metadata.name : id))
  if (workflows.length === 0)
    throw usageError('workflow/none-in-file', `${file} holds no workflow.`, 'Name a file with `kind: Workflow`.')
  if (first === undefined)
    throw usageError(
      'workflow/unknown',
      `${file} has no workflow ${JSON.stringify(name)}.`,
      listCandidates(name ?? '', ids, 'workflows'),
    )
  throw usageError(
    'workflow/ambiguous',
    `${file} holds several workflows.`,
    `Choose one: ${ids.map((id) => `${file}#${id}`).join(', ')}`,
  )
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}
