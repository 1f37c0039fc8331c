import { hashText, parsePointer, toPointer } from '#core/json'
import { type Diagnostic, secretCode } from './finding.ts'
import type { CodeFrameSource } from './format-text.ts'

const longestText = 200

/**
 * A name for each diagnostic that stays the same while lines move and the rest of the file changes: it follows from the code, the
 * file, the pointer without positions in lists, the text that is pointed at, and the names in the message, but not from its
 * wording. Equal ones are counted. `diagnostics` must be sorted.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[], lines: CodeFrameSource): string[] {
  const counts = new Map<string, number>()
  const texts = new Map<string, readonly string[]>()
  const linesOf = (file: string) => {
    const known = texts.get(file) ?? lines(file) ?? []
    texts.set(file, known)
    return known
  }
  return diagnostics.map((diagnostic) => {
    const identity = identityOf(diagnostic, linesOf(diagnostic.file))
    const count = counts.get(identity) ?? 0
    counts.set(identity, count + 1)
    return hashText(`${identity}\n${count}`).slice(0, 32)
  })
}

function identityOf(diagnostic: Diagnostic, lines: readonly string[]): string {
  const { code, file, pointer, message } = diagnostic
  const path = toPointer(...parsePointer(pointer).map((segment) => (/^\d+$/.test(segment) ? '*' : segment)))
  const names = message.match(/"(?:[^"\\]|\\.)*"|`[^`]*`/g) ?? []
  // A password must not be guessed from its hash.
  const text = code === secretCode ? '' : textAt(diagnostic, lines)
  return JSON.stringify([code, file, path, text, names.map((name) => name.replace(/\[\d+\]/g, '[*]'))])
}

function textAt({ line, column, endLine = line, endColumn }: Diagnostic, lines: readonly string[]): string {
  const first = lines[line - 1] ?? ''
  const text = first.slice(
    column - 1,
    endLine === line ? (endColumn === undefined ? undefined : endColumn - 1) : undefined,
  )
  return text.replace(/\s+/g, ' ').trim().slice(0, longestText)
}
