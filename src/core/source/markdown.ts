export interface MarkdownParts {
  readonly frontmatter: string
  readonly prose: string
  /** Lines before the frontmatter's first line. */
  readonly lineOffset: number
  readonly isClosed: boolean
}

/** Splits a markdown text; undefined if it does not begin with frontmatter. */
export function splitFrontmatter(text: string): MarkdownParts | undefined {
  const opening = /^---[ \t]*(\r\n|\n|\r)/.exec(text)
  if (opening === null) return undefined
  const rest = text.slice(opening[0].length)
  const closing = /^(---|\.\.\.)[ \t]*(\r\n|\n|\r|$)/m.exec(rest)
  if (closing === null) return { frontmatter: rest, prose: '', lineOffset: 1, isClosed: false }
  return {
    frontmatter: rest.slice(0, closing.index),
    prose: rest.slice(closing.index + closing[0].length),
    lineOffset: 1,
    isClosed: true,
  }
}
