import { escapeControls } from '#core/diagnostics'

const ordinary = /^[\w .:/@#-]*$/
// Noncharacters and lone surrogates, which XML and RDF have no way to write; controls become visible before.
const impossible = /[\p{Cs}\ufffe\uffff]/gu

/** Text for formats that cannot hold every character: on one line, with those that are not to be seen as `\u{…}`. */
export function visible(text: string): string {
  if (ordinary.test(text)) return text
  return escapeControls(text, { oneLine: true }).replace(
    impossible,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  )
}
