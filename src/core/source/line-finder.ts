import type { Place } from '#core/diagnostics'
import { createLocator } from './locate.ts'
import { splitFrontmatter } from './markdown.ts'
import { formatOf, type SourceDocument } from './parse.ts'
import { YamlOutline } from './yaml-outline.ts'
import { lineAt } from './yaml-plain/places.ts'
import { readPlainYaml } from './yaml-plain/read-plain-yaml.ts'

/**
 * Gives the line, counted from 1, of a place in one file; where nothing is, the line of what is nearest. Undefined if it would
 * take too long to say.
 */
export type FindLine = (place: Pick<Place, 'document' | 'pointer'>) => number | undefined

/** Above this the slow parser takes a second or more. */
const mostCharacters = 1_000_000

/**
 * Finds lines in a text that has been parsed without a fault, into `documents` if that is at hand. Plain YAML is read for it. Of other
 * ordinary YAML its lines are looked through; the parser that knows positions, which is slow, says the rest. All give the same.
 */
export function lineFinder(file: string, text: string, documents?: readonly SourceDocument[]): FindLine {
  const format = formatOf(file) ?? 'yaml'
  if (format === 'json') return parsedLines(file, text)
  const parts = format === 'markdown' ? splitFrontmatter(text) : undefined
  const { frontmatter: source, lineOffset } = parts ?? { frontmatter: text, lineOffset: 0 }
  const known: readonly Pick<SourceDocument, 'places'>[] | undefined = documents ?? readPlainYaml(source)
  const parsed = parsedLines(file, text)
  let outline: YamlOutline | 'none' | undefined
  return (place) => {
    const { document = 0, pointer } = place
    const own = known?.[document]?.places
    if (own !== undefined) return lineAt(own, pointer) + 1 + lineOffset
    outline ??= YamlOutline.of(source) ?? 'none'
    const line = outline === 'none' ? undefined : outline.lineOf(document, pointer)
    return line === undefined ? parsed(place) : line + lineOffset
  }
}

function parsedLines(file: string, text: string): FindLine {
  if (text.length > mostCharacters) return () => undefined
  let locator: ReturnType<typeof createLocator> | undefined
  return (place) => {
    locator ??= createLocator(file, text)
    return locator({ file, ...place }).line
  }
}
