import { listCandidates, OssaError, usageError } from '#core/diagnostics'

/** Errors of versions of workflows; the same for all adapters. */

export function publishedOtherwise(workflow: string): OssaError {
  return new OssaError(
    'workflow/already-published',
    `${workflow} was published with another content, and stays as it is.`,
    {
      kind: 'input',
      hint: 'Raise metadata.version of the workflow, and publish that. The agents that it uses count as content, too.',
    },
  )
}

export function deprecatedForGood(workflow: string): OssaError {
  return new OssaError('workflow/deprecated', `${workflow} is deprecated, and is not published again.`, {
    kind: 'input',
    hint: 'Raise metadata.version of the workflow, and publish that.',
  })
}

export function neverPublished(reference: string): OssaError {
  const message = `${reference} is a draft: only what is published can be deprecated.`
  return usageError(
    'workflow/not-published',
    message,
    'See what is published with: ossa workflow list --status published',
  )
}

export function unknownVersion(reference: string, known: readonly string[]): OssaError {
  const message = `No workflow ${JSON.stringify(reference)} was ever run or published here.`
  return usageError('workflow/unknown-version', message, listCandidates(reference, known, 'workflows'))
}
