import { didYouMean, type Place } from '#core/diagnostics'
import { appendPointer, isObject, parsePointer, toPointer, valueAt } from '#core/json'
import { resolveFrom } from '#core/source'

/** Gives the parsed content of a file of the workspace, or undefined if there is none that can be read. */
export type LoadDocument = (file: string) => unknown

/** A value and where it stands. */
export interface Located {
  readonly file: string
  readonly pointer: string
  readonly value: unknown
}

/** A member of a value, or an item of a list; its value is undefined if there is none. */
export function below({ file, pointer, value }: Located, key: string | number): Located {
  return { file, pointer: appendPointer(pointer, key), value: valueAt(value, toPointer(key)) }
}

/** Why a reference leads nowhere. */
export interface Unresolved {
  readonly problem: string
  readonly hint?: string
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

/** Everything on the way that a `$ref` leads, to its end. */
export function followChain(from: Place, reference: string, load: LoadDocument): Located[] | Unresolved {
  const chain = new Map<string, Located>()
  let current: { file: string; reference: string } = { file: from.file, reference }
  for (;;) {
    const found = follow(current.file, current.reference, load)
    if ('problem' in found) return found
    const key = `${found.file}#${found.pointer}`
    if (chain.has(key)) return { problem: `The reference ${reference} leads in a circle.` }
    chain.set(key, found)
    const next = isObject(found.value) ? found.value['$ref'] : undefined
    if (typeof next !== 'string') return [...chain.values()]
    current = { file: found.file, reference: next }
  }
}

function follow(file: string, reference: string, load: LoadDocument): Located | Unresolved {
  const [path = '', fragment = ''] = splitReference(reference)
  if (/^[a-z][a-z0-9+.-]*:/i.test(path))
    return {
      problem: `The reference ${reference} leads to another host.`,
      hint: 'Copy the document into the workspace and refer to the copy.',
    }
  const target = path === '' ? file : resolveFrom(file, decode(path))
  if (target === undefined)
    return {
      problem: `The reference ${reference} leads out of the workspace.`,
      hint: 'Move the file into the workspace.',
    }
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
