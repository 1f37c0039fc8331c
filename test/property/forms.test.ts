import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationRequest, ParameterStyle, RequestContent } from '#core/openapi'
import { bodyOf } from '../../src/core/executors/http/body.ts'
import { pathWith, queryPairs } from '../../src/core/executors/http/parameters.ts'

// Words with what has a meaning somewhere in URLs, forms and parts.
const piece = fc.constantFrom(...'ab,;&=+%[]{}#/?|"\'\\~.:@ \t\r\n-', '%2C', '--', 'ü', '😀', '\u0000', '\u2028')
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme' }),
)
const key = fc.string({ unit: fc.constantFrom(...'abcXYZ09_-'), minLength: 1, maxLength: 5 })

const post = (content: RequestContent): OperationRequest => ({
  method: 'POST',
  path: '/',
  parameters: [],
  body: 'fields',
  content,
})
const form: RequestContent = { kind: 'form', mediaType: 'application/x-www-form-urlencoded', required: true }
const parts: RequestContent = { kind: 'multipart', mediaType: 'multipart/form-data', required: true }

async function parsedParts(fields: object, content = parts): Promise<[string, string][]> {
  const made = bodyOf(post(content), fields as Record<string, unknown>)!
  const response = new Response(made.body, { headers: { 'content-type': made.contentType } })
  const entries = [...(await response.formData())].map(
    async ([name, value]): Promise<[string, string]> => [
      name,
      typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer()).toString('base64'),
    ],
  )
  return Promise.all(entries)
}

/** The leaves of a value, named as a parser of brackets would. */
function leaves(name: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).flatMap(([at, member]) => leaves(`${name}[${at}]`, member))
}

describe('what a form holds', () => {
  it('is read again as it was given', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 }))), (fields) => {
        const { body } = bodyOf(post(form), fields)!
        const expected = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
        expect([...new URLSearchParams(String(body))]).toEqual(expected)
      }),
    )
  })

  it('may be any tree, in brackets', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        const content = { ...form, fields: [{ name: 'x', style: 'deepObject' as const, explode: true }] }
        const { body } = bodyOf(post(content), { x: value })!
        expect([...new URLSearchParams(String(body))]).toEqual(leaves('x', value))
      }),
    )
  })

  it('may go in parts, as text and as bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 4 }), text, fc.uint8Array(), async (names, value, bytes) => {
        const base64 = Buffer.from(bytes).toString('base64')
        const fields = Object.fromEntries(names.map((name) => [`t${name}`, value.startsWith('data:') ? '' : value]))
        const content = { ...parts, fields: [{ name: 'file', isFile: true }] }
        expect(await parsedParts({ ...fields, file: base64 }, content)).toEqual([
          ...Object.entries(fields),
          ['file', base64],
        ])
      }),
    )
  })
})

describe('a parameter', () => {
  it.each<[ParameterStyle, string]>([
    ['form', ','],
    ['spaceDelimited', '%20'],
    ['pipeDelimited', '%7C'],
    ['tabDelimited', '%09'],
  ])('of style %s keeps delimiters and values apart', (style, delimiter) => {
    // These delimiters are encoded themselves, so that a value cannot hold them.
    const item = style === 'form' ? text : text.map((each) => each.replaceAll(/[ |\t]/g, ''))
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (items) => {
        const parameter = { name: 'q', in: 'query', required: false, explode: false, style } as const
        const [[name, value] = ['', '']] = queryPairs(parameter, { q: items })
        expect([name, value.split(delimiter).map(decodeURIComponent)]).toEqual(['q', items])
      }),
    )
  })

  it('never leaves its place in the path', () => {
    const style = fc.constantFrom<ParameterStyle>('simple', 'label', 'matrix')
    const value = fc.oneof(text, fc.array(text), fc.dictionary(text, text))
    fc.assert(
      fc.property(style, fc.boolean(), value, (chosen, explode, x) => {
        const parameter = { name: 'x', in: 'path', required: true, explode, style: chosen } as const
        let path: string
        try {
          path = pathWith('/a/{x}/b', [parameter], { x })
        } catch (error) {
          expect((error as Error).name).toBe('UnusableInput')
          return
        }
        const url = new URL(`http://host${path}`)
        expect([url.pathname, url.search, url.hash, path.split('/').length]).toEqual([path, '', '', 4])
      }),
    )
  })
})
