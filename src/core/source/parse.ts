import { type Finding, isAddress, type Position } from '#core/diagnostics'
import { sourceDiagnostics } from './diagnostics.ts'
import { parseJsonFast, parseJsonFully } from './json-text.ts'
import { limits, nestingBound, type ShapeProblem, shapeProblem } from './limits.ts'
import { readLoosely } from './loose-frontmatter.ts'
import { type MarkdownParts, splitFrontmatter } from './markdown.ts'
import { type Decoded, decodeText, LineIndex } from './text.ts'
import { parseYamlFast } from './yaml-fast.ts'
import { parseYamlFully } from './yaml-full.ts'
import type { Places } from './yaml-plain/places.ts'
import { readPlainYaml } from './yaml-plain/read-plain-yaml.ts'

export type SourceFormat = 'yaml' | 'json' | 'markdown'

export interface SourceDocument {
  /** Position in a multi-document file. */
  readonly index: number
  /** JSON values only, checked against the limits; undefined if it could not be understood. */
  readonly value: unknown
  /** From some place on the text could not be understood: something may be missing, or stand where it does not belong. */
  readonly isPartial?: boolean
  /** Where what it holds stands, if that is known without looking for it; lines are those of the YAML text. */
  readonly places?: Places
  /** The text after the frontmatter of a markdown file. */
  readonly prose?: string
}

/** What tools for agents make of frontmatter that is no YAML. */
export interface LooseFrontmatter {
  readonly document: SourceDocument
  /** Warnings instead of the errors that stand in `findings` of the file; those, if it is never closed. */
  readonly findings: readonly Finding[]
  readonly isClosed: boolean
}

export interface SourceFile {
  readonly file: string
  readonly format: SourceFormat
  readonly documents: readonly SourceDocument[]
  /** Frontmatter that is no YAML, read line by line. */
  readonly loose?: LooseFrontmatter
  /** What is wrong with the text. Documents that could be understood are there all the same. */
  readonly findings: readonly Finding[]
}

const formats = new Map<string, SourceFormat>([
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
  ['.json', 'json'],
  ['.md', 'markdown'],
])

