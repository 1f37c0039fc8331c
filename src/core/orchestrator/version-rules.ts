import { contentHash, type WorkflowPlan, workflowStatusAfter } from '#core/workflow'
import type { WorkflowVersion } from './port.ts'
import { deprecatedForGood, neverPublished, publishedOtherwise, unknownVersion } from './version-errors.ts'

/** The columns of a version, as rows of any database have them. */
export interface VersionRow extends Omit<WorkflowVersion, 'hash'> {
  readonly plan: WorkflowPlan
}

export function toVersion({ plan, ...row }: VersionRow): WorkflowVersion {
  return { ...row, hash: contentHash(plan) }
}

/** True if a plan is published already. Throws OssaError if it cannot be published, given what there is under its name and version. */
export function isPublished(plan: WorkflowPlan, known: WorkflowVersion | undefined): boolean {
  if (workflowStatusAfter('publish', known?.status) === undefined) throw deprecatedForGood(plan.workflow)
  if (known?.status !== 'published') return false
  if (known.hash !== contentHash(plan)) throw publishedOtherwise(plan.workflow)
  return true
}

/** The versions that a reference, a name or `name@version`, means to deprecate. Throws OssaError if there are none. */
export function toDeprecate(reference: string, all: readonly WorkflowVersion[]): readonly WorkflowVersion[] {
  const exact = all.filter((each) => fullName(each) === reference)
  const versions = exact.length > 0 ? exact : all.filter(({ name }) => name === reference)
  if (versions.length === 0) throw unknownVersion(reference, namesLike(reference, all))
  const able = versions.filter(({ status }) => workflowStatusAfter('deprecate', status) !== undefined)
  if (able.length === 0) throw neverPublished(reference)
  return able
}

function namesLike(reference: string, all: readonly WorkflowVersion[]): string[] {
  return reference.includes('@') ? all.map(fullName) : [...new Set(all.map(({ name }) => name))]
}

function fullName({ name, version }: WorkflowVersion): string {
  return `${name}@${version}`
}

/** The two parts of `name@version`. */
export function splitName(workflow: string): [name: string, version: string] {
  const at = workflow.lastIndexOf('@')
  return at < 0 ? [workflow, ''] : [workflow.slice(0, at), workflow.slice(at + 1)]
}
