import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const sound = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: hostile, version: 1.0.0 }\nspec: { type: worker }\n'
const json = (rest: string) =>
  `{"apiVersion": "ossa/v1", "kind": "Agent", "metadata": {"name": "hostile", "version": "1.0.0"}, "spec": {"type": "worker"}${rest}}`

async function compile(content: string, file = 'hostile.yaml') {
  const { diagnostics, agents } = await compileMemory({ [file]: content })
  return {
    reported: diagnostics.map(({ line, column, code, pointer }) => `${line}:${column} ${code} ${pointer}`),
    messages: diagnostics.map(({ message }) => message),
    hints: diagnostics.map(({ hint }) => hint),
    related: diagnostics.map(({ related = [] }) => related.map(({ line, column }) => `${line}:${column}`)),
    content: agents[0]?.manifest.content as Record<string, unknown> | undefined,
  }
}

describe('numbers', () => {
  it.each([
    ['1e400', '5:6 source/finite-number /x-a'],
    ['-1e400', '5:6 source/finite-number /x-a'],
    ['.inf', '5:6 source/finite-number /x-a'],
    ['+.Inf', '5:6 source/finite-number /x-a'],
    ['.nan', '5:6 source/finite-number /x-a'],
    ['12345678901234567890', '5:6 source/exact-number /x-a'],
    ['0x7fffffffffffffff', '5:6 source/exact-number /x-a'],
  ])('that a double cannot hold are reported: %s', async (written, expected) => {
    expect((await compile(`${sound}x-a: ${written}\n`)).reported).toEqual([expected])
  })

  it('that a double cannot hold are reported in JSON, too', async () => {
    const { reported } = await compile(json(', "x-a": [1e400, 12345678901234567890, 9007199254740991]'), 'hostile.json')
    expect(reported).toEqual(['1:133 source/finite-number /x-a/0', '1:140 source/exact-number /x-a/1'])
  })

  it.each<[string, unknown]>([
    ['0b11', '0b11'],
    ['1_000', '1_000'],
    ['0o17', 15],
    ['0x1F', 31],
    ['017', 17],
    ['+5', 5],
    ['1e3', 1000],
    ['1:30', '1:30'],
    ['yes', 'yes'],
    ['2001-01-01', '2001-01-01'],
    ['True', true],
    ['~', null],
  ])('and other scalars mean what YAML 1.2 says: %s', async (written, expected) => {
    const { reported, content } = await compile(`${sound}x-a: ${written}\n`)
    expect([reported, content?.['x-a']]).toEqual([[], expected])
  })
})

describe('tags', () => {
  it.each([
    '!!js/function "x"',
    '!foo bar',
    '!!set { a, b }',
    '!!binary aGk=',
    '!!timestamp 2001-01-01',
    '!!omap [a: 1]',
  ])('of values that JSON does not have are reported: %s', async (written) => {
    const { reported, content } = await compile(`${sound}x-a: ${written}\n`)
    expect(reported).toEqual(['5:6 source/valid-syntax '])
    expect(JSON.parse(JSON.stringify(content?.['x-a']))).toEqual(content?.['x-a'])
  })

  it('of JSON values are followed', async () => {
    const { reported, content } = await compile(`${sound}x-a: [!!str 1, !!int "2", !!map { a: !!null "" }]\n`)
    expect([reported, content?.['x-a']]).toEqual([[], ['1', 2, { a: null }]])
  })
})

describe('keys', () => {
  it('that come twice are reported at the second, with the first', async () => {
    const { reported, related } = await compile(`${sound}x-a:\n  b: 1\n  c: 2\n  b: 3\n`)
    expect([reported, related]).toEqual([['8:3 source/unique-key /x-a/b'], [['6:3']]])
  })

  it('that come twice in JSON are reported at the second, escapes or not', async () => {
    const { reported, related } = await compile(json(',\n"x-a": {"b": 1,\n"\\u0062": 2}'), 'hostile.json')
    expect([reported, related]).toEqual([['3:1 source/unique-key /x-a/b'], [['2:9']]])
  })

  it('that come twice because of a merge are fine', async () => {
    const { reported, content } = await compile(`${sound}x-a: &a { b: 1 }\nx-c: { <<: *a, b: 2, <<: { d: 3 } }\n`)
    expect([reported, content?.['x-c']]).toEqual([[], { b: 2, d: 3 }])
  })

  it('called << in quotes are keys like any other', async () => {
    const { content } = await compile(`${sound}x-a: { "<<": { b: 1 } }\n`)
    expect(content?.['x-a']).toEqual({ '<<': { b: 1 } })
  })

  it.each([
    ['null', 'x-a: { ~: 1 }', '5:8'],
    ['nothing', 'x-a:\n  ? \n  : 1', '6:5'],
    ['a mapping', 'x-a: { {b}: 1 }', '5:8'],
    ['a list', '[b]: 1', '5:1'],
    ['an alias', 'x-a: &a b\n*a : 1', '6:1'],
  ])('that are no text are reported: %s', async (_, rest, place) => {
    const { reported } = await compile(`${sound}${rest}\n`)
    expect(reported.map((each) => each.split(' ').slice(0, 2).join(' '))).toContain(`${place} source/unambiguous-yaml`)
  })

  it.each(['yaml', 'json'])('named after members of every object are only names: %s', async (format) => {
    const rest = '"x-a": {"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}'
    const text = format === 'json' ? json(`, ${rest}`) : `${sound}${rest}\n`
    const { reported, content } = await compile(text, `hostile.${format}`)
    expect(reported).toEqual([])
    expect(Object.entries(content?.['x-a'] as object).map(([key]) => key)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ])
    expect('polluted' in {}).toBe(false)
  })

  it('named after members of every object are unknown fields, and unknown agents', async () => {
    const names = 'dependsOn: [{ agent: __proto__ }, { agent: constructor }], reviews: [toString]'
    const { reported } = await compile(sound.replace('worker }', `worker, __proto__: { a: 1 }, ${names} }`))
    expect(reported).toEqual([
      '4:23 manifest/known-field /spec/__proto__',
      '4:65 references/agent-exists /spec/dependsOn/0/agent',
      '4:87 references/agent-exists /spec/dependsOn/1/agent',
      '4:113 references/agent-exists /spec/reviews/0',
    ])
  })
})

