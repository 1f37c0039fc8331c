import type { DocumentChange } from '#core/contract'
import { describeCounts, escapeControls, formatDiagnostics, type Style } from '#core/diagnostics'
import type { ChangeFormat, ChangeReport } from './report.ts'
import { type Section, sectionsOf } from './sections.ts'
import {
  countChanges,
  countDocuments,
  countReached,
  describeAgainst,
  describePath,
  describePlaces,
  describeWitness,
  nameOf,
  versionsOf,
} from './words.ts'

const mostPlaces = 4
const mostReached = 4
const mostSafe = 20

export const text: ChangeFormat = {
  name: 'text',
  summary: 'for people: by document, the worst first, with whom it reaches',
  format: (report) => [...describeSections(report), ...describeEnd(report)].join('\n'),
}

type Appearance = Pick<ChangeReport, 'style' | 'displayPath'>

/** The sections of a comparison, a line or more each. */
export function describeSections(report: ChangeReport): string[] {
  return sectionsOf(report.output).map((section) => `${describeSection(section, report).join('\n')}\n`)
}

function describeEnd(report: ChangeReport): string[] {
  const { output } = report
  const { diagnostics, summary } = output
  const against = escapeControls(describeAgainst(output), { oneLine: true })
  const isNothing = output.documents.length === 0 && diagnostics.length === 0
  if (isNothing) return [`Nothing has changed since ${against}.`]
  const counts = [countDocuments(summary), countChanges(summary)].filter((part) => part !== '').join('; ')
  const problems = diagnostics.length === 0 ? '' : ` ${describeCounts(diagnostics)}.`
  const verdict =
    output.ok || diagnostics.some(({ severity }) => severity === 'error') ? '' : ' That is more than --fail-on allows.'
  return [
    ...(diagnostics.length === 0 ? [] : [formatDiagnostics(diagnostics, report)]),
    `Compared with ${against}: ${counts}.${problems}${verdict}`,
  ]
}

/** One section, in lines. */
export function describeSection(section: Section, appearance: Appearance): string[] {
  const { changes } = section
  const telling = changes.filter(({ level }) => level !== 'safe')
  const safe = changes.filter(({ level }) => level === 'safe')
  const rest = safe.length - mostSafe
  return [
    headingOf(section, appearance),
    ...telling.flatMap((change) => describeChange(change, appearance)),
    ...safe.slice(0, mostSafe).map((change) => `  ${titleOf(change, appearance.style)}`),
    ...(rest > 0 ? [`  and ${rest} more safe changes; see them all with --json`] : []),
  ]
}

function headingOf({ document, documents, file }: Section, { style, displayPath }: Appearance): string {
  const shown = oneLine(displayPath(file))
  if (document === undefined) return `${style.strong(shown)}, in ${documents.map(nameOf).map(oneLine).join(', ')}`
  const { kind, name, status, previousFile, needs, isEnough } = document
  const title = kind === 'openapi' ? oneLine(name) : `${kind} ${oneLine(name)}`
  const moved = previousFile === undefined || status === 'removed' ? '' : ` (was ${oneLine(displayPath(previousFile))})`
  const asked = needs === undefined ? '' : ` needs ${needs}${isEnough === false ? '' : ' or more'}`
  const verdict = isEnough === false ? style.error(asked || ' is too low') : style.faint(asked)
  const standing = status === 'changed' ? '' : `, ${status}`
  return `${style.strong(shown)}${moved} ${title} ${oneLine(versionsOf(document))}${standing}${verdict && `,${verdict}`}`
}

const paints = { breaking: 'error', risky: 'warning', safe: 'faint' } as const satisfies Record<string, keyof Style>

function titleOf(change: DocumentChange, style: Style): string {
  const where = describePlaces(change, mostPlaces)
  return `${style[paints[change.level]](change.level)} ${oneLine(where === '' ? '' : `${where}: `)}${oneLine(change.message)}`
}

function describeChange(change: DocumentChange, { style, displayPath }: Appearance): string[] {
  const { code, places, reason, reaches } = change
  const [place] = places
  const at = (where: { file: string; line: number; column: number }) =>
    oneLine(`${displayPath(where.file)}:${where.line}:${where.column}`)
  const witness = describeWitness(change)
  return [
    `  ${titleOf(change, style)}`,
    ...(place === undefined
      ? []
      : [`    ${at(place)} ${style.faint(code)}`, `    ${style.faint(`was: ${at(place.previous)}`)}`]),
    ...(witness === undefined ? [] : [`    example: ${oneLine(witness)}`]),
    ...(reason === undefined ? [] : [`    because: ${oneLine(reason)}`]),
    ...describeReach(reaches, style),
  ]
}

function describeReach(reaches: DocumentChange['reaches'], style: Style): string[] {
  if (reaches.length === 0) return []
  const shown = reaches.slice(0, mostReached).map((user) => `      ${oneLine(describePath(user))}`)
  const rest = reaches.length - mostReached
  return [
    `    ${style.info('reaches')} ${countReached(reaches)}:`,
    ...shown,
    ...(rest > 0 ? [`      and ${rest} more`] : []),
  ]
}

function oneLine(said: string): string {
  return escapeControls(said, { oneLine: true })
}
