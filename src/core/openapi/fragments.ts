import type { Finding } from '#core/diagnostics'
import { valueAt } from '#core/json'
import type { Kind } from './grammar.ts'
import { type LoadDocument, type Located, resolveReference, resolveSchema, type Unresolved } from './reference.ts'
import { referencesIn, type WrittenReference } from './references-in.ts'
import { inNoMemory, type Part, type RememberParts } from './remember-parts.ts'
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
  const { file, kind } = fragment
  const { found, follow } = searchOf(fragment, load, parts)
  const remember = (what: Followed) => parts.now({ file, name: `${what} ${fragmentKey(fragment)}` }, () => follow(what))
  if (kind !== 'document') return remember('links')
  const groups = Array.from({ length: Math.ceil(found().length / together) }, (_, index) => index)
  return [...remember('own links'), ...groups.flatMap((index) => remember(`links ${index}`))].sort(
    (a, b) => a.index - b.index,
  )
}

/** All references of a part; or those of the document to its own parts; or some of those that lead out of it. */
type Followed = 'links' | 'own links' | `links ${number}`

interface Search {
  /** The references of the document that lead out of it. */
  found(): readonly Numbered[]
  follow(what: Followed): readonly Link[]
}

function searchOf(fragment: Fragment, load: LoadDocument, parts: RememberParts): Search {
  const { file, pointer, kind } = fragment
  const written = once(() => [...referencesIn(fragment.value, kind, pointer).entries()])
  const name = `references ${fragmentKey(fragment)}`
  const found = () => parts.now({ file, name }, () => written().filter(leadsOut))
  const chosen = (what: Followed): readonly Numbered[] => {
    if (what === 'links') return written()
    if (what === 'own links') return written().filter((each) => !leadsOut(each))
    const index = Number(what.slice('links '.length))
    return found().slice(index * together, (index + 1) * together)
  }
  return { found, follow: (what) => follow(file, chosen(what), load) }
}

/** What is remembered under this name of a part of a document; undefined if that is something else than its references. */
export function linksAgain({ file, name }: Part, load: LoadDocument, parts: RememberParts): unknown {
  const [, what, rest = ''] = /^(references|own links|links(?: \d+)?) (.*)$/s.exec(name) ?? []
  if (what === undefined) return undefined
  const search = searchOf(fragmentAt(leadOf(rest, file), load), load, parts)
  return what === 'references' ? search.found() : search.follow(what as Followed)
}

/** The part of a file that a key stands for. */
export function fragmentOf(key: string, file: string, load: LoadDocument): Fragment {
  return fragmentAt(leadOf(key, file), load)
}

function leadOf(key: string, file: string): Lead {
  const [kind = ''] = key.split(' ', 1)
  return { kind: kind as Kind, file, pointer: key.slice(`${kind} ${file}#`.length) }
}

function leadsOut([, { reference }]: Numbered): boolean {
  return !reference.startsWith('#')
}

function follow(file: string, references: Iterable<Numbered>, load: LoadDocument): Link[] {
  const links: Link[] = []
  const known = new Set<string>()
  const resolve = resolver(file, load)
  for (const [index, { reference, pointer, kind }] of references) {
    const { found, isFirst } = resolve(kind, reference, pointer)
    if ('problem' in found) {
      if (kind !== 'free') links.push({ index, finding: unresolvedReference({ file, pointer }, found) })
    } else if (isFirst) {
      const lead = { kind, file: found.file, pointer: found.pointer }
      const key = fragmentKey(lead)
      if (!known.has(key)) links.push({ index, lead })
      known.add(key)
    }
  }
  return links
}

/** Resolves the references of one file. Most are written many times. */
function resolver(file: string, load: LoadDocument) {
  const byKind = new Map<Kind, Map<string, Located | Unresolved>>()
  return (kind: Kind, reference: string, pointer: string) => {
    const known = byKind.get(kind) ?? new Map<string, Located | Unresolved>()
    byKind.set(kind, known)
    const before = known.get(reference)
    if (before !== undefined) return { found: before, isFirst: false }
    const found = resolveAs(kind, { file, pointer }, { reference, load })
    known.set(reference, found)
    return { found, isFirst: true }
  }
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