describe('markdown', () => {
  it('whose frontmatter is never closed says where it opens', async () => {
    expect((await compile(`---\n${sound}# Title\n`, 'hostile.md')).reported).toEqual(['1:1 source/valid-syntax '])
  })

  it('without frontmatter is nothing, whatever it says', async () => {
    expect((await compile(`# Title\n\n${sound}`, 'hostile.md')).reported).toEqual([])
  })

  it('has its syntax errors at the lines of the file', async () => {
    const { reported } = await compile(
      `---\r\n${sound.replace('worker }', 'worker').replaceAll('\n', '\r\n')}---\r\n`,
      'hostile.md',
    )
    expect(reported).toHaveLength(1)
    expect(reported[0]).toMatch(/^[56]:\d+ source\/valid-syntax /)
  })
})

describe('faulty syntax', () => {
  it('of YAML hides no other document, and nothing is guessed about the one it is in', async () => {
    const faulty = sound.replace('worker', 'workr')
    const { reported } = await compile(`${faulty}---\n${faulty.replace('name: hostile', 'name: other')}x-a: [1\n`)
    expect(reported.map((each) => each.split(' ')[1])).toEqual(['manifest/valid-value', 'source/valid-syntax'])
  })

  it('of YAML is reported once, where the structure is lost', async () => {
    const { reported } = await compile(sound.replace('kind: Agent\n', 'kind: Agent\n  x: 1\n'))
    expect(reported.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual(['2:7 source/valid-syntax'])
  })

  it('is reported for tabs that indent', async () => {
    const { reported } = await compile(sound.replace('spec: {', 'spec:\n\t{'))
    expect(reported).toContain('5:1 source/valid-syntax ')
  })

  it.each([
    ['comments', json('').replace('{', '{ // why\n'), '1:3'],
    ['a comma too many', json(','), '1:124'],
    ['an end that is missing', json('').slice(0, -1), '1:123'],
    ['two values', `${json('')} 1`, '1:125'],
  ])('is reported for JSON with %s', async (_, text, place) => {
    const { reported } = await compile(text, 'hostile.json')
    expect(reported.filter((each) => each.includes('source/valid-syntax'))[0]?.split(' ')[0]).toBe(place)
  })

  it('asks for another version of YAML in vain', async () => {
    const { reported, hints } = await compile(`%YAML 1.1\n---\n${sound}x-a: yes\n`)
    expect([reported, hints]).toEqual([['1:1 source/unambiguous-yaml '], ['Remove the %YAML line.']])
  })
})

describe('size', () => {
  it('is limited', async () => {
    const { reported, messages } = await compile(`${sound}# ${'x'.repeat(32 * 1024 * 1024)}\n`)
    expect([reported, messages]).toEqual([['1:1 source/size-limit '], ['The file is larger than 32 MiB.']])
  })

  it.each([
    ['blank lines', 'a: 1'.padEnd(200_000, '\n')],
    ['blank lines in a manifest', sound.padEnd(100_000, '\n')],
    ['spaces after a comma', 'a: 1,'.padEnd(200_000, ' ')],
    ['letters and dashes, as in the scheme of an address', `${sound}x-a: "${'a-'.repeat(100_000)}"\n`],
    ['stars, as in aliases', `${sound}# ${'*'.repeat(200_000)}\n`],
    [
      'faults',
      `${sound.trimEnd().slice(0, -2)},\n${'a'
        .repeat(7)
        .split('')
        .map((letter, n) => `${letter}${n}: 1,`)
        .join('')}}\n`,
    ],
    ['unknown fields', `${sound.slice(0, -3)},${Array.from({ length: 2_000 }, (_, n) => ` a${n}: 1,`).join('')} }\n`],
  ])('costs time in proportion: %s', async (_, content) => {
    const { reported } = await compile(content)
    expect(reported.length).toBeLessThanOrEqual(2_000)
  })
})
