import { describe, expect, it } from 'vitest'
import { editText } from '#core/source'
import { compileMemory } from '../compile-memory.ts'

async function diagnose(text: string, file = '.claude/agents/a.md') {
  const { diagnostics } = await compileMemory({ [file]: text })
  return diagnostics
}

describe('a text with a colon in it', () => {
  const text = '---\nname: a\ndescription: Use it: always\n---\nx\n'

  it('is reported with its line and how to quote it', async () => {
    expect(await diagnose(text)).toEqual([
      {
        code: 'source/strict-frontmatter',
        severity: 'warning',
        message: 'The text of "description" has a colon in it, which YAML does not allow without quotes.',
        hint: "Put it in single quotes: description: 'Use it: always'",
        file: '.claude/agents/a.md',
        line: 3,
        column: 14,
        endLine: 3,
        endColumn: 28,
        pointer: '/description',
        fix: { text: "'Use it: always'" },
      },
    ])
  })

  it.each([
    text,
    text.replaceAll('\n', '\r\n'),
    `\ufeff${text}`,
    text.replace('always', `it's "always"\\n`),
    text.replace('Use it: always', '@someone: do [this]'),
    text.replace('Use it: always', '"Quoted" and: more'),
  ])('means the same when it is quoted: %j', async (written) => {
    const [found] = await diagnose(written)
    if (found?.fix === undefined) throw new Error('There is no fix.')
    const { line, column, endLine = line, endColumn = column } = found
    const mark = written.startsWith('\ufeff') ? 1 : 0
    const edit = { position: { line, column, endLine, endColumn }, text: found.fix.text }
    const fixed = editText(written.slice(mark), [edit]).text
    expect(await diagnose(fixed)).toEqual([])
    const said = async (content: string) =>
      (await compileMemory({ '.claude/agents/a.md': content })).agents[0]?.manifest.content.metadata.description
    expect(await said(fixed)).toBe(await said(written))
  })

  it('can be suppressed', async () => {
    const comment = '# ossa-disable-next-line source/strict-frontmatter -- as it came\ndescription'
    expect(await diagnose(text.replace('description', comment))).toEqual([])
  })

  it('does not move what else is said', async () => {
    const found = await diagnose(text.replace('---\nx', 'tools: [Read, "Agent(nobody)"]\n---\nx'))
    expect(found.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['source/strict-frontmatter', 3, 14],
      ['references/tool-exists', 4, 15],
    ])
  })
})

describe('hostile frontmatter', () => {
  const hostile: Readonly<Record<string, string>> = {
    'an alias bomb': `---\nname: a\ndescription: b\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh']
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
      .join('\n')}\n---\nx\n`,
    'an alias bomb that is no YAML': `---\nname: a\ndescription: b: c\na: &a [x]\nb: [*a, *a]\n---\nx\n`,
    'deep nesting': `---\nname: a\ndescription: b\nx: ${'['.repeat(100_000)}\n---\nx\n`,
    'a text of 3 MB with colons': `---\nname: a\ndescription: ${'a: b '.repeat(600_000)}\n---\nx\n`,
    'very many fields': `---\nname: a\ndescription: b\n${'x: y: z\n'.repeat(100_000)}---\nx\n`,
    'a NUL': '---\nname: a\ndescription: b\0c\n---\nx\n',
    'a NUL in the prose': '---\nname: a\ndescription: b\n---\nx\0y\n',
    'an unending quote': '---\nname: a\ndescription: "b\nmodel: c\n---\nx\n',
    'only dashes': '---\n---\n---\n',
  }

  it.each(Object.entries(hostile))('is survived: %s', async (_what, text) => {
    const start = performance.now()
    const found = await diagnose(text)
    expect(performance.now() - start).toBeLessThan(5_000)
    for (const { line, column } of found) expect([line > 0, column > 0]).toEqual([true, true])
  })
})
