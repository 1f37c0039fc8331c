import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type CommitFile, commitTree, holdsText, listCommit, openRepository } from '#core/git'
import { diskTree, type FileTree } from '#core/source'
import { makeFolder, TestRepository } from './sandbox.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
const newRepository = (...flags: string[]) => new TestRepository(path.join(sandbox.path, `repo ${count++}`), flags)

async function treeOf(repository: TestRepository, commit = 'HEAD', folder = ''): Promise<FileTree> {
  const opened = await openRepository(repository.path)
  return commitTree(opened, await listCommit(opened, repository.git('rev-parse', commit)), folder)
}

const text = (tree: FileTree, file: string) => Buffer.from(tree.read(file)).toString()

it('reads what was committed, not what the working tree or the index holds', async () => {
  const repository = newRepository()
  repository.commit({ 'a.yaml': 'committed' })
  repository.write({ 'a.yaml': 'staged', 'b.yaml': 'staged' })
  repository.git('add', '--all')
  repository.write({ 'a.yaml': 'edited', 'c.yaml': 'new' })
  const tree = await treeOf(repository)
  expect(tree.list('')).toEqual([{ name: 'a.yaml', kind: 'file' }])
  expect(text(tree, 'a.yaml')).toBe('committed')
})

it('reads names with spaces, quotes, other scripts and newlines, and bytes of every kind', async () => {
  const repository = newRepository()
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  const files = { 'a b/it\'s "x".yaml': 'one', 'größe/代理.json': '\n\n', 'new\nline.md': '', 'bytes.yaml': bytes }
  repository.commit(files)
  const tree = await treeOf(repository)
  for (const [name, content] of Object.entries(files))
    expect([name, Buffer.from(tree.read(name))]).toEqual([name, Buffer.from(content)])
})

it('reads files whose ending says nothing when they are asked for', async () => {
  const repository = newRepository()
  repository.commit({ 'prompt.txt': 'Be kind.', 'twin.txt': 'Be kind.' })
  const tree = await treeOf(repository)
  expect(text(tree, 'prompt.txt')).toBe('Be kind.')
  expect(() => tree.read('missing.txt')).toThrow(/Cannot read missing\.txt/)
})

it('is a tree of the folder that was asked for', async () => {
  const repository = newRepository()
  repository.commit({ 'in/a.yaml': 'a', 'in/deep/b.yaml': 'b', 'inner/c.yaml': 'c' })
  const tree = await treeOf(repository, 'HEAD', 'in')
  expect(tree.list('').map(({ name }) => name)).toEqual(['a.yaml', 'deep'])
  expect(tree.kindOf('../inner/c.yaml')).toBe('missing')
})

it('follows links to files of the tree, and says why it follows no others, as on disk', async () => {
  const repository = newRepository()
  repository.write({ 'real/a.yaml': 'a' })
  const link = (name: string, target: string) => symlinkSync(target, path.join(repository.path, name))
  link('to-file.yaml', 'real/a.yaml')
  link('chain.yaml', 'to-file.yaml')
  link('circle.yaml', 'circle.yaml')
  link('out.yaml', '/etc/hostname')
  link('up.yaml', '../../etc/hostname')
  link('folder', 'real')
  link('nowhere.yaml', 'missing.yaml')
  repository.commit()
  const tree = await treeOf(repository)
  expect(tree.list('').map(({ name }) => name)).toEqual([
    'chain.yaml',
    'circle.yaml',
    'out.yaml',
    'real',
    'to-file.yaml',
    'up.yaml',
  ])
  for (const name of ['out.yaml', 'up.yaml']) {
    expect(tree.kindOf(name)).toBe('outside')
    expect(() => tree.read(name)).toThrow('it is outside the workspace root')
  }
  expect(() => tree.read('circle.yaml')).toThrow('its links lead in a circle')
  const onDisk = diskTree(repository.path)
  for (const name of ['chain.yaml', 'out.yaml', 'nowhere.yaml', 'real'])
    expect([name, tree.kindOf(name)]).toEqual([name, onDisk.kindOf(name)])
  expect(text(tree, 'chain.yaml')).toBe('a')
  expect(tree.kindOf('folder/a.yaml')).toBe('missing')
})

it('leaves the files of submodules out', async () => {
  const [inner, outer] = [newRepository(), newRepository()]
  inner.commit({ 'a.yaml': 'a' })
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'vendor')
  outer.commit()
  expect((await treeOf(outer)).list('').map(({ name }) => name)).toEqual(['.gitmodules'])
})

it('reads the object that would be sent, not its replacement', async () => {
  const repository = newRepository()
  const first = repository.commit({ 'a.yaml': 'original' })
  const second = repository.commit({ 'a.yaml': 'replaced' })
  repository.git('replace', first, second)
  expect(text(await treeOf(repository, first), 'a.yaml')).toBe('original')
})

it.each(['sha1', 'sha256'])('knows by the id alone what a file holds (%s)', async (format) => {
  const repository = newRepository(`--object-format=${format}`)
  repository.commit({ 'a.json': '{ "ü": 1 }\n' })
  const [file] = await listCommit(await openRepository(repository.path), repository.git('rev-parse', 'HEAD'))
  expect(holdsText(file as CommitFile, '{ "ü": 1 }\n')).toBe(true)
  expect(holdsText(file as CommitFile, '{ "ü": 1 }')).toBe(false)
  expect(text(await treeOf(repository), 'a.json')).toBe('{ "ü": 1 }\n')
})
