/** How characters are written that would mean something where a text stands. */
export type Encode = (text: string) => string

/** In URLs: everything but letters, digits and a few marks (RFC 3986). */
export const percentEncode: Encode = (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))

/** In forms: as the URL standard says. */
export const formEncode: Encode = (text) => new URLSearchParams([['', text]]).toString().slice(1)

/** Where nothing has a meaning. */
export const asItIs: Encode = (text) => text

/**
 * With `allowReserved`: reserved characters stay, and what is encoded already (RFC 6570, 3.2.3), but for those that would end the
 * value, or make another of it.
 */
export const keepReserved: Encode = (text) =>
  text
    .split(/(%[\dA-Fa-f]{2}|[:/?@!$'()*,;])/)
    .map((part, index) => (index % 2 === 1 ? part : percentEncode(part)))
    .join('')

/** The text of a value that is no list. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
