import { appendPointer } from '#core/json'
import { type Kind, kindOfMember, referenceAt } from './grammar.ts'

/** A reference as it stands in a part of a document. */
export interface WrittenReference {
  /** Of its text. */
  readonly pointer: string
  readonly reference: string
  /** What it must lead to. */
  readonly kind: Kind
}

/** The references in a part of a document, in order. Nothing is followed. */
export function referencesIn(root: unknown, rootKind: Kind, rootPointer = ''): WrittenReference[] {
  const found: WrittenReference[] = []
  const path: (string | number)[] = []
  const add = (reference: string, kind: Kind, ...last: string[]) =>
    found.push({ pointer: appendPointer(rootPointer, ...path, ...last), reference, kind })
  const visit = (value: object, kind: Kind) => {
    const reference = referenceAt(value)
    if (reference !== undefined) add(reference, kind, '$ref')
    if (kind === 'mapping') {
      for (const [key, member] of Object.entries(value)) if (isMappedReference(member)) add(member, 'schema', key)
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) visitMember(kind, index, item)
    // A large document has a million members: no list is made of them.
    else for (const key in value) visitMember(kind, key, (value as Record<string, unknown>)[key])
  }
  const visitMember = (kind: Kind, key: string | number, member: unknown) => {
    if (typeof member !== 'object' || member === null) return
    const kindOfIt = kindOfMember(kind, key)
    if (kindOfIt === 'literal') return
    path.push(key)
    visit(member, kindOfIt)
    path.pop()
  }
  if (typeof root === 'object' && root !== null && rootKind !== 'literal') visit(root, rootKind)
  return found
}

/** True for a value of a discriminator's mapping that is no name of a schema but leads to one. */
export function isMappedReference(value: unknown): value is string {
  return typeof value === 'string' && /[/#]|\.(ya?ml|json)$/i.test(value)
}
