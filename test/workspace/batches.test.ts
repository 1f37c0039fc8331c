import { describe, expect, it } from 'vitest'
import { hashText } from '#core/json'
import { type FileTree, memoryTree } from '#core/source'
import { WorkspaceFiles } from '#core/workspace'
import { checkFiles } from '../check-files.ts'
import { MemoryCache } from '../memory-cache.ts'

const agent = (name: string, dependency = '') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { type: worker${dependency && `, dependsOn: [{ agent: ${dependency} }]`} }\n`
const nameOf = (index: number) => `d/${String(index).padStart(3, '0')}.yaml`
const many = new Map(
  Array.from({ length: 200 }, (_, index) => [
    nameOf(index),
    index % 3 === 0 ? agent(`a-${index}`) : `text: ${index}\n`,
  ]),
)

const names = [...many.keys()].map((file) => file.slice(2))

/** A tree whose files are read together, and which of them were read by themselves. */
function skimmed(contents: ReadonlyMap<string, string>): { tree: FileTree; reads: string[] } {
  const reads: string[] = []
  const tree: FileTree = {
    ...memoryTree(contents),
    read(path) {
      reads.push(path)
      return Buffer.from(contents.get(path) ?? '')
    },
    skim(folder, inFolder, into) {
      let end = 0
      return inFolder.map((name) => {
        const bytes = Buffer.from(contents.get(`${folder}/${name}`) ?? '')
        into.set(bytes, end)
        end += bytes.length
        return bytes.length
      })
    },
  }
  return { tree, reads }
}

describe('files that are looked at together', () => {
  it.each([
    ['one that becomes another', new Map([...many, [nameOf(70), agent('b', 'nobody')]])],
    ['one of ours that is none any more', new Map([...many, [nameOf(66), 'nothing: 1\n']])],
    ['one that is added before all others', new Map([...many, ['d/00.yaml', agent('a-0')]])],
    ['one that is gone', new Map([...many].filter(([file]) => file !== nameOf(3)))],
    [
      'one with a long name, which is looked at by itself',
      new Map([...many, ['d/long-name.yaml', agent('c', 'nobody')]]),
    ],
    ['a folder that is new', new Map([...many, ['d/e/1.yaml', agent('c', 'nobody')]])],
    ['two that are exchanged', new Map([...many, [nameOf(1), 'text: 2\n'], [nameOf(2), 'text: 1\n']])],
  ])('come to the same as without a memory: %s', async (_, files) => {
    const cache = new MemoryCache()
    const first = await checkFiles(many, [''], cache)
    cache.close()
    for (const each of [files, files, many]) {
      const { result } = await checkFiles(each, [''], cache)
      cache.close()
      expect(result).toEqual((await checkFiles(each, [''])).result)
    }
    expect(first.result.agents).toBe(67)
  })

  it('are parsed only where something has changed', async () => {
    const cache = new MemoryCache()
    const check = async (files: ReadonlyMap<string, string>) => {
      const { parsedBytes } = await checkFiles(files, [''], cache)
      cache.close()
      return parsedBytes
    }
    await check(many)
    const changed = agent('a-99', 'a-3')
    expect(await check(new Map([...many, [nameOf(99), changed]]))).toBe(changed.length)
    expect(await check(new Map([...many, [nameOf(99), changed], [nameOf(100), 'other: 1\n']]))).toBe(0)
  })

  it('have the hashes that they have alone', () => {
    const files = new WorkspaceFiles(memoryTree(many), { cache: new MemoryCache() })
    expect([...files.notable('d', names)]).toHaveLength(200)
    for (const [file, text] of many) expect(files.hashOf(file)).toBe(hashText(text))
  })

  it('are read once where they are asked for before those of the next batch', () => {
    const contents = new Map(many)
    const { tree, reads } = skimmed(contents)
    const files = new WorkspaceFiles(tree, { cache: new MemoryCache() })
    for (const name of files.notable('d', names)) {
      contents.set(`d/${name}`, 'changed: 1\n')
      expect(files.text(`d/${name}`)).toBe(many.get(`d/${name}`))
    }
    expect(reads).toEqual([])
    expect(files.inquiry.isSound).toBe(true)
  })

  it('are read again where they are asked for later, and must be the same', () => {
    const contents = new Map(many)
    const { tree, reads } = skimmed(contents)
    const files = new WorkspaceFiles(tree, { cache: new MemoryCache() })
    expect([...files.notable('d', names)]).toHaveLength(200)
    expect(files.text(nameOf(1))).toBe('text: 1\n')
    expect(files.inquiry.isSound).toBe(true)
    contents.set(nameOf(2), 'changed: 1\n')
    expect(files.text(nameOf(2))).toBe('changed: 1\n')
    expect(files.inquiry.isSound).toBe(false)
    expect(reads).toEqual([nameOf(1), nameOf(2)])
  })
})
