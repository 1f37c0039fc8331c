import { type Document, type ErrorCode, isNode, isScalar } from 'yaml'
import type { Finding, Place, Position } from '#core/diagnostics'
import { sourceDiagnostics } from './diagnostics.ts'
import { LineIndex } from './text.ts'
import { unprintable } from './yaml-fast.ts'
import { keyText, openYaml, walkYaml } from './yaml-nodes.ts'
import { isMerge, yamlValue } from './yaml-value.ts'

interface FullYaml {
  readonly values: unknown[]
  /** Indexes of documents that could not be understood from some place on. */
  readonly partial: ReadonlySet<number>
  readonly findings: Finding[]
  readonly isTooDeep: boolean
}

// Errors that concern one scalar or node; the structure around it is as it seems.
const local: readonly ErrorCode[] = [
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_DIRECTIVE',
  'BAD_DQ_ESCAPE',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]

const hints: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'Close the bracket, or indent what is inside further than the line that opens it.',
  BLOCK_AS_IMPLICIT_KEY: 'Check the indentation, and quote a text that has ": " in it.',
  MULTILINE_IMPLICIT_KEY: 'Check the indentation, and that the key ends with a colon.',
  TAB_AS_INDENT: 'Indent with spaces.',
}

/** Reads all documents, as far as they can be understood, and says everything that is wrong with the text. */
export function parseYamlFully(file: string, text: string, lineOffset = 0): FullYaml {
  const lines = new LineIndex(text, lineOffset)
  const findings = textFindings(file, text, lines)
  const positionOf = (node: unknown) =>
    isNode(node) && node.range ? lines.range(node.range[0], node.range[1]) : lines.range(0, 1)
  const partial = new Set<number>()
  const { documents, isTooDeep = false } = openYaml(text)
  const values = documents.map((document, index) => {
    const place = { file, document: index, pointer: '' }
    const { problems, isPartial } = problemsOf(document)
    if (isPartial) partial.add(index)
    for (const { code, pos, message } of problems) {
      const hint = hints[code]
      const words = { message: sentence(message), ...(hint === undefined ? {} : { hint }) }
      findings.push(sourceDiagnostics.syntax({ ...place, position: lines.range(...pos), ...words }))
    }
    findings.push(...nodeFindings(document.contents, place, positionOf))
    return yamlValue(document.contents, (node, { what, message }) => {
      const report = what === 'size' ? sourceDiagnostics.size : sourceDiagnostics.syntax
      findings.push(report({ ...place, position: positionOf(node), message }))
    })
  })
  return { values, partial, findings, isTooDeep }
}

// Where the structure has been misunderstood once, what follows is guesswork.
function problemsOf({ errors, warnings }: Document.Parsed) {
  const [first] = errors.filter(({ code }) => !local.includes(code)).sort((a, b) => a.pos[0] - b.pos[0])
  const others = [...errors, ...warnings].filter(({ code }) => local.includes(code))
  return { problems: first === undefined ? others : [first, ...others], isPartial: first !== undefined }
}

function textFindings(file: string, text: string, lines: LineIndex): Finding[] {
  const findings: Finding[] = []
  const report = (match: RegExpExecArray | null, message: string, hint: string) => {
    if (match === null) return
    const position = lines.range(match.index, match.index + match[0].length)
    findings.push(sourceDiagnostics.ambiguous({ file, pointer: '', position, message, hint }))
  }
  report(
    /^%YAML +(?!1\.2)\S+/m.exec(text),
    'The file asks for another version of YAML than 1.2.',
    'Remove the %YAML line.',
  )
  report(
    unprintable.exec(text),
    'The file has a control character, which YAML does not allow.',
    'Remove it, or write it as an escape in double quotes, such as "\\0".',
  )
  report(
    /\r(?!\n)/.exec(text),
    'The file has carriage returns that end a line alone.',
    'Use \\n or \\r\\n as line ending.',
  )
  return findings
}

function nodeFindings(contents: unknown, place: Place, positionOf: (node: unknown) => Position): Finding[] {
  const findings: Finding[] = []
  const check = (node: unknown, pointer: string) => {
    if (isScalar(node) && typeof node.value === 'number')
      findings.push(...numberFindings({ ...place, pointer }, node.value, node.source ?? ''))
  }
  check(contents, '')
  walkYaml(contents, '', ({ node, pointer, pair, earlier }) => {
    if (pair !== undefined && earlier !== undefined && isScalar(pair.key) && !isMerge(pair))
      findings.push(duplicate({ ...place, pointer }, keyText(pair), [positionOf(earlier.key), positionOf(pair.key)]))
    if (pair !== undefined && (!isScalar(pair.key) || pair.key.value === null))
      findings.push(complexKey({ ...place, pointer, position: positionOf(pair.key ?? node) }, keyText(pair)))
    check(node, pointer)
  })
  return findings
}

/** The finding for the second of two equal keys; positions are those of the two keys. */
export function duplicate(place: Place, key: string, [first, second]: readonly [Position, Position]): Finding {
  return sourceDiagnostics.uniqueKey({
    ...place,
    target: 'key',
    position: second,
    message: `The key ${JSON.stringify(key)} stands here again; the last one counts.`,
    related: [{ ...place, position: first, message: 'First here.' }],
  })
}

function complexKey(place: Place, key: string): Finding {
  return sourceDiagnostics.ambiguous({
    ...place,
    message: `The key ${key} is not text.`,
    hint: 'Quote the key; a template such as {{name}} must be quoted as a whole.',
  })
}

/** What is wrong with a number, as it is written in the source. */
export function numberFindings(place: Place, value: number, source: string): Finding[] {
  if (!Number.isFinite(value))
    return [sourceDiagnostics.finite({ ...place, message: `The number ${source} is not a finite JSON number.` })]
  // One that is printed as it was written is what other tools made of it, too.
  if (/[.eE]/.test(source) || Number.isSafeInteger(value) || String(value) === source) return []
  return [sourceDiagnostics.exact({ ...place, message: `The integer ${source} is too large to be kept exactly.` })]
}

function sentence(message: string): string {
  const text = message.trim().replace(/\s+/g, ' ')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
