import { visible } from './visible.ts'

// Letters first, and no underscore at the edge of a word, no address and no icon: nothing that Mermaid would take for more than text.
const ordinary = /^(?!.*(?:\b_|_\b|www\.|:\/\/|\bfa\w*:))[A-Za-z][\w .:/@-]*$/

/**
 * A text between quotes in a diagram of Mermaid, which looks for directives (`%%{`), entities (`#…;`), Markdown and icons before it
 * looks for quotes, and refuses an empty one.
 */
export function mermaidLabel(text: string): string {
  const shown = visible(text)
  if (ordinary.test(shown)) return shown
  if (shown === '') return '#32;'
  return shown.replace(/[^\p{L}\p{N} ]|^ /gu, (character) => `#${character.codePointAt(0)};`)
}
