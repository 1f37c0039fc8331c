import type { Finding } from '#core/diagnostics'
import { isObject, setOwn } from '#core/json'
import { sourceDiagnostics } from './diagnostics.ts'
import { LineIndex } from './text.ts'
import { parseYamlFast } from './yaml-fast.ts'
import { openYaml } from './yaml-nodes.ts'
import { yamlValue } from './yaml-value.ts'

const longestHint = 60

/** A field of frontmatter with all lines up to the next one. Offsets are of the frontmatter. */
export interface LooseField {
  readonly key: string
  readonly text: string
  readonly start: number
  /** Of what stands behind the colon, in the same line; empty if nothing does. */
  readonly valueStart: number
  readonly valueEnd: number
  readonly value: unknown
  /** It is YAML by itself. */
  readonly isStrict: boolean
}

/**
 * Frontmatter read line by line, as tools for agents do when it is no YAML: a field begins where a line begins with a word and a
 * colon, and what is no YAML in it is the text that stands there. Undefined if there is not one field.
 */
export function looseFields(frontmatter: string): readonly LooseField[] | undefined {
  const starts = [...frontmatter.matchAll(/^([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+|(?=\r?$))(.*)$/gm)]
  if (starts.length === 0) return undefined
  return starts.map((match, index) => {
    const [line, key = '', rest = ''] = match
    const text = frontmatter.slice(match.index, starts[index + 1]?.index ?? frontmatter.length)
    const valueStart = match.index + line.length - rest.length
    const place = { key, text, start: match.index, valueStart, valueEnd: valueStart + rest.trimEnd().length }
    const strict = strictValue(key, text)
    return strict === undefined
      ? { ...place, value: writtenValue(rest, text.slice(line.length)), isStrict: false }
      : { ...place, value: strict.value, isStrict: true }
  })
}

/** The fields as a value, and a warning for each that is no YAML. */
export function readLoosely(
  file: string,
  frontmatter: string,
  lineOffset: number,
): { value: unknown; findings: readonly Finding[] } | undefined {
  const fields = looseFields(frontmatter)
  if (fields === undefined) return undefined
  const lines = new LineIndex(frontmatter, lineOffset)
  const value = {}
  for (const field of fields) setOwn(value, field.key, field.value)
  const findings = fields.filter(({ isStrict }) => !isStrict).map((field) => notYaml(field, { file, lines }))
  return { value, findings }
}

function strictValue(key: string, text: string): { value: unknown } | undefined {
  const [value, ...more] = parseYamlFast(text) ?? fullValues(text)
  const isOne = more.length === 0 && isObject(value) && Object.hasOwn(value, key) && Object.keys(value).length === 1
  return isOne ? { value: value[key] } : undefined
}

function fullValues(text: string): unknown[] {
  const { documents } = openYaml(text)
  const isFaulty = documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)
  return isFaulty ? [] : documents.map(({ contents }) => yamlValue(contents, () => {}))
}

// A list where each line is an item, else one text.
function writtenValue(first: string, others: string): string | string[] {
  const lines = others.split(/\r\n|\n|\r/).map((line) => line.trim())
  const written = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (first.trim() === '' && written.length > 0 && written.every((line) => /^-(?:\s|$)/.test(line)))
    return written.map((line) => unquoted(line.slice(1).trim()))
  return unquoted([first.trim(), ...lines.filter((line) => line !== '')].join(' '))
}

function unquoted(text: string): string {
  return /^(["'])(?:(?!\1).)*\1$/s.test(text) ? text.slice(1, -1) : text
}

function notYaml(field: LooseField, { file, lines }: { file: string; lines: LineIndex }): Finding {
  const { key, text, start, valueStart, valueEnd } = field
  const place = { file, pointer: `/${key}`, position: lines.range(valueStart, Math.max(valueEnd, valueStart + 1)) }
  const written = text.slice(valueStart - start, valueEnd - start)
  if (written === '')
    return sourceDiagnostics.strictFrontmatter({
      ...place,
      position: lines.range(start, start + key.length),
      message: `What belongs to "${key}" is no valid YAML: ${reasonOf(text)}`,
      hint: 'Indent with spaces, and quote what is not plain text.',
    })
  const isOneLine = text.slice(valueEnd - start).trim() === ''
  const shown = written.length > longestHint ? `${written.slice(0, longestHint)}…` : written
  const message = /: |:$/.test(written)
    ? `The text of "${key}" has a colon in it, which YAML does not allow without quotes.`
    : `The text of "${key}" is no valid YAML without quotes: ${reasonOf(text)}`
  const hint = isOneLine
    ? `Put it in single quotes: ${key}: ${quoted(shown)}`
    : `Write \`${key}: >-\`, and indent the text below it.`
  return sourceDiagnostics.strictFrontmatter({
    ...place,
    message,
    hint,
    ...(isOneLine ? { fix: { quote: true } } : {}),
  })
}

function reasonOf(text: string): string {
  const [error] = openYaml(text).documents.flatMap(({ errors }) => errors)
  const reason = error?.message.trim().replace(/\s+/g, ' ') ?? 'it means several things.'
  return /[.!?]$/.test(reason) ? reason : `${reason}.`
}

/** A text in the quotes of YAML in which nothing has a meaning. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
