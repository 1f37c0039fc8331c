import { domainToASCII, domainToUnicode } from 'node:url'

/** A host name by RFC 1123, in which labels that stand for other scripts are right by RFC 5891. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isAsciiLabel)
}

/** A host name in any script. */
export function isInternationalHostname(text: string): boolean {
  const labels = text.split(/[.\u3002\uff0e\uff61]/)
  if (!labels.every((label) => (isAscii(label) ? isAsciiLabel(label) : isUnicodeLabel(label)))) return false
  const ascii = labels.map((label) => domainToASCII(label) || label)
  return ascii.join('.').length <= 253 && keepsDirection(labels.map((label) => domainToUnicode(label) || label))
}

function isAscii(text: string): boolean {
  return [...text].every((character) => character < '\u0080')
}

function isAsciiLabel(label: string): boolean {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) return false
  if (!/^xn--/i.test(label)) return true
  const unicode = domainToUnicode(label)
  return !isAscii(unicode) && domainToASCII(unicode) === label.toLowerCase() && isUnicodeLabel(unicode)
}

// RFC 5892: letters, digits and marks; what is allowed and forbidden by name. Node knows what is mapped to something else.
const letters =
  /^(?:[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb-]|\u200c|\u200d)+$/u
const forbidden = /[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/

function isUnicodeLabel(label: string): boolean {
  const ascii = domainToASCII(label)
  return (
    ascii !== '' &&
    ascii.length <= 63 &&
    domainToUnicode(ascii) === label &&
    letters.test(label) &&
    !forbidden.test(label) &&
    !/^-|-$|^..--|^\p{M}/u.test(label) &&
    fitsContext(label) &&
    keepsDirection([label])
  )
}

// RFC 5892, appendix A: characters that are allowed beside certain others.
function fitsContext(label: string): boolean {
  const isLeft = (mark: string, rule: RegExp) =>
    label
      .split(mark)
      .slice(0, -1)
      .every((part) => rule.test(part))
  const isRight = (mark: string, rule: RegExp) =>
    label
      .split(mark)
      .slice(1)
      .every((part) => rule.test(part))
  return (
    isLeft('\u00b7', /l$/) &&
    isRight('\u00b7', /^l/) &&
    isRight('\u0375', /^\p{Script=Greek}/u) &&
    isLeft('\u05f3', /\p{Script=Hebrew}$/u) &&
    isLeft('\u05f4', /\p{Script=Hebrew}$/u) &&
    (!label.includes('\u30fb') ||
      /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(label.replaceAll('\u30fb', ''))) &&
    !(/[\u0660-\u0669]/.test(label) && /[\u06f0-\u06f9]/.test(label)) &&
    // Joiners follow a virama, or join letters that are written joined.
    isLeft('\u200d', virama) &&
    label
      .split('\u200c')
      .slice(0, -1)
      .every(
        (part, index) =>
          virama.test(part) || (joining.test(part) && joining.test(label.split('\u200c')[index + 1] ?? '')),
      )
  )
}

const virama =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed]$/
const joining = /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{M}]+$/u

const arabicDigit = /[\u0660-\u0669]/
const otherDigit = /[0-9\u06f0-\u06f9]/

function isRightToLeft(text: string): boolean {
  const scripts = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
  return scripts.test(text.replace(/[\u06f0-\u06f9]/g, '')) || arabicDigit.test(text)
}

// RFC 5893: where one label is written from right to left, none mixes directions.
function keepsDirection(labels: readonly string[]): boolean {
  if (!labels.some(isRightToLeft)) return true
  return labels.every((label) => {
    if (/^[\p{Nd}\p{M}-]/u.test(label)) return false
    if (!isRightToLeft(label.charAt(0))) return !isRightToLeft(label)
    const isMixed = otherDigit.test(label) && arabicDigit.test(label)
    return !isMixed && !/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(label)
  })
}
