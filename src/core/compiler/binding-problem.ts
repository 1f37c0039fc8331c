import { listCandidates } from '#core/diagnostics'
import type { OpenApiDocument } from '#core/openapi'
import type { BindingProblem } from './linked.ts'

/** Why a reference to an operation leads nowhere. */
export function operationProblem({
  path,
  fragment,
  file,
  document,
}: {
  path: string
  fragment: string
  file: string | undefined
  document: OpenApiDocument | undefined
}): BindingProblem {
  if (file === undefined)
    return { problem: `${path} leads out of the workspace.`, hint: 'Copy the OpenAPI document into the workspace.' }
  if (document === undefined)
    return { problem: `There is no OpenAPI document at ${file}.`, hint: 'Correct the path, or add the document.' }
  const ids = document.operations.flatMap(({ id }) => (id === undefined ? [] : [id])).sort()
  if (fragment === '')
    return {
      problem: `The reference to ${file} names no operation.`,
      hint: `Add # and an operationId. ${listCandidates('', ids, 'operations')}`,
    }
  return {
    problem: `${file} has no operation ${JSON.stringify(fragment)}.`,
    hint: listCandidates(fragment, ids, 'operations'),
  }
}
