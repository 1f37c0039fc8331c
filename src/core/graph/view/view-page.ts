import { escapeHidden } from '#core/diagnostics'
import type { ViewData } from './view-data.ts'

/** How every page begins, by which it is known as one of ours. */
export const pageHead = '<!doctype html><!-- Made by ossa. -->'

/** Where the graph goes in the page that `bin/build-view.ts` makes. */
const slot = '"OSSA_GRAPH"'

/** The page with a graph in it. */
export function viewPage(page: string, data: ViewData): string {
  const at = page.indexOf(slot)
  if (!page.startsWith(pageHead) || at === -1) throw new Error('This is not the page that a graph goes into.')
  return `${page.slice(0, at)}${embedded(data)}${page.slice(at + slot.length)}`
}

/**
 * JSON for a script element that is not executed. No `<` remains, so nothing in it can end the element or begin a comment
 * (HTML, "Restrictions for contents of script elements"); nor any character that could mislead whoever reads the source.
 */
function embedded(data: ViewData): string {
  const columns = Object.entries(data).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return escapeHidden(`{${columns.join(',\n')}}`).replace(/[<>&]/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`)
}
