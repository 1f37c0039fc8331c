import { isObject, parsePointer, toPointer, valueAt } from '#core/json'
import type { OpenApiDocument } from './document.ts'
import { type Fragment, fragmentKey, resolveAs } from './fragments.ts'
import { componentKinds, componentSection, referenceAt } from './grammar.ts'
import { isOnlyReference, type LoadDocument } from './reference.ts'

/** A part of another file, and the place that it gets among the components. */
export interface NamedComponent {
  readonly fragment: Fragment
  readonly section: readonly string[]
  readonly name: string
}

/** The parts of other files that components of the document are nothing but references to, by the pointer of the component. */
export function heldComponents(document: OpenApiDocument, load: LoadDocument): ReadonlyMap<string, Fragment> {
  const held = new Map<string, Fragment>()
  const known = new Set<string>()
  for (const kind of componentKinds) {
    const section = componentSection(kind, document.version)
    if (section === undefined) continue
    const members = valueAt(document.value, toPointer(...section))
    for (const [name, value] of Object.entries(isObject(members) ? members : {})) {
      const pointer = toPointer(...section, name)
      const reference = isOnlyReference(value) ? referenceAt(value) : undefined
      if (reference === undefined) continue
      const found = resolveAs(kind, { file: document.file, pointer }, { reference, load })
      if ('problem' in found || found.file === document.file) continue
      const fragment = { ...found, kind }
      // The second name of a part refers to the first.
      if (!known.has(fragmentKey(fragment))) held.set(pointer, fragment)
      known.add(fragmentKey(fragment))
    }
  }
  return held
}

/**
 * Names for the parts of other files that become components. A name is the last word of where a part stands; where two would be
 * equal, both get more words, so that a name does not depend on what is found first.
 */
export function nameComponents(
  fragments: readonly Fragment[],
  { document, held }: { document: OpenApiDocument; held: ReadonlySet<string> },
): NamedComponent[] {
  return componentKinds.flatMap((kind) => {
    const section = componentSection(kind, document.version)
    if (section === undefined) return []
    const members = fragments.filter((fragment) => fragment.kind === kind && !held.has(fragmentKey(fragment)))
    const existing = valueAt(document.value, toPointer(...section))
    const names = distinctNames(members, new Set(isObject(existing) ? Object.keys(existing) : []))
    return [...names]
      .map(([fragment, name]) => ({ fragment, section, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  })
}

function distinctNames(fragments: readonly Fragment[], taken: Set<string>): Map<Fragment, string> {
  const names = new Map<Fragment, string>()
  let open = fragments.toSorted((a, b) => (fragmentKey(a) < fragmentKey(b) ? -1 : 1))
  for (let words = 1; open.length > 0; words += 1) {
    const wanted = new Map<string, Fragment[]>()
    for (const fragment of open) {
      const name = lastWords(fragment, words)
      wanted.set(name, [...(wanted.get(name) ?? []), fragment])
    }
    const settled = [...wanted].filter(([name, [, second]]) => second === undefined && !taken.has(name))
    for (const [name, [fragment]] of settled)
      if (fragment !== undefined) {
        names.set(fragment, name)
        taken.add(name)
      }
    open = open.filter((fragment) => !names.has(fragment))
    // Paths that differ only in characters that no name has.
    if (open.every((fragment) => wordsOf(fragment).length <= words)) break
  }
  for (const fragment of open) {
    let count = 2
    while (taken.has(`${lastWords(fragment, 1)}_${count}`)) count += 1
    const name = `${lastWords(fragment, 1)}_${count}`
    names.set(fragment, name)
    taken.add(name)
  }
  return names
}

function lastWords(fragment: Fragment, count: number): string {
  return wordsOf(fragment).slice(-count).join('_')
}

// Where the part stands, without what only says that it is a component.
const structural = new Set(['components', 'schemas', 'definitions', '$defs', 'parameters', 'responses', 'properties'])

function wordsOf({ file, pointer }: Fragment): string[] {
  const path = file.replace(/\.[^./]*$/, '').split('/')
  const segments = parsePointer(pointer)
  const words = [...path, ...segments.filter((each, index) => index === segments.length - 1 || !structural.has(each))]
  return words.map((word) => word.replace(/[^A-Za-z0-9._-]+/g, '_')).filter((word) => word !== '')
}
