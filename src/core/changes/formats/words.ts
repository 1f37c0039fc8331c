import type { ChangedDocument, ChangePlace, DocumentChange, ReachedUser, SpecDiffOutput } from '#core/contract'
import { plural } from '#core/diagnostics'

const longestWitness = 160

/** `POST /invoices, request body, lines[].amount`; empty for the whole document. */
export function whereOf({ subject, part, path }: Pick<ChangePlace, 'subject' | 'part' | 'path'>): string {
  return [subject, part, path].filter((text) => text !== '').join(', ')
}

/** Where a change bites, without saying anything twice; the first few, and how many more there are. */
export function describePlaces({ places, documents }: DocumentChange, most: number): string {
  const isShared = documents.length > 1
  const all = [...new Set(places.map((place) => (isShared ? ownerOf(place) : '') + whereOf(place)))]
  const told = all.filter((where) => where !== '')
  const rest = told.length - most
  return `${told.slice(0, most).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

// Two agents may have capabilities of the same name; an operation says enough.
function ownerOf({ document }: ChangePlace): string {
  const [, name] = /^(?:agent|workflow):(.*)@/.exec(document) ?? []
  return name === undefined ? '' : `${name} `
}

/** The value that shows a change, in a sentence without a full stop; undefined if there is none. */
export function describeWitness({ witness, code }: DocumentChange): string | undefined {
  if (witness === undefined) return undefined
  const text = JSON.stringify(witness.value)
  const shown = text.length > longestWitness ? `${text.slice(0, longestWitness)}…` : text
  return code.startsWith('changes/response-') ? `${shown} may come now` : `${shown} was accepted`
}

/** `invoices.openapi.yaml`, `agent clerk`. */
export function nameOf({ kind, name, file, previousFile }: ChangedDocument): string {
  return kind === 'openapi' ? (file ?? previousFile ?? name) : `${kind} ${name}`
}

/** `1.2.0 → 1.3.0`, as far as there are versions. */
export function versionsOf({ status, version, previousVersion }: ChangedDocument): string {
  const [before, now] = [previousVersion ?? 'no version', version ?? 'no version']
  if (status === 'added') return now
  if (status === 'removed') return before
  return before === now ? now : `${before} → ${now}`
}

/** The last step of the way says who is reached; the first is what has changed. */
export function describePath({ path, version }: ReachedUser): string {
  return `${path.join(' → ')}${version === 'previous' ? ' (before)' : ''}`
}

/** `2 breaking, 1 risky and 4 safe changes`. */
export function countChanges({ breaking, risky, safe }: Omit<SpecDiffOutput['summary'], 'durationMs'>): string {
  return `${breaking} breaking, ${risky} risky and ${plural(safe, 'safe change')}`
}

/** `2 documents changed, 1 added`. */
export function countDocuments({ added, changed, removed }: Omit<SpecDiffOutput['summary'], 'durationMs'>): string {
  const parts = [
    ...(changed > 0 ? [`${plural(changed, 'document')} changed`] : []),
    ...(added > 0 ? [`${added} added`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ]
  return parts.join(', ')
}

/** `git#main (3fa2b1c)`. */
export function describeAgainst({ against, commit }: SpecDiffOutput): string {
  return commit === undefined ? against : `${against} (${commit.slice(0, 7)})`
}

/** `2 agents and 1 workflow`; empty if there are none. */
export function countReached(reaches: readonly ReachedUser[]): string {
  const count = (kind: string) => reaches.filter((user) => user.kind === kind).length
  const said = (number: number, word: string) => (number === 0 ? [] : [plural(number, word)])
  return [...said(count('agent'), 'agent'), ...said(count('workflow'), 'workflow')].join(' and ')
}
