import type { ChangedDocument, DocumentChange, SpecDiffOutput } from '#core/contract'
import { escapeControls } from '#core/diagnostics'
import type { ChangeFormat } from './report.ts'
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

const mostPlaces = 3
const mostRows = 50
const mostListed = 200

/** A comment for a merge request: what matters in tables, the rest folded. */
export const markdown: ChangeFormat = {
  name: 'markdown',
  summary: 'a comment for a merge request',
  format({ output }) {
    const { documents, changes, summary } = output
    const telling = changes.filter(({ level }) => level !== 'safe')
    const safe = changes.filter(({ level }) => level === 'safe')
    const counts = [countDocuments(summary), countChanges(summary)].filter((part) => part !== '').join('; ')
    const parts = [
      `### Changes since ${code(describeAgainst(output))}`,
      documents.length === 0 ? 'Nothing has changed.' : `${counts}.`,
      ...errorList(output),
      ...(documents.length === 0 ? [] : [documentTable(documents, changes)]),
      ...(telling.length === 0 ? [] : [changeTable(telling)]),
      ...reachDetails(telling),
      ...folded(
        `${safe.length} safe`,
        safe.map((change) => `- ${placeOf(change)}${plain(change.message)}`),
      ),
    ]
    return parts.join('\n\n')
  },
}

function errorList({ diagnostics }: SpecDiffOutput): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const lines = errors.map(({ file, line, message, hint = '' }) => {
    return `- **${plain(message)}** ${plain(hint)} ${code(`${file}:${line}`)}`
  })
  return lines.length === 0 ? [] : [lines.join('\n')]
}

function documentTable(documents: readonly ChangedDocument[], changes: SpecDiffOutput['changes']): string {
  const count = (id: string, level: string) =>
    changes.filter((change) => change.level === level && change.documents.includes(id)).length
  const rows = documents.map((document) => {
    const { id, status, needs = '', isEnough } = document
    const version = `${plain(versionsOf(document))}${isEnough === false ? ' **too low**' : ''}`
    const counts = ['breaking', 'risky', 'safe'].map((level) => count(id, level))
    return [code(nameOf(document)), status, version, plain(needs), ...counts]
  })
  return table(['document', '', 'version', 'needs', 'breaking', 'risky', 'safe'], rows)
}

function changeTable(changes: readonly DocumentChange[]): string {
  const rows = changes.slice(0, mostRows).map((change) => {
    const witness = describeWitness(change)
    const more = [
      ...(witness === undefined ? [] : [code(witness)]),
      ...(change.reason === undefined ? [] : [`because ${plain(change.reason)}`]),
    ]
    const said = [plain(change.message), ...more].join('<br>')
    const level = change.level === 'breaking' ? '**breaking**' : change.level
    return [level, plain(describePlaces(change, mostPlaces)), said, countReached(change.reaches)]
  })
  const rest = changes.length - mostRows
  const whole = table(['', 'where', 'what', 'reaches'], rows)
  return rest > 0 ? `${whole}\n\nand ${rest} more` : whole
}

function reachDetails(changes: readonly DocumentChange[]): string[] {
  const lines = changes.flatMap((change) =>
    change.reaches.map((user) => `- ${code(`${user.kind} ${user.id}`)}: ${plain(describePath(user))}`),
  )
  return folded('Whom they reach, and how', [...new Set(lines)])
}

function folded(summary: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const rest = lines.length - mostListed
  const shown = [...lines.slice(0, mostListed), ...(rest > 0 ? [`- and ${rest} more`] : [])]
  return [`<details><summary>${summary}</summary>\n\n${shown.join('\n')}\n\n</details>`]
}

function placeOf(change: DocumentChange): string {
  const where = describePlaces(change, mostPlaces)
  return where === '' ? '' : `${plain(where)}: `
}

function table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')
}

// Names come from anywhere: nothing of them may become a link, a mention, an image or another cell.
function plain(text: string): string {
  return escapeControls(text, { oneLine: true }).replace(
    /[\\*_[\]<>|#~!@&]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )
}

function code(text: string): string {
  const safe = escapeControls(text, { oneLine: true }).replaceAll('|', '\\|')
  const ticks = '`'.repeat(Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const space = ticks.length > 1 ? ' ' : ''
  return `${ticks}${space}${safe}${space}${ticks}`
}
