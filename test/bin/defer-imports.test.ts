import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { deferImports } from '../../bin/defer-imports.ts'

const packages: Record<string, object> = {
  path: { join: (...parts: string[]) => parts.join('/'), sep: '/' },
  letters: { Letter: class Letter {} },
}

function run(text: string): { result: unknown; loaded: string[] } {
  const loaded: string[] = []
  const load = (id: string) => {
    loaded.push(id)
    return packages[id]
  }
  const result: unknown = runInNewContext(deferImports(text), { require: load, __toESM: (value: object) => value })
  return { result, loaded }
}

describe('what a file imports', () => {
  it('is loaded when it is first used, and once', () => {
    const text = 'const path_1 = require("path");const letters_1 = require("letters");path_1.join("a", path_1.sep)'
    expect(run(text)).toEqual({ result: 'a//', loaded: ['path'] })
  })

  it('is used as ever: called without an owner, made anew, through a helper of a compiler', () => {
    const text =
      'var import_path=__toESM(require("path"),1);var import_letters=require("letters");' +
      '[(0,import_path.join)("a","b"), new import_letters.Letter() instanceof import_letters.Letter]'
    expect(run(text)).toEqual({ result: ['a/b', true], loaded: ['path', 'letters'] })
  })

  it('stays as it is where more than its members is used', () => {
    const text = 'const path_1 = require("path");const keys = Object.keys(path_1);path_1.sep + keys'
    expect(run(text)).toEqual({ result: '/join,sep', loaded: ['path'] })
  })
})
