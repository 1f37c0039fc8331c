import type { GraphNodeKind } from '#core/contract'
import { hashText } from '#core/json'

/** Longer names are cut, and told apart by a hash. */
const mostCharacters = 200

// What separates the parts of an id; what XML must escape, since igraph 0.10 reads that wrongly in ids; controls, direction marks
// and lone surrogates.
const special = /[%@#~&<>"]|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu

const ordinary = /^[\w .:/-]*$/

/** A name as a part of an id: two names never give the same. */
export function idPart(name: string): string {
  if (name.length <= mostCharacters && ordinary.test(name)) return name
  const written = name.replace(special, (character) => `%${(character.codePointAt(0) ?? 0).toString(16)}.`)
  if (written.length <= mostCharacters) return written
  return `${[...written.slice(0, mostCharacters)].slice(0, -1).join('')}~${hashText(name).slice(0, 16)}`
}

/** A name as a part of an id that has several, joined by `/`. */
export function idSegment(name: string): string {
  return idPart(name).replaceAll('/', '%2f.')
}

/** The id of what has the same name wherever it is mentioned. */
export function hubId(kind: GraphNodeKind, name: string): string {
  return `${kind}:${idPart(name)}`
}

/** The id of a tool; those of an MCP server belong to it. */
export function toolId(name: string, server: string | undefined): string {
  return server === undefined ? `tool:${idSegment(name)}` : `tool:${idSegment(server)}/${idSegment(name)}`
}

/** `name@version`, and where that would not be unique, the place too. */
export class Identities<T> {
  readonly #counts = new Map<string, number>()
  readonly #describe: (item: T) => Identified

  constructor(items: Iterable<T>, describe: (item: T) => Identified) {
    this.#describe = describe
    for (const item of items) {
      const identity = identityOf(describe(item))
      this.#counts.set(identity, (this.#counts.get(identity) ?? 0) + 1)
    }
  }

  of(item: T): string {
    const described = this.#describe(item)
    const identity = identityOf(described)
    if ((this.#counts.get(identity) ?? 0) < 2) return identity
    const { file, document, pointer } = described
    return `${identity}#${idPart(file)}${document === 0 ? '' : `#${document}`}${pointer === '' ? '' : `#${idPart(pointer)}`}`
  }
}

interface Identified {
  readonly name: string
  readonly version: string
  readonly file: string
  readonly document: number
  /** In the document, which may hold several. */
  readonly pointer: string
}

function identityOf({ name, version }: Identified): string {
  return `${idPart(name)}@${idPart(version)}`
}
