import type { Diagnostic, Finding, Position } from '#core/diagnostics'
import { type Comment, commentsIn, formatOf } from '#core/source'
import { definitionOf } from './definitions.ts'
import { compilerDiagnostics } from './diagnostics.ts'
import { codeProblem } from './settings.ts'

const directive = 'ossa-disable-next-line'
/** What every directive begins with, misspelt or not. */
const mark = 'ossa-disable'

/** A comment that suppresses findings on the line after it. Plain data. */
export interface Suppression {
  readonly file: string
  readonly comment: Comment
  readonly codes: readonly string[]
  readonly reason: string
}

export interface Suppressed {
  readonly kept: readonly Diagnostic[]
  /** What is wrong with the suppressions themselves. */
  readonly findings: readonly Finding[]
}

/** Leaves out what is suppressed. */
export function applySuppressions(diagnostics: readonly Diagnostic[], found: readonly Suppression[]): Suppressed {
  if (found.length === 0) return { kept: diagnostics, findings: [] }
  const used = new Set<string>()
  const kept = diagnostics.filter((diagnostic) => {
    const by = definitionOf(diagnostic.code)?.isEssential
      ? []
      : found.filter((suppression) => suppresses(suppression, diagnostic))
    for (const suppression of by) used.add(nameOf(suppression, diagnostic.code))
    return by.length === 0
  })
  // What could not be read in full was not checked in full either.
  const faulty = new Set(diagnostics.filter(({ code }) => definitionOf(code)?.isEssential).map(({ file }) => file))
  return { kept, findings: found.flatMap((each) => problemsOf(each, { used, isFaulty: faulty.has(each.file) })) }
}

/** The suppressions in the comments of a file. */
export function suppressionsIn(file: string, text: string | undefined): Suppression[] {
  // JSON has no comments, and may be long.
  if (formatOf(file) === 'json' || !text?.includes(mark)) return []
  return commentsIn(file, text).flatMap((comment) => {
    const said = comment.text.replace(/^#+\s*/, '').trim()
    if (!said.startsWith(mark)) return []
    const [name = '', ...words] = said.split(/\s+/)
    const dashes = words.indexOf('--')
    const named = dashes === -1 ? words : words.slice(0, dashes)
    const reason = dashes === -1 ? '' : words.slice(dashes + 1).join(' ')
    const codes = name === directive ? named.join(' ').split(/[\s,]+/) : [name]
    return [{ file, comment, codes: codes.filter((code) => code !== ''), reason }]
  })
}

function suppresses({ file, comment, codes }: Suppression, diagnostic: Diagnostic): boolean {
  return file === diagnostic.file && comment.nextLine === diagnostic.line && codes.includes(diagnostic.code)
}

function nameOf({ file, comment }: Suppression, code: string): string {
  return JSON.stringify([file, comment.position.line, code])
}

function problemsOf(
  suppression: Suppression,
  { used, isFaulty }: { used: ReadonlySet<string>; isFaulty: boolean },
): Finding[] {
  const { file, comment, codes, reason } = suppression
  const place = { file, pointer: '', position: comment.position }
  const [first = ''] = codes
  if (first.startsWith(mark)) {
    const message = `There is no directive \`${first}\`.`
    return [compilerDiagnostics.suppressionCode({ ...place, message, hint: `Write \`${directive}\`.` })]
  }
  if (first === '')
    return [compilerDiagnostics.suppressionCode({ ...place, message: 'The suppression names no code.' })]
  const isUseless = (code: string) => !isFaulty && !used.has(nameOf(suppression, code)) && codeFault(code) === undefined
  const remove = codes.every(isUseless) ? 'comment' : 'word'
  const findings = codes.flatMap((code) => {
    const at = { ...place, position: positionOf(code, comment) }
    const fault = codeFault(code)
    if (fault !== undefined) return [compilerDiagnostics.suppressionCode({ ...at, ...fault })]
    if (!isUseless(code)) return []
    const message = `There is no ${code} on the next line.`
    return [compilerDiagnostics.suppressionUse({ ...at, message, fix: { remove } })]
  })
  if (reason === '')
    findings.push(compilerDiagnostics.suppressionReason({ ...place, message: 'The suppression gives no reason.' }))
  return findings
}

function codeFault(code: string): { message: string; hint?: string } | undefined {
  return code.endsWith('/*') ? { message: `${code} is a group; suppress codes.` } : codeProblem(code)
}

// A comment is of one line.
function positionOf(code: string, { text, position }: Comment): Position {
  const start = position.column + text.indexOf(code)
  return { ...position, column: start, endColumn: start + code.length }
}
