import type { Finding } from '#core/diagnostics'
import type { Kind } from './grammar.ts'
import { type LoadDocument, type Located, resolveReference, resolveSchema, type Unresolved } from './reference.ts'
import { referencesIn } from './references-in.ts'
import { unresolvedReference } from './unresolved.ts'

/** A part of a document, in whatever file, and what it is there. */
export interface Fragment extends Located {
  readonly kind: Kind
}

/** The parts that a document is made of: itself, and what it refers to in other files. It is a graph, so each comes once. */
export function collectFragments(root: Fragment, load: LoadDocument): { fragments: Fragment[]; findings: Finding[] } {
  const findings: Finding[] = []
  const fragments = new Map<string, Fragment>([['', root]])
  // The map grows while it is walked.
  for (const { file, pointer: start, value, kind: rootKind } of fragments.values())
    for (const { reference, pointer, kind } of referencesIn(value, rootKind, start)) {
      const found = resolveAs(kind, { file, pointer }, { reference, load })
      if (!('problem' in found)) {
        const key = fragmentKey({ ...found, kind })
        // All of the document is looked at in any case.
        if (found.file !== root.file && !fragments.has(key)) fragments.set(key, { ...found, kind })
      } else if (kind !== 'free') {
        findings.push(unresolvedReference({ file, pointer }, found))
      }
    }
  return { fragments: [...fragments.values()], findings }
}

/** Where a reference leads that should lead to something of this kind. */
export function resolveAs(
  kind: Kind,
  from: { readonly file: string; readonly pointer: string },
  { reference, load }: { readonly reference: string; readonly load: LoadDocument },
): Located | Unresolved {
  return kind === 'schema' ? resolveSchema(from, reference, load) : resolveReference(from, reference, load)
}

/** Equal for equal parts, as long as they are taken for the same. */
export function fragmentKey({ kind, file, pointer }: Omit<Fragment, 'value'>): string {
  return `${kind} ${file}#${pointer}`
}
