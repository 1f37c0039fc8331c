import { RE2JS } from 're2js'

/** A compiled pattern. */
export interface LinearPattern {
  test(text: string): boolean
}

/**
 * Compiles a pattern of a JSON Schema, which is written as in ECMAScript, with Unicode. JavaScript's own engine backtracks: `(a+)+$` on
 * thirty characters takes minutes. This one is linear; what it cannot do (looking ahead, back references) is refused with an Error.
 */
export function linearPattern(pattern: string): LinearPattern {
  const written = withoutNeedlessEscapes(pattern)
  // Parses it only. The other engine has words of its own, which mean nothing here.
  new RegExp(written, 'u')
  const compiled = RE2JS.compile(RE2JS.translateRegExp(translated(written)))
  return { test: (text) => compiled.matcher(text).find() }
}

/** Why a pattern cannot be used. */
export interface PatternFault {
  readonly reason: string
  /** It is no regular expression at all. */
  readonly isSyntax: boolean
}

const mostKnown = 2_000
const faults = new Map<string, PatternFault | undefined>()

/** Why a pattern cannot be used; undefined if it can. */
export function patternFault(pattern: string): PatternFault | undefined {
  if (faults.has(pattern)) return faults.get(pattern)
  const fault = faultOf(pattern)
  if (faults.size >= mostKnown) faults.clear()
  faults.set(pattern, fault)
  return fault
}

function faultOf(pattern: string): PatternFault | undefined {
  try {
    linearPattern(pattern)
    return undefined
  } catch (error) {
    const { message } = error as Error
    // What comes before the reason is the pattern itself.
    const reason = message.replace(/^Invalid regular expression: .*\/[a-z]*: (?=[^/]*$)/s, '')
    return { reason: reason.replace(/^error parsing regexp: /, ''), isSyntax: error instanceof SyntaxError }
  }
}

const part = /\\(?:[pPu]\{[^}]*\}|c.|[\s\S])|\[\^?\]?|\]|[\s\S]/gu

// `\-` and `\_` mean the character itself to everybody but the strict.
function withoutNeedlessEscapes(pattern: string): string {
  return inClasses(pattern, (text, isInClass) => {
    const escaped = text.length === 2 && text.startsWith('\\') ? text.charAt(1) : ''
    if (escaped === '' || /[a-z0-9^$\\.*+?()[\]{}|/]/i.test(escaped)) return text
    return isInClass && escaped === '-' ? text : escaped
  })
}

/** Replaces the parts of a pattern: escapes, brackets, and single characters. */
function inClasses(pattern: string, replace: (text: string, isInClass: boolean) => string): string {
  let isInClass = false
  return pattern.replace(part, (text) => {
    const wasInClass = isInClass
    if (text.startsWith('[')) isInClass = !text.endsWith(']')
    if (text === ']') isInClass = false
    return replace(text, wasInClass)
  })
}

const space =
  '\\t\\n\\x{b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}'
const notSpace =
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}' +
  '\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}'

// What both engines write alike and take for something else.
function translated(pattern: string): string {
  return inClasses(pattern, (text, isInClass) => {
    if (text.startsWith('[') && isInClass) return `\\${text}`
    if (text === '[]') return '[^\\x{0}-\\x{10ffff}]'
    if (text === '[^]') return '[\\x{0}-\\x{10ffff}]'
    if (text === '\\s') return isInClass ? space : `[${space}]`
    if (text === '\\S') return isInClass ? notSpace : `[${notSpace}]`
    if (text === '\\b' && isInClass) return '\\x{8}'
    if (text === '.' && !isInClass) return '[^\\n\\r\\x{2028}\\x{2029}]'
    return withShortName(text)
  })
}

const categories: Readonly<Record<string, string>> = {
  ...{ Letter: 'L', Cased_Letter: 'LC', Uppercase_Letter: 'Lu', Lowercase_Letter: 'Ll', Titlecase_Letter: 'Lt' },
  ...{ Modifier_Letter: 'Lm', Other_Letter: 'Lo', Mark: 'M', Combining_Mark: 'M', Nonspacing_Mark: 'Mn' },
  ...{ Spacing_Mark: 'Mc', Enclosing_Mark: 'Me', Number: 'N', Decimal_Number: 'Nd', digit: 'Nd', Letter_Number: 'Nl' },
  ...{ Other_Number: 'No', Punctuation: 'P', punct: 'P', Connector_Punctuation: 'Pc', Dash_Punctuation: 'Pd' },
  ...{ Open_Punctuation: 'Ps', Close_Punctuation: 'Pe', Initial_Punctuation: 'Pi', Final_Punctuation: 'Pf' },
  ...{ Other_Punctuation: 'Po', Symbol: 'S', Math_Symbol: 'Sm', Currency_Symbol: 'Sc', Modifier_Symbol: 'Sk' },
  ...{ Other_Symbol: 'So', Separator: 'Z', Space_Separator: 'Zs', Line_Separator: 'Zl', Paragraph_Separator: 'Zp' },
  ...{ Other: 'C', Control: 'Cc', cntrl: 'Cc', Format: 'Cf', Surrogate: 'Cs', Private_Use: 'Co' },
}

function withShortName(text: string): string {
  const found = /^\\([pP])\{(?:(?:General_Category|gc|Script|sc)=)?(\w+)\}$/.exec(text)
  if (found === null) return text
  const [, kind = '', name = ''] = found
  return `\\${kind}{${categories[name] ?? name}}`
}
