import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const head = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: hostile, version: 1.0.0 }\n'
const sound = `${head}spec: { type: worker }\n`
const json = (rest: string) =>
  `{"apiVersion": "ossa/v1", "kind": "Agent", "metadata": {"name": "hostile", "version": "1.0.0"}, ${rest}}`
/** Every workspace has this file too; what is wrong with it must always be said. */
const misspelt = `${head.replace('hostile', 'other')}spec: { type: workr }\n`

async function diagnosticsOf(content: string | Uint8Array, file = 'hostile.yaml') {
  const named = await compileMemory({ [file]: content, 'other.yaml': misspelt }, [file, 'other.yaml'])
  const discovered = await compileMemory({ [file]: content, 'other.yaml': misspelt })
  for (const { diagnostics } of [named, discovered])
    expect(
      diagnostics.some(({ file: where, line, column }) => `${where}:${line}:${column}` === 'other.yaml:4:15'),
    ).toBe(true)
  const own = named.diagnostics.filter((each) => each.file === file)
  expect(discovered.diagnostics.filter((each) => each.file === file)).toEqual(own)
  return own.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)
}

const first = (reported: readonly string[]) => reported[0]?.split(' ').slice(0, 2).join(' ')
const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels)
const bomb = Array.from({ length: 9 }, (_, n) => `x-${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]\n`).join('')
const blockDeep = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level + 1)}a:`).join('\n')

describe('text that is no text', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${sound}`, 'utf16le'), '1:1'],
    ['UTF-16, high bytes first', Buffer.from(`\ufeff${sound}`, 'utf16le').swap16(), '1:1'],
    ['UTF-16 without a mark', Buffer.from(sound, 'utf16le'), '1:1'],
    ['a byte that is not UTF-8', Buffer.concat([Buffer.from(`${head}# ü`), Buffer.from([0xe9, 0x0a])]), '4:4'],
  ])('is reported where it stands: %s', async (_, content, place) => {
    expect(first(await diagnosticsOf(content))).toBe(`${place} source/utf8-text`)
  })

  it.each([
    ['a NUL in quotes', `${sound}x-a: "a\0b"\n`, '5:8'],
    ['a control character', `${sound}x-a: a\u0001b\n`, '5:7'],
    ['one in a comment', `${sound}# \u001b[31m\n`, '5:3'],
  ])('is reported where it stands: %s', async (_, content, place) => {
    expect(first(await diagnosticsOf(content))).toBe(`${place} source/unambiguous-yaml`)
  })

  it('is a fault of JSON, too', async () => {
    expect(first(await diagnosticsOf(json('"spec": {"type": "worker"}, "x-a": "\0"'), 'hostile.json'))).toMatch(
      /^1:\d+ source\/valid-syntax$/,
    )
  })
})

describe('lines and columns', () => {
  const faulty = sound.replace('worker', 'workr')
  it.each([
    ['a byte order mark', `\ufeff${faulty}`, '4:15'],
    ['\\r\\n', faulty.replaceAll('\n', '\r\n'), '4:15'],
    ['tabs between tokens', faulty.replace('{ type', '{\t\ttype'), '4:16'],
    ['characters outside the basic plane', faulty.replace('{ type', '{ x-a: "😀漢", type'), '4:27'],
    ['comments and blank lines', `# 😀\n\n${faulty}`, '6:15'],
    ['a directive', `%YAML 1.2\n---\n${faulty}`, '6:15'],
  ])('are right after %s', async (_, content, place) => {
    expect((await diagnosticsOf(content)).map((each) => each.split(' ')[0])).toEqual([place])
  })

  it('are right after carriage returns that end a line alone, which are a fault of their own', async () => {
    expect((await diagnosticsOf(faulty.replaceAll('\n', '\r'))).map((each) => each.split(' ', 2).join(' '))).toEqual([
      '1:20 source/unambiguous-yaml',
      '4:15 manifest/valid-value',
    ])
  })

  it.each([
    ['\n', '5:15'],
    ['\r\n', '5:15'],
  ])('are those of the markdown file (%j)', async (end, place) => {
    const text = `---\n${faulty}---\nProse.\n`.replaceAll('\n', end)
    expect(first(await diagnosticsOf(text, 'hostile.md'))).toBe(`${place} manifest/valid-value`)
  })

  it('are right in the second document of a file', async () => {
    const text = `${sound}---\n${faulty.replace('hostile', 'second')}`
    expect((await diagnosticsOf(text)).map((each) => each.split(' ')[0])).toEqual(['9:15'])
  })
})

