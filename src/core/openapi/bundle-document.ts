import { type Finding, isAddress, type Place } from '#core/diagnostics'
import { appendPointer, isObject, setOwn, toPointer } from '#core/json'
import { relativePath, resolveAddress, resolveFrom } from '#core/source'
import { heldComponents, type NamedComponent, nameComponents } from './component-names.ts'
import { openapiDiagnostics } from './diagnostics.ts'
import type { OpenApiDocument } from './document.ts'
import { collectFragments, type Fragment, fragmentKey } from './fragments.ts'
import { type Kind, kindOfMember, referenceAt } from './grammar.ts'
import {
  followChain,
  isOnlyReference,
  type LoadDocument,
  type Located,
  referencedFile,
  resolveReference,
} from './reference.ts'
import { isMappedReference } from './references-in.ts'
import { unresolvedReference } from './unresolved.ts'

export interface BundledDocument {
  readonly value: Readonly<Record<string, unknown>>
  /** All that it is made from. */
  readonly files: ReadonlySet<string>
  /** How many parts of other files have become components. */
  readonly components: number
  readonly findings: readonly Finding[]
}

/**
 * One document out of many files. What it refers to in other files becomes a component, once, with a name that says where it came
 * from; what has no place among the components (path items, operations) is put where it is used. References inside the document stay
 * as they are.
 */
export function bundleDocument(document: OpenApiDocument, load: LoadDocument): BundledDocument {
  const root: Fragment = { file: document.file, pointer: '', value: document.value, kind: 'document' }
  const { fragments, findings } = collectFragments(root, load)
  const held = heldComponents(document, load)
  const named = nameComponents(fragments.slice(1), { document, held: new Set([...held.values()].map(fragmentKey)) })
  const bundler = new DocumentBundler({ document, load, held, named })
  const value = bundler.copy(document.value, 'document', root) as Record<string, unknown>
  for (const { section, name, fragment } of named)
    setOwn(objectAt(value, section), name, bundler.copy(fragment.value, fragment.kind, fragment))
  return {
    value,
    files: new Set([...fragments.map(({ file }) => file), ...bundler.files]),
    components: named.length + held.size,
    findings: [...findings, ...bundler.findings],
  }
}

function objectAt(root: object, path: readonly string[]): object {
  let current = root as Record<string, unknown>
  for (const key of path) {
    if (!isObject(current[key])) setOwn(current, key, {})
    current = current[key] as Record<string, unknown>
  }
  return current
}

/** How often parts may be put where they are used, and how deep into one another. */
const mostInlined = 20_000
const deepestInlined = 64

// In files with schemas of their own: names under which nothing is reached any more.
const ofOtherFiles = new Set(['$id', '$schema', '$defs', 'definitions'])

class DocumentBundler {
  readonly findings: Finding[] = []
  /** Those of which something was put where it is used. */
  readonly files = new Set<string>()
  readonly #document: OpenApiDocument
  readonly #load: LoadDocument
  /** By the pointer of the component that is nothing but a reference to them. */
  readonly #held: ReadonlyMap<string, Fragment>
  /** Where parts of other files stand in the result, by key. */
  readonly #places = new Map<string, string>()
  readonly #open = new Set<string>()
  #inlined = 0

  constructor(given: {
    document: OpenApiDocument
    load: LoadDocument
    held: ReadonlyMap<string, Fragment>
    named: readonly NamedComponent[]
  }) {
    this.#document = given.document
    this.#load = given.load
    this.#held = given.held
    for (const [pointer, fragment] of given.held) this.#places.set(fragmentKey(fragment), pointer)
    for (const { fragment, section, name } of given.named)
      this.#places.set(fragmentKey(fragment), toPointer(...section, name))
  }

