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
  const visit = (value: unknown, kind: Kind) => {
    if (kind === 'literal' || typeof value !== 'object' || value === null) return
    const reference = referenceAt(value)
    if (reference !== undefined) add(reference, kind, '$ref')
    const entries = Array.isArray(value) ? value.entries() : Object.entries(value)
    for (const [key, member] of entries) {
      if (kind === 'mapping') {
        if (isMappedReference(member)) add(member, 'schema', String(key))
        continue
      }
      path.push(key)
      visit(member, kindOfMember(kind, key))
      path.pop()
    }
  }
  visit(root, rootKind)
  return found
}

/** True for a value of a discriminator's mapping that is no name of a schema but leads to one. */
export function isMappedReference(value: unknown): value is string {
  return typeof value === 'string' && /[/#]|\.(ya?ml|json)$/i.test(value)
}