describe('nesting', () => {
  const tooDeep = 'source/size-limit The content is nested more than 256 levels deep.'

  it.each([
    ['lists in flow style', `${sound}x-a: ${nested('[', ']', 100_000)}\n`],
    ['lists that are never closed', `${sound}x-a: ${'['.repeat(100_000)}\n`],
    ['mappings in flow style', `${sound}x-a: ${'{ a: '.repeat(100_000)}1${'}'.repeat(100_000)}\n`],
    ['block style', `${sound}x-a:\n${blockDeep(4_000)}\n`],
    ['a line of dashes', `${sound}x-a:\n  ${'- '.repeat(100_000)}a\n`],
    ['a line of question marks', `${sound}${'? '.repeat(100_000)}a\n`],
  ])('of 100,000 levels is refused before a parser sees it: %s', async (_, content) => {
    expect(await diagnosticsOf(content)).toEqual([`1:1 ${tooDeep}`])
  })

  const levels = (level: string) => `${level.repeat(20_000)}1${']'.repeat(20_000)}`

  it.each([
    ['strings of JSON', json(`"spec": {"type": "worker"}, "x-a": ${levels('["]",')}`), 'hostile.json'],
    ['strings with quotes', json(`"spec": {"type": "worker"}, "x-a": ${levels('["\\"]",')}`), 'hostile.json'],
    ['JSON after a quote in a comment', `/* " */ ${json(`"x-a": ${levels('["]",')}`)}`, 'hostile.json'],
    ['JSON after a string without an end', `{ "ossa": "\n, "x-a": ${levels('["]",')} }`, 'hostile.json'],
    ['texts of YAML', `${sound}x-a: ${levels(`[']', `)}\n`, 'hostile.yaml'],
    ['texts of YAML in two lines', `${sound}x-a: ${levels('["]\n  ]", ')}\n`, 'hostile.yaml'],
  ])('is not hidden by brackets in %s', async (_, content, file) => {
    expect(await diagnosticsOf(content, file)).toEqual([`1:1 ${tooDeep}`])
  })

  it('is not seen in brackets that stand in strings of JSON', async () => {
    const text = json(`"spec": {"type": "worker"}, "x-a": ["${'['.repeat(500)}"]`)
    expect((await diagnosticsOf(text, 'hostile.json')).some((each) => each.endsWith(tooDeep))).toBe(false)
  })

  it('is reported of what may be an OpenAPI document, although nobody knows', async () => {
    const text = `{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "x-a": ${nested('[', ']', 100_000)}}`
    expect(await diagnosticsOf(text, 'api.json')).toEqual([`1:1 ${tooDeep}`])
  })

  it('of 100,000 levels of JSON is refused, too', async () => {
    const text = json(`"spec": {"type": "worker"}, "x-a": ${nested('[', ']', 100_000)}`)
    expect(await diagnosticsOf(text, 'hostile.json')).toEqual([`1:1 ${tooDeep}`])
  })

  it.each([
    ['YAML, flow', `${sound}x-a: ${nested('[', ']', 390)}\n`, 'hostile.yaml'],
    ['YAML, block', `${sound}x-a:\n${blockDeep(390)}\n`, 'hostile.yaml'],
    ['faulty YAML', `${sound}x-a: ${nested('[', ']', 390)}\nx-b: 1e400\n`, 'hostile.yaml'],
    ['both styles', `${sound}x-a: ${'[{ a: '.repeat(195)}1${'}]'.repeat(195)}\n`, 'hostile.yaml'],
    ['JSON', json(`"spec": {"type": "worker"}, "x-a": ${nested('[', ']', 390)}`), 'hostile.json'],
  ])('that parsers can bear is measured exactly: %s', async (_, content, file) => {
    expect((await diagnosticsOf(content, file)).some((each) => each.endsWith(tooDeep))).toBe(true)
  })

  it.each([
    ['lists beside a key', `${sound}x-a: ${'- '.repeat(100_000)}a\n`],
    ['keys beside a key', `${sound}x-a: ${'? '.repeat(100_000)}a\n`],
    ['values in a flow', `${sound}x-a: { ${'a: '.repeat(20_000)}}\n`],
  ])('that starts in the middle of a line is refused: %s', async (_, content) => {
    expect(await diagnosticsOf(content)).toEqual([`1:1 ${tooDeep}`])
  })

  it.each([
    ['mappings as keys', `${'{'.repeat(250)}a${'}'.repeat(250)}`, '{{{…}}}'],
    ['lists and mappings as keys', `${'{['.repeat(120)}a${']: b}'.repeat(120)}`, '[{[…]: b}]'],
    ['a long key', `{ [a, b, c, d, e, f]: 1 }`, '[a, b, c, d, …]'],
    ['a template', `{{name}}`, '{name}'],
  ])('of keys is told in a few words: %s', async (_, value, key) => {
    const [reported, ...others] = await diagnosticsOf(`${sound}x-a: ${value}\n`)
    expect(reported).toMatch(/^5:\d+ source\/unambiguous-yaml/)
    expect(reported).toContain(`The key ${key} is not text.`)
    expect(others).toEqual([])
  })

  it('of 250 levels is fine', async () => {
    expect(await diagnosticsOf(`${sound}x-a: ${nested('[', ']', 250)}\n`)).toEqual([])
    expect(await diagnosticsOf(`${sound}x-a:\n${blockDeep(250)}\n`)).toEqual([])
  })
})

describe('aliases', () => {
  it.each([
    ['that multiply', `${sound}x-0: &a0 [1]\n${bomb}`, '1:1 source/size-limit'],
    ['that multiply, in a file with another fault', `${sound}x-0: &a0 [1]\n${bomb}x-0: 1\n`, '1:1 source/size-limit'],
    ['that contain themselves', `${sound}x-a: &a [*a]\n`, '1:1 source/size-limit'],
    ['without an anchor', `${sound}x-a: *nowhere\n`, '5:6 source/valid-syntax'],
    ['merged, but no mapping', `${sound}x-a: &a [1, [2]]\nx-b: { <<: *a }\n`, '6:8 source/valid-syntax'],
  ])('%s are reported', async (_, content, expected) => {
    expect((await diagnosticsOf(content)).map((each) => each.split(' ', 2).join(' '))).toContain(expected)
  })

  it('by the thousand are fine', async () => {
    const many = Array.from({ length: 20_000 }, () => '  - *a\n').join('')
    const text = `${head}x-a: &a [1]\nx-b:\n${many}spec: { type: workr }\n`
    expect(await diagnosticsOf(`${text}x-c: ~\n`)).toHaveLength(1)
    // The reader that knows positions must bear them, too.
    expect(await diagnosticsOf(`${text}x-c: 1e400\n`)).toHaveLength(2)
  })

  it('and merges give what is written beside them the last word', async () => {
    const base = 'x-base: &base { type: workr, domains: [a] }\n'
    expect(await diagnosticsOf(`${head}${base}spec: { type: worker, <<: *base }\n`)).toEqual([])
    expect(await diagnosticsOf(`${head}${base}spec: { <<: *base, type: worker }\n`)).toEqual([])
    expect(first(await diagnosticsOf(`${head}${base}spec: { <<: *base }\n`))).toBe('4:23 manifest/valid-value')
  })
})
