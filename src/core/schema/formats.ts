import type { Format } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { isHostname, isInternationalHostname } from './hostnames.ts'

/** Formats that are checked to the letter of their standards, where the library that has the others is not. */
export const strictFormats: Readonly<Record<string, (text: string) => boolean>> = {
  time: isTime,
  'date-time': isDateTime,
  duration: isDuration,
  uuid: (text) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text),
  regex: isPattern,
  uri: (text) => isReference(text, { isAbsolute: true, others: '' }),
  'uri-reference': (text) => isReference(text, { isAbsolute: false, others: '' }),
  iri: (text) => isReference(text, { isAbsolute: true, others: international }),
  'iri-reference': (text) => isReference(text, { isAbsolute: false, others: international }),
  'uri-template': isUriTemplate,
  hostname: isHostname,
  'idn-hostname': isInternationalHostname,
  email: (text) => isEmail(text, { others: '', isHost: isHostname }),
  'idn-email': (text) =>
    isEmail(text, { others: '\\u{80}-\\u{10ffff}', isHost: (host) => isInternationalHostname(host.normalize('NFC')) }),
}

/** Every format whose values are checked. The others say something to readers only. */
export const checkedFormats: ReadonlySet<string> = new Set([...Object.keys(fullFormats), ...Object.keys(strictFormats)])

// What ECMAScript takes for a pattern, whether or not it can be run in linear time.
function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== undefined
  } catch {
    return false
  }
}

// RFC 3339. A leap second is the last of a day in UTC.
function isTime(text: string): boolean {
  const parts = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i.exec(text)
  if (parts === null) return false
  const [hour, minute, second, offsetHour, offsetMinute] = [1, 2, 3, 5, 6].map((index) =>
    Number(parts[index] ?? 0),
  ) as [...[number, number, number, number, number]]
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false
  const offset = (offsetHour * 60 + offsetMinute) * (parts[4] === '-' ? -1 : 1)
  return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439
}

function isDateTime(text: string): boolean {
  return /^.{10}t/is.test(text) && does(fullFormats.date, text.slice(0, 10)) && isTime(text.slice(11))
}

// RFC 3339, appendix A: between two units, none is left out.
function isDuration(text: string): boolean {
  const time = '(?:T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S))'
  const date = '(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)'
  return new RegExp(`^P(?:${date}${time}?|${time}|\\d+W)$`).test(text)
}

// What RFC 3987 allows beyond ASCII; noncharacters and private use are left out.
const international =
  '\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}\\u{10000}-\\u{1fffd}\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}' +
  '\\u{40000}-\\u{4fffd}\\u{50000}-\\u{5fffd}\\u{60000}-\\u{6fffd}\\u{70000}-\\u{7fffd}\\u{80000}-\\u{8fffd}\\u{90000}-\\u{9fffd}' +
  '\\u{a0000}-\\u{afffd}\\u{b0000}-\\u{bfffd}\\u{c0000}-\\u{cfffd}\\u{d0000}-\\u{dfffd}\\u{e1000}-\\u{efffd}'
const plain = "a-z0-9\\-._~!$&'()*+,;="

// RFC 3986, and with other characters RFC 3987.
function isReference(text: string, { isAbsolute, others }: { isAbsolute: boolean; others: string }): boolean {
  const parts = /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text)
  if (parts === null) return false
  const [, scheme, authority, path = '', query = '', fragment = ''] = parts
  if (scheme === undefined ? isAbsolute : !/^[a-z][a-z0-9+.-]*$/i.test(scheme)) return false
  const consistsOf = (characters: string, part: string) =>
    new RegExp(`^(?:[${plain}${others}${characters}]|%[0-9a-f]{2})*$`, 'iu').test(part)
  const privateUse = others === '' ? '' : '\\u{e000}-\\u{f8ff}\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}'
  return (
    (authority === undefined || isAuthority(authority, consistsOf)) &&
    consistsOf(':@/', path) &&
    consistsOf(`:@/?${privateUse}`, query) &&
    consistsOf(':@/?', fragment)
  )
}

function isAuthority(text: string, consistsOf: (characters: string, part: string) => boolean): boolean {
  const parts = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:@[\]]*)(?::\d*)?$/.exec(text)
  if (parts === null) return false
  const [, user = '', host = ''] = parts
  if (!consistsOf(':', user)) return false
  if (!host.startsWith('[')) return consistsOf('', host)
  const literal = host.slice(1, -1)
  return does(fullFormats.ipv6, literal) || new RegExp(`^v[0-9a-f]+\\.[${plain}:]+$`, 'i').test(literal)
}

// RFC 6570.
function isUriTemplate(text: string): boolean {
  const character = '(?:[a-z0-9_]|%[0-9a-f]{2})'
  const variable = `${character}+(?:\\.${character}+)*(?::[1-9]\\d{0,3}|\\*)?`
  const literal = `[!#$&'()*+,\\-./0-9:;=?@A-Z[\\]_a-z~\\u{e000}-\\u{f8ff}${international}]|%[0-9a-f]{2}`
  return new RegExp(`^(?:${literal}|\\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\\})*$`, 'iu').test(text)
}

// RFC 5321, and with other characters RFC 6531.
function isEmail(text: string, { others, isHost }: { others: string; isHost: (text: string) => boolean }): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (at === -1 || Buffer.byteLength(local) > 64) return false
  const atom = `[a-z0-9!#$%&'*+/=?^_\`{|}~\\-${others}]+`
  const quoted = `"(?:[ !#-\\[\\]-~${others}]|\\\\[ -~])*"`
  if (!new RegExp(`^(?:${atom}(?:\\.${atom})*|${quoted})$`, 'iu').test(local)) return false
  const literal = /^\[(IPv6:)?(.*)\]$/i.exec(domain)
  if (literal === null) return isHost(domain)
  return does(literal[1] === undefined ? fullFormats.ipv4 : fullFormats.ipv6, literal[2] ?? '')
}

function does(format: Format | undefined, text: string): boolean {
  if (format instanceof RegExp) return format.test(text)
  return (
    typeof format === 'object' &&
    typeof format.validate === 'function' &&
    (format.validate as (text: string) => unknown)(text) === true
  )
}
