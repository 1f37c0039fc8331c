import { didYouMean, isAddress, type Place } from '#core/diagnostics'
import { appendPointer, isObject, memberAt, parsePointer, toPointer, valueAt } from '#core/json'
import { resolveAddress, resolveFrom } from '#core/source'

/** Gives the parsed content of a file of the workspace, or undefined if there is none that can be read. */
export interface LoadDocument {
  (file: string): unknown
  /** Where a document of another host is, so that it can be loaded, or why it cannot be had. Without this, none can. */
  readonly locate?: ((address: string) => { readonly file: string } | Refused) | undefined
}

/** Why a document of another host cannot be had: it must not be asked for, or it could not be fetched. */
export interface Refused {
  readonly refused: 'not-allowed' | 'unavailable'
  /** A sentence. */
  readonly reason: string
  readonly hint?: string | undefined
}

/** A value and where it stands. */
export interface Located {
  readonly file: string
  readonly pointer: string
  readonly value: unknown
}

/** A member of a value, or an item of a list; its value is undefined if there is none. */
export function below({ file, pointer, value }: Located, key: string | number): Located {
  return { file, pointer: appendPointer(pointer, key), value: memberAt(value, key) }
}

/** Why a reference leads nowhere. */
export interface Unresolved {
  readonly problem: string
  readonly hint?: string | undefined
  readonly refused?: Refused['refused']
}

/** Follows a `$ref` found at a place. Chains are followed to their end; a circle of references is a problem. */
export function resolveReference(from: Place, reference: string, load: LoadDocument): Located | Unresolved {
  const chain = followChain(from, reference, load)
  return 'problem' in chain ? chain : (chain.at(-1) as Located)
}

/**
 * The same for the reference of a schema. A schema may say more beside its own reference, so the chain ends at the first that does;
 * that one's reference is left to whoever reads it.
 */
export function resolveSchema(from: Place, reference: string, load: LoadDocument): Located | Unresolved {
  const chain = followChain(from, reference, load)
  return 'problem' in chain ? chain : (chain.find(({ value }) => !isOnlyReference(value)) as Located)
}

/** True for an object that is a reference and says nothing beside it. */
export function isOnlyReference(value: unknown): boolean {
  return isObject(value) && typeof value['$ref'] === 'string' && Object.keys(value).length === 1
}

function leadsOn({ value }: Located): boolean {
  return isObject(value) && typeof value['$ref'] === 'string'
}

const longestChain = 32

/** Everything on the way that a `$ref` leads, to its end. */
export function followChain(from: Place, reference: string, load: LoadDocument): Located[] | Unresolved {
  const chain = new Map<string, Located>()
  let current: { file: string; reference: string } = { file: from.file, reference }
  for (;;) {
    const found = follow(current.file, current.reference, load)
    if ('problem' in found) return found
    if (chain.size === 0 && !leadsOn(found)) return [found]
    const key = `${found.file}#${found.pointer}`
    if (chain.has(key)) return { problem: `The reference ${reference} leads in a circle.` }
    // Each reference of a long chain would be followed from where it stands: time grows with the square.
    if (chain.size >= longestChain)
      return {
        problem: `The reference ${reference} leads on through more than ${longestChain} others.`,
        hint: 'Refer to what is at the end.',
      }
    chain.set(key, found)
    const next = isObject(found.value) ? found.value['$ref'] : undefined
    if (typeof next !== 'string') return [...chain.values()]
    current = { file: found.file, reference: next }
  }
}

/**
 * What a `$ref` leads to: a file, if it stays inside the workspace, or the address of a document of another host. References are
 * URLs, so a path may be percent-encoded. Nothing on another host leads to a file.
 */
export function referencedFile(from: string, reference: string): string | undefined {
  const [path = ''] = splitReference(reference)
  if (path === '') return from
  if (isAddress(from) || hasScheme(path)) return resolveAddress(from, path)
  return resolveFrom(from, decode(path))
}

/** By the file that refers and the reference. */
const followed = new WeakMap<LoadDocument, Map<string, Map<string, Located>>>()

// A document of many files is gone through several times, for one thing after the other.
function follow(file: string, reference: string, load: LoadDocument): Located | Unresolved {
  if (isAddress(file) || hasScheme(reference)) return find(file, reference, load)
  const byFile = followed.get(load) ?? new Map<string, Map<string, Located>>()
  followed.set(load, byFile)
  const known = byFile.get(file) ?? new Map<string, Located>()
  byFile.set(file, known)
  const before = known.get(reference)
  // What is asked for is written down, whether or not the answer is known.
  if (before !== undefined && load(before.file) !== undefined) return before
  const found = find(file, reference, load)
  if (!('problem' in found)) known.set(reference, found)
  return found
}

function find(file: string, reference: string, load: LoadDocument): Located | Unresolved {
  const [path = '', fragment = ''] = splitReference(reference)
  const written = referencedFile(file, reference)
  if (written === undefined) return leadingOut(file, reference)
  const located = isAddress(written) && path !== '' ? locate(written, load) : { file: written }
  if ('refused' in located) {
    const { refused, reason, hint } = located
    return { problem: `The reference ${reference} leads to another host. ${reason}`, hint, refused }
  }
  const target = located.file
  const document = load(target)
  if (document === undefined) return { problem: `The reference ${reference} leads to ${target}, which cannot be read.` }
  if (fragment !== '' && !fragment.startsWith('/'))
    return {
      problem: `The reference ${reference} uses an anchor.`,
      hint: 'Use a JSON pointer, such as #/components/schemas/Name.',
    }
  const pointer = toPointer(...parsePointer(decode(fragment)))
  const value = valueAt(document, pointer)
  if (value !== undefined) return { file: target, pointer, value }
  return {
    problem: `The reference ${reference} leads to nothing in ${target}.`,
    ...suggestion(document, pointer, path === ''),
  }
}

function locate(address: string, load: LoadDocument): { readonly file: string } | Refused {
  if (load.locate !== undefined) return load.locate(address)
  return { refused: 'not-allowed', reason: 'Nothing is fetched here.', hint: copyInstead }
}

const copyInstead = 'Copy the document into the workspace and refer to the copy.'

function leadingOut(file: string, reference: string): Unresolved {
  if (isAddress(file) || hasScheme(reference))
    return { problem: `The reference ${reference} leads to no document that may be read from here.`, hint: copyInstead }
  return {
    problem: `The reference ${reference} leads out of the workspace.`,
    hint: 'Move the file into the workspace.',
  }
}

function hasScheme(reference: string): boolean {
  return !reference.startsWith('#') && /^[a-z][a-z0-9+.-]*:/i.test(reference)
}

function suggestion(document: unknown, pointer: string, isLocal: boolean): { hint: string } | object {
  const segments = parsePointer(pointer)
  const name = segments.pop() ?? ''
  const siblings = valueAt(document, toPointer(...segments))
  const similar = isObject(siblings) ? didYouMean(name, Object.keys(siblings)) : undefined
  if (similar !== undefined) return { hint: `Did you mean ${JSON.stringify(similar)}?` }
  return isLocal ? { hint: 'The # is the top of the file: write the pointer from there.' } : {}
}

/** Splits `file#fragment`. */
export function splitReference(reference: string): [path: string, fragment: string] {
  const hash = reference.indexOf('#')
  return hash === -1 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
