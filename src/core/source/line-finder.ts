import type { Place } from '#core/diagnostics'
import { createLocator } from './locate.ts'
import { splitFrontmatter } from './markdown.ts'
import { formatOf } from './parse.ts'
import { YamlOutline } from './yaml-outline.ts'

/**
 * Gives the line, counted from 1, of a place in one file; where nothing is, the line of what is nearest. Undefined if it would
 * take too long to say.
 */
export type FindLine = (place: Pick<Place, 'document' | 'pointer'>) => number | undefined

/** Above this the slow parser takes a second or more. */
const mostCharacters = 1_000_000

/**
 * Finds lines in a text that has been parsed without a fault. Ordinary YAML is looked through without a parser; the parser that
 * knows positions, which is slow, says the rest. Both give the same.
 */
export function lineFinder(file: string, text: string): FindLine {
  const format = formatOf(file) ?? 'yaml'
  const parts = format === 'markdown' ? splitFrontmatter(text) : undefined
  const outline = format === 'json' ? undefined : YamlOutline.of(parts?.frontmatter ?? text)
  let slow: ReturnType<typeof createLocator> | undefined
  return (place) => {
    const line = outline?.lineOf(place.document ?? 0, place.pointer)
    if (line !== undefined) return line + (parts?.lineOffset ?? 0)
    if (text.length > mostCharacters) return undefined
    slow ??= createLocator(file, text)
    return slow({ file, ...place }).line
  }
}
