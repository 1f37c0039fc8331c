import { Lexer } from 'yaml'
import type { Position } from '#core/diagnostics'
import { splitFrontmatter } from './markdown.ts'
import { formatOf } from './parse.ts'
import { LineIndex, linesOf } from './text.ts'

export interface Comment {
  /** With the `#`. */
  readonly text: string
  readonly position: Position
  /** The next line that holds more than a comment; undefined after the last. */
  readonly nextLine: number | undefined
}

/** The comments of a YAML file, or of the frontmatter of a markdown file. JSON has none. */
export function commentsIn(file: string, text: string): Comment[] {
  const format = formatOf(file) ?? 'yaml'
  const parts = format === 'markdown' ? splitFrontmatter(text) : { frontmatter: text, lineOffset: 0 }
  if (format === 'json' || parts === undefined) return []
  const index = new LineIndex(parts.frontmatter, parts.lineOffset)
  const lines = linesOf(text)
  return commentTokens(parts.frontmatter).map(({ start, token }) => {
    const position = index.range(start, start + token.length)
    const next = lines.findIndex((line, at) => at >= position.line && !/^\s*(#|$)/.test(line))
    return { text: token, position, nextLine: next === -1 ? undefined : next + 1 }
  })
}

// Tokens that stand for something between characters, not for characters.
const marks = new Set(['\u0002', '\u0018', '\u001f'])

// A `#` begins a comment only where the lexer says so: it may as well stand in a string.
function commentTokens(text: string): { start: number; token: string }[] {
  const found: { start: number; token: string }[] = []
  let offset = 0
  let isScalar = false
  for (const token of new Lexer().lex(text)) {
    if (marks.has(token)) {
      isScalar = token === '\u001f'
      continue
    }
    if (token.startsWith('#') && !isScalar) found.push({ start: offset, token })
    offset += token.length
    isScalar = false
  }
  return found
}
