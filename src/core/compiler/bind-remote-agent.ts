import type { HttpAuth, ValueOrSecret } from '#core/contract'
import { isObject } from '#core/json'
import { resolveFrom } from '#core/source'
import type { A2aBinding } from '#core/workflow'
import type { LinkedAgent, LinkedWorkspace } from './linked.ts'

interface Unbound {
  readonly problem: string
}

type A2aRuntime = NonNullable<NonNullable<LinkedAgent['manifest']['content']['spec']['runtime']>['a2a']>

/** A capability as a message to an agent that speaks A2A. */
export function bindRemoteAgent(
  { manifest, id }: LinkedAgent,
  { url, card, headers = {}, auth }: A2aRuntime,
  { files }: Pick<LinkedWorkspace, 'files'>,
): A2aBinding | Unbound {
  const own = {
    kind: 'a2a',
    headers: headers as Record<string, ValueOrSecret>,
    ...(auth === undefined ? {} : { auth: auth as HttpAuth }),
  } as const
  // A card that stands in the workspace as an agent says all that is needed.
  if (manifest.dialect === 'a2a/agent-card') return { ...own, agent: { card: files.load(manifest.file) } }
  if (card === undefined)
    return url === undefined
      ? { problem: `nothing says where the card of ${id} is; set runtime.a2a.url or runtime.a2a.card` }
      : { ...own, agent: { url } }
  const file = resolveFrom(manifest.file, card)
  const content = file === undefined ? undefined : files.load(file)
  return isObject(content)
    ? { ...own, agent: { card: content } }
    : { problem: `the card of ${id}, ${card}, cannot be read` }
}
