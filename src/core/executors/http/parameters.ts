import type { RequestParameter } from '#core/openapi'
import { asItIs, asText, type Encode, keepReserved, percentEncode } from './encode.ts'
import { pairsOf, type Styled, textOf } from './styles.ts'
import { UnusableInput } from './unusable-input.ts'

type Fields = Readonly<Record<string, unknown>>

/** The path with the values of its parameters. Each stays where it stands, whatever it contains. */
export function pathWith(path: string, parameters: readonly RequestParameter[], fields: Fields): string {
  return path.replace(/\{([^{}]+)\}/g, (template, name: string) => {
    const parameter = parameters.find((each) => each.name === name)
    if (parameter === undefined) return template
    const segment = textOf(styled(parameter, percentEncode), givenTo(parameter, fields))
    if (segment === '' || segment === '.' || segment === '..')
      throw new UnusableInput(`The path parameter ${name} is ${JSON.stringify(fields[name])}.`)
    return segment
  })
}

/** The parts of a query. */
export function queryPairs(parameter: RequestParameter, fields: Fields): [name: string, value: string][] {
  const encode = parameter.allowReserved ? keepReserved : percentEncode
  return pairsOf(styled(parameter, encode), givenTo(parameter, fields))
}

/** The value of a header. */
export function headerText(parameter: RequestParameter, fields: Fields): string {
  return textOf(styled(parameter, asItIs), givenTo(parameter, fields))
}

/** The part of the header `cookie`; empty if there is nothing to be sent. */
export function cookieText(parameter: RequestParameter, fields: Fields): string {
  const value = givenTo(parameter, fields)
  const isAsItIs = parameter.style === 'cookie'
  const pairs = pairsOf(styled(parameter, isAsItIs ? asItIs : percentEncode), value)
  const odd = isAsItIs && pairs.some((pair) => pair.some((text) => /[\s;"\\]/.test(text)))
  if (odd) throw new UnusableInput(`The cookie ${parameter.name} has characters that no cookie may have.`)
  return pairs.map((pair) => pair.join('=')).join(isAsItIs ? '; ' : '&')
}

function styled({ name, in: place, style, explode }: RequestParameter, encode: Encode): Styled {
  return { name, style: style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple'), explode, encode }
}

function givenTo({ name, isJson }: RequestParameter, fields: Fields): unknown {
  return isJson ? JSON.stringify(fields[name]) : fields[name]
}

/** The texts of a value without a style: one for each item of a list, JSON for what is neither text nor number. */
export function plainTexts(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value]
  return items.filter((item) => item !== null && item !== undefined).map(asText)
}
