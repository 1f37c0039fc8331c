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

/** A file with everything corrected that can be. */
async function corrected(text: string, file = 'a.yaml'): Promise<string> {
  let before = ''
  for (let after = text; after !== before; ) {
    before = after
    const { diagnostics } = await compileMemory({ [file]: before })
    const edits = diagnostics.flatMap(({ fix, line, column, endLine = line, endColumn = column }) =>
      fix === undefined ? [] : { text: fix.text, position: { line, column, endLine, endColumn, ...fix } },
    )
    after = editText(before, edits).text
  }
  return before
}

describe('an item that is there twice', () => {
  const workflow = (needs: string) =>
    `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec:\n  tasks:\n    one: { agent: a, capability: b }\n    two:\n      agent: a\n      capability: b\n      needs:${needs}\n      priority: 5\n`

  it.each([
    ['in a flow list', ' [one, one] # both', ' [one] # both'],
    ['in a block list', '\n        - one # first\n        - one', '\n        - one # first'],
    ['many times', ' [one, "one",  one ]', ' [one ]'],
    ['with a comment of its own', '\n        - one\n        - one # why', '\n        - one\n        - one # why'],
  ])('goes, and nothing else: %s', async (...[, needs, expected]) => {
    expect(await corrected(workflow(needs))).toBe(workflow(expected))
  })

  it('goes from JSON, with its comma', async () => {
    const text = (needs: string) =>
      `{\n  "apiVersion": "ossa/v1", "kind": "Workflow", "metadata": { "name": "w", "version": "1.0.0" },\n  "spec": { "tasks": { "one": { "agent": "a", "capability": "b" }, "two": { "agent": "a", "capability": "b", "needs": [\n    ${needs}\n  ] } } }\n}\n`
    expect(await corrected(text('"one",\n    "one"'), 'a.json')).toBe(text('"one"'))
  })
})

describe('a suppression without use', () => {
  const comment = (text: string) =>
    `apiVersion: ossa/v1\n${text}kind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec: { type: worker }\n`

  it.each([
    ['goes with its line', '  # ossa-disable-next-line naming/kebab-case -- old\n', ''],
    ['goes together with the others', '# ossa-disable-next-line naming/kebab-case, manifest/unique-agent -- old\n', ''],
    [
      'stays if its code is misspelt',
      '# ossa-disable-next-line naming/kebab-cas -- old\n',
      '# ossa-disable-next-line naming/kebab-cas -- old\n',
    ],
  ])('%s', async (...[, before, after]) => {
    expect(await corrected(comment(before))).toBe(comment(after))
  })

  it('leaves the codes beside it that have a use', async () => {
    const text = (codes: string) =>
      `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\n# ossa-disable-next-line ${codes} -- later\nspec: { type: worker, reviews: [nobody] }\n`
    expect(await corrected(text('naming/kebab-case, references/agent-exists'))).toBe(text('references/agent-exists'))
    expect(await corrected(text('references/agent-exists, naming/kebab-case'))).toBe(text('references/agent-exists'))
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