/** The format of a file by its ending, or undefined if it is none that is read. What comes from another host is no markdown. */
export function formatOf(file: string): SourceFormat | undefined {
  if (isAddress(file)) return /\.json(?:[?#]|$)/i.test(file) ? 'json' : 'yaml'
  const dot = file.lastIndexOf('.')
  return dot === -1 ? undefined : formats.get(file.slice(dot).toLowerCase())
}

const startOfFile = { line: 1, column: 1, endLine: 1, endColumn: 2 }

/** Reads the documents of a file. Never throws for its content. */
export function parseSource(file: string, bytes: Uint8Array, known?: Decoded): SourceFile {
  const format = formatOf(file) ?? 'yaml'
  const refuse = (finding: Finding): SourceFile => ({
    file,
    format,
    documents: [],
    findings: [{ position: startOfFile, ...finding }],
  })
  if (bytes.length > limits.fileBytes) {
    const megabytes = limits.fileBytes / 1024 / 1024
    return refuse(sourceDiagnostics.size({ file, pointer: '', message: `The file is larger than ${megabytes} MiB.` }))
  }
  const decoded = known ?? decodeText(bytes)
  if ('problem' in decoded) {
    const position = firstReplaced(decoded.guess)
    const message = `The file is not UTF-8 text: ${decoded.problem}.`
    return refuse(sourceDiagnostics.encoding({ file, pointer: '', position, message }))
  }
  const parsed = readers[format](file, decoded.text)
  if (parsed === 'too-deep')
    return refuse(sourceDiagnostics.size({ file, pointer: '', message: shapeMessages['too-deep'] }))
  const { documents, loose, findings } = parsed.isWithinLimits ? parsed.read : withinLimits(file, parsed.read)
  return loose === undefined ? { file, format, documents, findings } : { file, format, documents, loose, findings }
}

// Where the first character stands that could not be decoded.
function firstReplaced(guess: string): Position {
  const index = guess.indexOf('\ufffd')
  return index === -1 ? startOfFile : new LineIndex(guess).range(index, index + 1)
}

interface Parsed {
  readonly documents: readonly SourceDocument[]
  readonly loose?: LooseFrontmatter
  readonly findings: readonly Finding[]
}

/** What was read, and whether that is known to be within the limits. */
type Reading = { readonly read: Parsed; readonly isWithinLimits: boolean } | 'too-deep'

const readers: Readonly<Record<SourceFormat, (file: string, text: string) => Reading>> = {
  yaml: (file, text) => readPlainly(text) ?? unlessTooDeep('yaml', text, () => readYaml(file, text)),
  json(file, text) {
    const fast = parseJsonFast(text)
    if (fast !== undefined) {
      const { value, isWithinLimits } = fast
      return { read: { documents: [{ index: 0, value }], findings: [] }, isWithinLimits }
    }
    return unlessTooDeep('json', text, () => {
      const { value, isPartial, findings } = parseJsonFully(file, text)
      return { documents: value === undefined ? [] : [{ index: 0, value, isPartial }], findings }
    })
  },
  markdown: (file, text) => plainFrontmatter(text) ?? unlessTooDeep('markdown', text, () => readMarkdown(file, text)),
}

function readPlainly(text: string): Reading | undefined {
  const documents = readPlainYaml(text)?.map(({ value, places }, index) => ({ index, value, places }))
  if (documents === undefined) return undefined
  // There are at least two characters to a node.
  return { read: { documents, findings: [] }, isWithinLimits: text.length < 2 * limits.expandedNodes }
}

function plainFrontmatter(text: string): Reading | undefined {
  const parts = splitFrontmatter(text)
  const reading = parts?.isClosed === true ? readPlainly(parts.frontmatter) : undefined
  if (parts === undefined || reading === undefined || reading === 'too-deep') return undefined
  const documents = reading.read.documents.map((document) => ({ ...document, prose: parts.prose }))
  return { ...reading, read: { documents, findings: [] } }
}

function unlessTooDeep(format: SourceFormat, text: string, read: () => Parsed): Reading {
  if (nestingBound(text, format) > limits.nestingBeforeParsing) return 'too-deep'
  return { read: read(), isWithinLimits: false }
}

function readMarkdown(file: string, text: string): Parsed {
  const parts = splitFrontmatter(text)
  if (parts === undefined) return { documents: [], findings: [] }
  const { frontmatter, prose, lineOffset, isClosed } = parts
  if (!isClosed) {
    const position = { line: 1, column: 1, endLine: 1, endColumn: 4 }
    const message = 'The frontmatter that opens here is never closed.'
    const hint = 'Add a line of three dashes after the last field.'
    const findings = [sourceDiagnostics.syntax({ file, pointer: '', position, message, hint })]
    // What follows the first empty line is prose.
    const fields = frontmatter.slice(0, Math.min(frontmatter.search(/^[ \t]*\r?$/m), limits.faultyFrontmatter))
    return { documents: [], findings, ...looseReading({ file, frontmatter: fields, lineOffset, prose: '', isClosed }) }
  }
  const fast = parseYamlFast(frontmatter)
  if (fast !== undefined)
    return { documents: fast.slice(0, 1).map((value) => ({ index: 0, value, prose })), findings: [] }
  if (frontmatter.length > limits.faultyFrontmatter) {
    const message = `The frontmatter is not plain YAML, and longer than ${limits.faultyFrontmatter} characters.`
    const hint = 'Correct it, or move what is long below it.'
    return {
      documents: [],
      findings: [sourceDiagnostics.size({ file, pointer: '', position: startOfFile, message, hint })],
    }
  }
  const { documents, findings } = readFully(file, frontmatter, lineOffset)
  const { code } = sourceDiagnostics.syntax.definition
  const isYaml = findings.every((finding) => finding.code !== code)
  return {
    documents: documents.slice(0, 1).map((document) => ({ ...document, prose })),
    findings,
    ...(isYaml ? {} : looseReading({ file, frontmatter, lineOffset, prose, isClosed })),
  }
}

function looseReading({ file, ...parts }: MarkdownParts & { readonly file: string }): Pick<Parsed, 'loose'> {
  const { frontmatter, lineOffset, prose, isClosed } = parts
  const read = readLoosely(file, frontmatter, lineOffset)
  if (read === undefined || shapeProblem(read.value) !== undefined) return {}
  return { loose: { document: { index: 0, value: read.value, prose }, findings: read.findings, isClosed } }
}

function readYaml(file: string, text: string): Parsed {
  const fast = parseYamlFast(text)
  if (fast !== undefined) return { documents: fast.map((value, index) => ({ index, value })), findings: [] }
  return readFully(file, text, 0)
}

function readFully(file: string, text: string, lineOffset: number): Parsed {
  const { values, partial, findings, isTooDeep } = parseYamlFully(file, text, lineOffset)
  if (isTooDeep)
    findings.push(
      sourceDiagnostics.size({ file, pointer: '', position: startOfFile, message: shapeMessages['too-deep'] }),
    )
  return { documents: values.map((value, index) => ({ index, value, isPartial: partial.has(index) })), findings }
}

const shapeMessages: Readonly<Record<ShapeProblem, string>> = {
  'too-deep': `The content is nested more than ${limits.depth} levels deep.`,
  recursive: 'An alias refers to the node that contains it.',
  'too-many-nodes': `The aliases expand to more than ${limits.expandedNodes} nodes.`,
}

function withinLimits(file: string, { documents, findings, ...rest }: Parsed): Parsed {
  const problems: Finding[] = []
  const kept = documents.map((document) => {
    const problem = shapeProblem(document.value)
    if (problem === undefined) return document
    problems.push(
      sourceDiagnostics.size({ file, document: document.index, pointer: '', message: shapeMessages[problem] }),
    )
    return { ...document, value: undefined }
  })
  return { ...rest, documents: kept, findings: [...findings, ...problems] }
}
