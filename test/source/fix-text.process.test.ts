import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { editText, replaceFile } from '#core/source'
import { compileMemory } from '../compile-memory.ts'
import { makeFolder } from '../git/sandbox.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const agent = (metadata: string, spec = 'type: worker') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, ${metadata} }\nspec: { ${spec} }\n`

async function fixesOf(text: string, file = 'a.yaml') {
  const { diagnostics } = await compileMemory({ [file]: text })
  return diagnostics.map(({ fix }) => fix?.text)
}

describe('a version', () => {
  it.each([
    ['1', '1.0.0'],
    ['1.0', '1.0.0'],
    ['1.10', '1.10.0'],
    ["'2.1'", "'2.1.0'"],
    ['"2.01"', '"2.1.0"'],
    ['v1.0', undefined],
    ['1.0.0.0', undefined],
    ['latest', undefined],
    ['1e3', undefined],
  ])('%s becomes %s', async (version, expected) => {
    expect(await fixesOf(agent(`version: ${version}`))).toEqual([expected])
  })

  it('is quoted in JSON', async () => {
    const text =
      '{"apiVersion":"ossa/v1","kind":"Agent","metadata":{"name":"a","version":1.0},"spec":{"type":"worker"}}'
    expect(await fixesOf(text, 'a.json')).toEqual(['"1.0.0"'])
  })
})

describe('a misspelt name', () => {
  it.each([
    ['is corrected', 'type: worker, domain: []', 'domains'],
    ['keeps its quotes', 'type: worker, "domain": []', '"domains"'],
    ['is left alone where the right one is there', 'type: worker, domain: [], domains: []', undefined],
    ['is left alone where it could be two', 'type: worker, tyles: []', undefined],
    ['is left alone where it is far from any', 'type: worker, capacities: []', undefined],
    ['is corrected in a value', 'type: workr', 'worker'],
    ['is left alone behind an alias', 'type: worker, x-a: &a wrkr, autonomy: { level: *a }', undefined],
  ])('%s: %s', async (...[, spec, expected]) => {
    expect(await fixesOf(agent('version: 1.0.0', spec))).toEqual([expected])
  })
})

describe('editing a text', () => {
  const at = (line: number, column: number, endColumn: number) => ({ line, column, endLine: line, endColumn })

  it('replaces what is at the positions, with any line ending', () => {
    const edits = [
      { position: at(3, 1, 2), text: 'C' },
      { position: at(1, 2, 3), text: 'long' },
    ]
    expect(editText('ab\r\nb\rc\n', edits)).toEqual({ text: 'along\r\nb\rC\n', made: 2 })
  })

  it('makes only the first of two edits at the same place', () => {
    const edits = [
      { position: at(1, 1, 3), text: 'x' },
      { position: at(1, 2, 3), text: 'y' },
    ]
    expect(editText('abc', edits)).toEqual({ text: 'xc', made: 1 })
  })
})

describe('replacing a file', () => {
  const at = (name: string) => path.join(folder.path, name)

  it('keeps its mode, and a link', () => {
    writeFileSync(at('real'), 'old')
    chmodSync(at('real'), 0o640)
    symlinkSync('real', at('link'))
    replaceFile(folder.path, 'link', 'new')
    expect(readFileSync(at('real'), 'utf8')).toBe('new')
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(statSync(at('real')).mode & 0o777).toBe(0o640)
  })

  it('refuses a link that leads out', () => {
    symlinkSync('/etc/hostname', at('out'))
    expect(() => replaceFile(folder.path, 'out', 'new')).toThrow('leads out of')
  })
})
