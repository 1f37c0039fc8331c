import { describe, expect, it } from 'vitest'
import { memoryTree } from '#core/source'
import { discoverFiles, readConfiguration } from '#core/workspace'

const treeOf = (files: Readonly<Record<string, string>>) => memoryTree(new Map(Object.entries(files)))
const discover = (files: Readonly<Record<string, string>>, configuration = {}, folder = '') =>
  discoverFiles(treeOf(files), folder, { configuration }).files

const files = {
  'a.yaml': '',
  'b.txt': '',
  'c.JSON': '',
  'sub/d.yml': '',
  'sub/e.md': '',
  '.github/agents/f.agent.md': '',
  'node_modules/x/g.yaml': '',
  'sub/node_modules/h.yaml': '',
  '.git/i.yaml': '',
  '.ossa/j.yaml': '',
  'sub/.ossa/k.yaml': '',
}

describe('discovery', () => {
  it('finds YAML, JSON and markdown, also in dot folders, but not what others have put there', () => {
    expect(discover(files)).toEqual(['.github/agents/f.agent.md', 'a.yaml', 'c.JSON', 'sub/d.yml', 'sub/e.md'])
  })

  it.each<[string, object, string[]]>([
    ['a folder left out', { exclude: ['sub/'] }, ['.github/agents/f.agent.md', 'a.yaml', 'c.JSON']],
    ['files left out', { exclude: ['**/*.md', '/a.yaml'] }, ['c.JSON', 'sub/d.yml']],
    [
      'something in a folder that is left out',
      { exclude: ['sub/', '!sub/e.md'] },
      ['.github/agents/f.agent.md', 'a.yaml', 'c.JSON'],
    ],
    ['only some', { include: ['sub/**'] }, ['sub/d.yml', 'sub/e.md']],
    ['only some, without some of them', { include: ['sub/**', 'a.yaml'], exclude: ['*.md'] }, ['a.yaml', 'sub/d.yml']],
    ['none', { include: [] }, []],
    ['patterns that are none', { exclude: ['', '[', '\\'], include: ['*.yaml'] }, ['a.yaml']],
  ])('follows the configuration: %s', (_, configuration, expected) => {
    expect(discover(files, configuration)).toEqual(expected)
  })

  it('follows .gitignore files, also those above the folder it starts in', () => {
    const ignoring = { ...files, '.gitignore': '*.yml\n/a.yaml\n', 'sub/.gitignore': 'e.md\n!d.yml\n' }
    expect(discover(ignoring)).toEqual(['.github/agents/f.agent.md', 'c.JSON', 'sub/d.yml'])
    expect(discover({ ...ignoring, 'sub/deep/l.yml': '', 'sub/deep/d.yml': '' }, {}, 'sub/deep')).toEqual([
      'sub/deep/d.yml',
    ])
  })

  it('gives up where there is too much', () => {
    const { isComplete } = discoverFiles(treeOf(files), '', { configuration: {}, mostEntries: 3 })
    expect(isComplete).toBe(false)
  })
})

describe('the configuration', () => {
  const read = (text: string) => {
    const { configuration, findings } = readConfiguration(treeOf({ 'ossa.yaml': text }))
    return { configuration, said: findings.map(({ code, pointer, hint }) => `${code} ${pointer} ${hint}`) }
  }

  it('is not needed, and may be empty', () => {
    expect(readConfiguration(treeOf({}))).toEqual({ configuration: {}, findings: [] })
    expect(read('')).toEqual({ configuration: {}, said: [] })
    expect(read('# Nothing yet.\n')).toEqual({ configuration: {}, said: [] })
  })

  it('is read', () => {
    expect(read('include: [a]\nexclude: [b]\n')).toEqual({
      configuration: { include: ['a'], exclude: ['b'] },
      said: [],
    })
  })

  it.each([
    ['exlude: [b]', 'workspace/valid-configuration /exlude Did you mean "exclude"?'],
    ['exclude: b', 'workspace/valid-configuration /exclude '],
    ['- a', 'workspace/valid-configuration  '],
    ['exclude: [', 'source/valid-syntax  '],
    ['__proto__: { exclude: [a] }', 'workspace/valid-configuration /__proto__ '],
  ])('is without effect, and reported, if it is faulty: %s', (text, expected) => {
    const { said } = read(text)
    expect(said.some((each) => each.startsWith(expected))).toBe(true)
  })

  it('keeps its effect where only another field is faulty', () => {
    expect(read('exclude: [b]\ninclud: [a]\n').configuration).toEqual({ exclude: ['b'] })
  })
})
