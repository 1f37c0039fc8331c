import { isAddress, OssaError } from '#core/diagnostics'
import { notAllowedCode } from '#core/workspace'
import type { AllowList } from './allow-list.ts'
import type { NetworkKind } from './networks.ts'

/** What may be asked for. */
export interface Policy {
  readonly allowed: AllowList
  /** Hosts in private networks may be asked, too. */
  readonly privateNetwork: boolean
}

/** Throws OssaError `remote/not-allowed` for an address that the configuration does not allow. `from`: what redirects there. */
export function requireAllowed(url: URL, { allowed }: Policy, from?: URL): void {
  const told = from === undefined ? '' : `${shownAddress(from)} redirects there. `
  if (url.username !== '' || url.password !== '')
    throw notAllowed(`${told}The address holds a user name or a password.`, 'No credentials are sent: refer to a copy.')
  if (!isAddress(url.href)) throw notAllowed(`${told}It is no http or https address.`, copyHint)
  if (allowed.allows(url)) return
  const folder = new URL('.', url)
  folder.search = ''
  throw notAllowed(
    `${told}ossa.yaml does not allow ${shownAddress(url)}.`,
    `If you trust it, add '${folder.href}**' to remote.allow in ossa.yaml. Else copy the document into the workspace.`,
  )
}

/** Throws OssaError `remote/not-allowed` for a host in a network that must not be asked. */
export function requireAllowedNetwork(url: URL, kind: NetworkKind, { allowed, privateNetwork }: Policy): void {
  if (kind === 'public' || allowed.namesPrivately(url) || (kind === 'private' && privateNetwork)) return
  const where = kind === 'private' ? 'in a private network' : 'on this machine or beside it'
  const hint =
    kind === 'private'
      ? 'If that is meant, set remote.privateNetwork to true in ossa.yaml.'
      : 'If that is meant, allow it by its IP address in remote.allow of ossa.yaml.'
  throw notAllowed(`The host ${url.hostname} is ${where}, which is not asked.`, hint)
}

/** An address as it may be printed. */
export function shownAddress(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}

const copyHint = 'Copy the document into the workspace and refer to the copy.'

function notAllowed(message: string, hint: string): OssaError {
  return new OssaError(notAllowedCode, message, { hint })
}
