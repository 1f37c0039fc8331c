const content = /^(?!---|\.\.\.|%|#)[ \t]*[^\s#]/m

/**
 * The line on which the content of a file starts, if the file is one YAML or JSON document. Undefined if it takes a parser to
 * say: several documents, or an unusual start.
 */
export function startLineOf(text: string): number | undefined {
  const start = text.search(content)
  if (start === -1 || /^--- *[^\s#]/m.test(text.slice(0, start))) return undefined
  const isSingle = !/^(---|\.\.\.)(\s|$)/m.test(text.slice(start))
  return isSingle ? text.slice(0, start).split(/\r\n|\n|\r/).length : undefined
}