  copy(value: unknown, kind: Kind, place: Place): unknown {
    const child = (key: string | number): Place => ({ file: place.file, pointer: appendPointer(place.pointer, key) })
    if (Array.isArray(value))
      return value.map((item, index) => this.copy(item, kindOfMember(kind, index), child(index)))
    if (!isObject(value)) return value
    const reference = referenceAt(value)
    if (reference !== undefined) return this.#copyReference(value, { reference, kind }, place)
    const isForeign = kind === 'schema' && place.file !== this.#document.file
    const result = {}
    for (const [key, member] of Object.entries(value))
      if (!isForeign || !ofOtherFiles.has(key)) setOwn(result, key, this.#copyMember(member, { kind, key }, child(key)))
    return result
  }

  #copyMember(member: unknown, { kind, key }: { kind: Kind; key: string }, place: Place): unknown {
    if (kind === 'mapping' && isMappedReference(member)) {
      const [target] = this.#follow(member, 'schema', place)
      return (target && this.#addressOf(target, 'schema')) ?? member
    }
    if (kind === 'link' && key === 'operationRef') return this.#operationReference(member, place)
    if (kind === 'example' && key === 'externalValue') return this.#externalValue(member, place)
    return this.copy(member, kindOfMember(kind, key), place)
  }

  #copyReference(value: object, { reference, kind }: { reference: string; kind: Kind }, place: Place): unknown {
    const siblings = Object.entries(value).filter(([key]) => key !== '$ref')
    const copied = siblings.map(([key, member]): [string, unknown] => [
      key,
      this.#copyMember(member, { kind, key }, { file: place.file, pointer: appendPointer(place.pointer, key) }),
    ])
    const here = place.file === this.#document.file
    const held = here ? this.#held.get(place.pointer) : undefined
    if (held !== undefined) return this.copy(held.value, held.kind, held)
    if (here && reference.startsWith('#')) return { ...value, ...Object.fromEntries(copied) }
    if (kind === 'literal' && !isReferenceToFile(value, { reference, from: place.file })) return value

    const at = { file: place.file, pointer: appendPointer(place.pointer, '$ref') }
    const [target] = this.#follow(reference, kind, at)
    if (target === undefined) return value
    const address = this.#addressOf(target, kind)
    if (address === undefined) return this.#inline({ ...target, kind }, { siblings: copied, at })
    const result = {}
    for (const key of Object.keys(value))
      setOwn(result, key, key === '$ref' ? address : copied.find(([name]) => name === key)?.[1])
    return result
  }

  /** Where a reference leads, as one that is followed by hand; what it cannot reach in an extension is nobody's fault. */
  #follow(reference: string, kind: Kind, at: Place): Located[] {
    const chain = followChain(at, reference, this.#load)
    if ('problem' in chain) {
      const isOptional = kind === 'literal' || (kind === 'free' && at.pointer.includes('/x-'))
      // Of the other kinds, it has been said already.
      if (kind === 'free' && !isOptional) this.findings.push(unresolvedReference(at, chain))
      return []
    }
    const isEnd = ({ file, value }: Located) =>
      file === this.#document.file || (kind === 'schema' && !isOnlyReference(value))
    return chain.filter((each, index) => isEnd(each) || index === chain.length - 1).slice(0, 1)
  }

  #addressOf({ file, pointer }: Located, kind: Kind): string | undefined {
    const found = file === this.#document.file ? pointer : this.#places.get(fragmentKey({ kind, file, pointer }))
    return found === undefined ? undefined : `#${encodeURI(found).replaceAll('#', '%23')}`
  }

  #inline(fragment: Fragment, { siblings, at }: { siblings: readonly [string, unknown][]; at: Place }): unknown {
    const key = fragmentKey(fragment)
    this.files.add(fragment.file)
    this.#inlined += 1
    const problem = this.#open.has(key)
      ? 'The reference leads to what it stands in, which has no end.'
      : this.#open.size >= deepestInlined || this.#inlined > mostInlined
        ? 'Too much would have to be put where it is used.'
        : undefined
    if (problem !== undefined) {
      const hint = 'Refer to a component instead: a schema, a response, a parameter.'
      this.findings.push(openapiDiagnostics.reference({ ...at, message: problem, hint }))
      return {}
    }
    this.#open.add(key)
    const copy = this.copy(fragment.value, fragment.kind, fragment)
    this.#open.delete(key)
    return isObject(copy) ? { ...copy, ...Object.fromEntries(siblings) } : copy
  }

  #operationReference(written: unknown, at: Place): unknown {
    if (typeof written !== 'string' || (at.file === this.#document.file && written.startsWith('#'))) return written
    const target = referencedFile(at.file, written)
    // No host is asked for what does not belong here.
    if (target !== undefined && isAddress(target) && target !== at.file) return new URL(written, target).href
    const found = resolveReference(at, written, this.#load)
    const operation =
      'problem' in found
        ? undefined
        : this.#document.operations.find(({ file, pointer }) => file === found.file && pointer === found.pointer)
    if (operation !== undefined) return `#${encodeURI(operation.at).replaceAll('#', '%23')}`
    // It may lead to the operation of another service, which does not belong here.
    return written
  }

  // It is relative to the file that it stands in, which will be another.
  #externalValue(written: unknown, { file }: Place): unknown {
    if (typeof written === 'string' && isAddress(file)) return resolveAddress(file, written) ?? written
    const target = typeof written === 'string' ? resolveFrom(file, written) : undefined
    return target === undefined ? written : relativePath(this.#document.file, target)
  }
}

// In an example, a reference may be data; only one to another file that is there is likely meant to be followed. No host is asked
// for the sake of data.
function isReferenceToFile(value: object, { reference, from }: { reference: string; from: string }): boolean {
  const target = reference.startsWith('#') ? undefined : referencedFile(from, reference)
  return isOnlyReference(value) && target !== undefined && !isAddress(target)
}
