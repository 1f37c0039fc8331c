import { expect, it } from 'vitest'
import { readWorkspace } from '#core/compiler'
import { memoryTree } from '#core/source'

const many = Array.from({ length: 50_001 }, (_, index): [string, string] => [`photos/${index}.jpg`, ''])
const agent = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec: { type: worker }\n'
const read = (target: string, more: [string, string][] = []) =>
  readWorkspace({ tree: memoryTree(new Map([...many, ['agents/a.yaml', agent], ...more])), targets: [target] })

it('a folder that is probably not a workspace is not looked through, and what to do is said', () => {
  expect(() => read('')).toThrow('There are more than 50000 files and folders in the folder that was to be checked')
  expect(() => read('photos')).toThrow('There are more than 50000 files and folders in photos')
})

it('a folder of it can be named, and an ossa.yaml says that all of it is meant', () => {
  expect(read('agents').agents).toHaveLength(1)
  expect(read('', [['ossa.yaml', '']]).agents).toHaveLength(1)
})
