import { splitFrontmatter } from './markdown.ts'

const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/
const listItem = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/

/**
 * What can be read as prose in a markdown file: everything else (frontmatter, code blocks, inline code, comments, addresses) is
 * blanked out, so that lines and columns are those of the file.
 */
export function proseOf(text: string): string {
  const prose = splitFrontmatter(text)?.prose ?? text
  const before = text.slice(0, text.length - prose.length)
  const visible = withoutInlineCode(withoutCodeBlocks(prose))
    .replace(/<!--[\s\S]*?(?:-->|$)/g, blank)
    .replace(/\b[a-z][a-z+.-]{1,20}:\/\/[^\s<>]+/gi, blank)
    .replace(/\]\([^()\n]*\)/g, blank)
  return blank(before) + visible
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

// Fenced blocks, and blocks that are indented by four after an empty line and do not belong to a list (CommonMark 0.31, 4.4 and 4.5).
function withoutCodeBlocks(text: string): string {
  let open: string | undefined
  let isAfterBlank = true
  let isInList = false
  return text.replace(/[^\r\n]*(?:\r\n|\n|\r|$)/g, (line) => {
    const [, mark] = fence.exec(line) ?? []
    if (open !== undefined) {
      if (mark?.startsWith(open) && line.trim().endsWith(mark)) open = undefined
      return blank(line)
    }
    if (mark !== undefined) {
      open = mark
      return blank(line)
    }
    if (line.trim() === '') {
      isAfterBlank = true
      return line
    }
    const isIndented = /^(?: {4}| {0,3}\t)/.test(line)
    if (isIndented && isAfterBlank && !isInList) return blank(line)
    isInList = listItem.test(line) || (isInList && (isIndented || !isAfterBlank || /^[ \t]/.test(line)))
    isAfterBlank = false
    return line
  })
}

// A run of backticks opens code if another of the same length follows in the paragraph (CommonMark 0.31, 6.1).
function withoutInlineCode(text: string): string {
  const runs = [...text.matchAll(/`+|\n[ \t]*\r?\n/g)].map(({ index, 0: mark }) => ({ index, mark }))
  const closingOf = closings(runs.map(({ mark }) => mark))
  let result = ''
  let done = 0
  for (const [at, { index }] of runs.entries()) {
    const closing = index < done ? undefined : runs[closingOf[at] ?? -1]
    if (closing === undefined) continue
    const end = closing.index + closing.mark.length
    result += text.slice(done, index) + blank(text.slice(index, end))
    done = end
  }
  return result + text.slice(done)
}

// For each run the next one of its length, unless a paragraph ends before.
function closings(marks: readonly string[]): readonly (number | undefined)[] {
  const next = new Map<number, number>()
  const found: (number | undefined)[] = []
  for (let at = marks.length - 1; at >= 0; at -= 1) {
    const mark = marks[at] ?? ''
    if (mark.startsWith('\n')) next.clear()
    else {
      found[at] = next.get(mark.length)
      next.set(mark.length, at)
    }
  }
  return found
}
