const special = /[\\^$.*+?()[\]{}|]/

/** The text that `^text$` matches alone. */
export function literalPattern(pattern: string): string | undefined {
  return /^\^[\s\S]*\$$/.test(pattern) ? plainText(pattern.slice(1, -1)) : undefined
}

/** The text that `^text` and `^text.*` ask for at the beginning, and nothing else. */
export function literalPrefix(pattern: string): string | undefined {
  return pattern.startsWith('^') ? plainText(pattern.slice(1).replace(/\.\*$/, '')) : undefined
}

// With the escapes that mean the character itself.
function plainText(source: string): string | undefined {
  const text = source.replace(/\\([\\^$.*+?()[\]{}|/-])/g, '')
  return special.test(text) ? undefined : source.replace(/\\(.)/g, '$1')
}

/** It cannot take long on a short text: no repeated group. */
export function isPatternSafe(pattern: string): boolean {
  return !/\)[*+{?]/.test(pattern)
}

const atom =
  /^(?:\\[dDwWsS]|\\[-\\^$.*+?()[\]{}|/]|\[(?:\\.|[^\]\\])+\]|[^\\^$.*+?()[\]{}|]|\.)(?:\{(\d+)(,(\d*))?\}|([*+?]))?/u

/** How long the strings are that an anchored sequence of characters matches; undefined for any other pattern. */
export function patternLengths(pattern: string): { min: number; max: number } | undefined {
  if (!pattern.startsWith('^')) return undefined
  const isClosed = pattern.endsWith('$') && !pattern.endsWith('\\$')
  let rest = isClosed ? pattern.slice(1, -1) : pattern.slice(1)
  let [min, max] = [0, 0]
  while (rest !== '') {
    const found = atom.exec(rest)
    if (found === null) return undefined
    const [all, least, comma, most, sign] = found
    min += least === undefined ? (sign === '*' || sign === '?' ? 0 : 1) : Number(least)
    if (least !== undefined)
      max += comma === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most)
    else max += sign === '*' || sign === '+' ? Number.POSITIVE_INFINITY : 1
    rest = rest.slice(all.length)
  }
  return { min, max: isClosed ? max : Number.POSITIVE_INFINITY }
}

/** A text that a sequence of characters matches, if one is found easily. */
export function textFor(pattern: string): string | undefined {
  const source = pattern.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1')
  let text = ''
  for (let rest = source; rest !== ''; ) {
    const found = atom.exec(rest)
    if (found === null) return undefined
    const [all, least, , , sign] = found
    const quantifier = /(?:\{\d+(?:,\d*)?\}|[*+?])$/.exec(all)
    const isQuantified = least !== undefined || sign !== undefined
    const single = isQuantified && quantifier !== null ? all.slice(0, quantifier.index) : all
    const count = least === undefined ? (sign === '*' || sign === '?' ? 0 : 1) : Math.min(Number(least), 1_000)
    const character = characterFor(single)
    if (character === undefined) return undefined
    text += character.repeat(count)
    rest = rest.slice(all.length)
  }
  return text
}

const probes = [...'aA0_- .:/@#xXzZ9', '\n', 'é']

function characterFor(single: string): string | undefined {
  const expression = expressionOf(`^(?:${single})$`)
  const found = probes.find((character) => expression?.test(character))
  return found ?? (single.length === 1 ? single : undefined)
}

// Needless escapes, such as `\:`, mean the character itself to everybody but the strict.
function expressionOf(source: string): RegExp | undefined {
  for (const flags of ['u', ''])
    try {
      return new RegExp(source, flags)
    } catch {}
  return undefined
}
