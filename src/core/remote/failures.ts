import { OssaError } from '#core/diagnostics'

/** What a document of another host may cost. */
export const remoteLimits = {
  /** For one document, redirects included. */
  milliseconds: 10_000,
  documentBytes: 16 * 1024 * 1024,
  /** For all of them. */
  totalBytes: 128 * 1024 * 1024,
  documents: 1_000,
  /** How far documents lead to one another. */
  rounds: 32,
  redirects: 5,
}

export type RemoteLimits = typeof remoteLimits

/** The host was not reached, or has a fault that may pass: a copy serves as well. */
export const unreachableCode = 'remote/unreachable'

/** The error for a host that cannot be reached. */
export function unreachable(url: URL, reason: string, cause?: unknown): OssaError {
  return new OssaError(unreachableCode, `${url.host} cannot be asked: ${reason}.`, {
    hint: 'Try again later, correct the address, or copy the document into the workspace.',
    cause,
  })
}

/** The error for an answer that is no document. */
export function unavailable(url: URL, reason: string): OssaError {
  return new OssaError('remote/unavailable', `${url.host} gives no document: ${reason}.`, {
    hint: 'Correct the address, or copy the document into the workspace.',
  })
}

/** The error for a document of which no copy is kept, where no host is asked. */
export function notKept(): OssaError {
  return new OssaError('remote/not-kept', 'No copy of it is kept here, and no host is asked while offline.', {
    hint: 'Run `ossa spec validate` once without --offline and without --no-cache, which keeps a copy in .ossa/cache.',
  })
}

/** The error for one document too many. */
export function tooManyDocuments(): OssaError {
  const { documents, totalBytes, rounds } = remoteLimits
  return new OssaError(
    'remote/too-many',
    `More than ${documents} documents would have to be fetched, or ${totalBytes / 1024 / 1024} MiB, or ${rounds} one after the other.`,
    { hint: 'Copy what is needed into the workspace.' },
  )
}
