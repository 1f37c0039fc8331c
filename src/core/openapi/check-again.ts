import { isObject } from '#core/json'
import { shapeFindings } from './check.ts'
import { versionOf } from './document.ts'
import { fragmentOf, linksAgain } from './fragments.ts'
import type { OpenApiVersion } from './grammar.ts'
import { checkPathOf, checkWebhooksOf } from './paths/check-paths.ts'
import type { LoadDocument } from './reference.ts'
import type { Part, RememberParts } from './remember-parts.ts'

/** Works out one of the parts that the check of a document is made of, by itself; undefined if it is none of those. */
export function checkPartOf(
  document: string,
  { load, parts }: { readonly load: LoadDocument; readonly parts: RememberParts },
): (part: Part) => unknown {
  return (part) => {
    const { file, name } = part
    const [what = ''] = name.split(' ', 1)
    const rest = name.slice(what.length + 1)
    if (what === 'shape') {
      const [version = ''] = rest.split(' ', 1)
      return shapeFindings(fragmentOf(rest.slice(version.length + 1), file, load), version as OpenApiVersion)
    }
    if (what !== 'path' && what !== 'webhooks') return linksAgain(part, load, parts)
    const value = load(document)
    const version = isObject(value) ? versionOf(value) : undefined
    if (!isObject(value) || version === undefined) return undefined
    const written = { file: document, version, value }
    return what === 'path' ? checkPathOf(written, rest, load) : checkWebhooksOf(written, load)
  }
}
