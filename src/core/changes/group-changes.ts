import type { ChangeSettings } from '#core/contract'
import type { ComparedDocument } from './compare-workspaces.ts'
import type { Effect } from './effect.ts'
import { type Weight, weightOf } from './levels.ts'
import type { SchemaChange } from './schemas/subject.ts'

/** Equal changes, with all the places where they bite. */
export interface ChangeGroup extends Weight {
  readonly change: SchemaChange
  readonly places: readonly ChangedPlace[]
}

/** Where a change bites. */
export interface ChangedPlace {
  readonly document: ComparedDocument
  readonly effect: Effect
}

const ranks = ['breaking', 'risky', 'safe']

/**
 * Puts equal changes together: those that stand at one place, in whatever documents they bite, and within a document those that
 * are told in the same words. The worst come first, then in the order of the documents.
 */
export function groupChanges(documents: readonly ComparedDocument[], settings: ChangeSettings): ChangeGroup[] {
  const origins = new Map<string, ChangedPlace[]>()
  for (const document of documents)
    for (const effect of document.effects) append(origins, originOf(effect), { document, effect })
  const groups = new Map<string, ChangedPlace[]>()
  for (const [origin, places] of origins) {
    const [first, ...others] = places
    if (first === undefined) continue
    const isShared = others.some(({ document }) => document !== first.document)
    const key = isShared ? origin : `${documents.indexOf(first.document)}\n${wordsOf(first.effect)}`
    for (const place of places) append(groups, key, place)
  }
  return [...groups.values()]
    .flatMap((places) => (places[0] === undefined ? [] : [{ change: places[0].effect.change, places }]))
    .map((group) => ({ ...group, ...weightOf(group.change.definition, settings) }))
    .sort((a, b) => ranks.indexOf(a.level) - ranks.indexOf(b.level))
}

function append<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const known = groups.get(key)
  if (known === undefined) groups.set(key, [item])
  else known.push(item)
}

// What has a value stands where the schema says it; anything else is a matter of the operation that has it.
function originOf(effect: Effect): string {
  const { previous, present, definition, message } = effect.change
  const places = [previous, present].map(({ file, document = 0, pointer }) => `${file} ${document}#${pointer}`)
  return `${places.join('\n')}\n${definition.code}\n${message}\n${effect.part === '' ? effect.subject : ''}`
}

// What has no part is told of each subject by itself, and what is in a value of each field by its name.
function wordsOf({ change, subject, part }: Effect): string {
  const pointers = [change.present.pointer, change.previous.pointer]
  const [field] = pointers.flatMap((pointer) => /.*\/properties\/([^/]+)/.exec(pointer)?.[1] ?? [])
  const name = part === '' ? subject : (field ?? part)
  return `${change.definition.code}\n${change.message}\n${name}`
}
