import type { Finding } from '#core/diagnostics'
import { valueAt } from '#core/json'
import type { Kind } from './grammar.ts'
import { type LoadDocument, type Located, resolveReference, resolveSchema, type Unresolved } from './reference.ts'
import { referencesIn, type WrittenReference } from './references-in.ts'
import { inNoMemory, type RememberParts } from './remember-parts.ts'
import { unresolvedReference } from './unresolved.ts'

/** A part of a document, in whatever file, and what it is there. */
export interface Fragment extends Located {
  readonly kind: Kind
}

/** The parts that a document is made of: itself, and what it refers to in other files. It is a graph, so each comes once. */
export function collectFragments(
  root: Fragment,
  load: LoadDocument,
  parts: RememberParts = inNoMemory,
): { fragments: Fragment[]; findings: Finding[] } {
  const findings: Finding[] = []
  const fragments = new Map<string, Fragment>([['', root]])
  // The map grows while it is walked.
  for (const fragment of fragments.values())
    for (const { lead, finding } of linksOf(fragment, load, parts)) {
      if (finding !== undefined) findings.push(finding)
      const key = lead === undefined ? '' : fragmentKey(lead)
      // All of the document is looked at in any case.
      if (lead !== undefined && lead.file !== root.file && !fragments.has(key))
        fragments.set(key, fragmentAt(lead, load))
    }
  return { fragments: [...fragments.values()], findings }
}

type Lead = Omit<Fragment, 'value'>

/** Where a reference leads, or that it leads nowhere. Plain data. */
interface Link {
  /** Which of the references of the part it is. */
  readonly index: number
  readonly lead?: Lead
  readonly finding?: Finding
}

type Numbered = readonly [index: number, reference: WrittenReference]

/** How many references of a document are remembered together: if one file changes, only these are followed anew. */
const together = 16

function linksOf(fragment: Fragment, load: LoadDocument, parts: RememberParts): readonly Link[] {
  const { file, pointer, kind } = fragment
  const key = fragmentKey(fragment)
  const remember = (name: string, references: () => Iterable<Numbered>) =>
    parts.now({ file, name: `${name} ${key}` }, () => follow(file, references(), load))
  const written = once(() => [...referencesIn(fragment.value, kind, pointer).entries()])
  if (kind !== 'document') return remember('links', written)
  const outward = parts.now({ file, name: `references ${key}` }, () => written().filter(leadsOut))
  const groups = Array.from({ length: Math.ceil(outward.length / together) }, (_, index) =>
    outward.slice(index * together, (index + 1) * together),
  )
  const own = remember('own links', () => written().filter((each) => !leadsOut(each)))
  const others = groups.flatMap((group, index) => remember(`links ${index}`, () => group))
  return [...own, ...others].sort((a, b) => a.index - b.index)
}

function leadsOut([, { reference }]: Numbered): boolean {
  return !reference.startsWith('#')
}

function follow(file: string, references: Iterable<Numbered>, load: LoadDocument): Link[] {
  const links: Link[] = []
  const known = new Set<string>()
  for (const [index, { reference, pointer, kind }] of references) {
    const found = resolveAs(kind, { file, pointer }, { reference, load })
    if ('problem' in found) {
      if (kind !== 'free') links.push({ index, finding: unresolvedReference({ file, pointer }, found) })
      continue
    }
    const lead = { kind, file: found.file, pointer: found.pointer }
    const key = fragmentKey(lead)
    if (!known.has(key)) links.push({ index, lead })
    known.add(key)
  }
  return links
}

function fragmentAt({ kind, file, pointer }: Lead, load: LoadDocument): Fragment {
  return {
    kind,
    file,
    pointer,
    // Where all that follows from it is remembered, it need not be loaded.
    get value() {
      return valueAt(load(file), pointer)
    },
  }
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
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
