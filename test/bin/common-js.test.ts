import { runInNewContext } from 'node:vm'
import { init } from 'es-module-lexer'
import { beforeAll, describe, expect, it } from 'vitest'
import { refuseCircles, toCommonJs } from '../../bin/common-js.ts'

beforeAll(() => init)

async function exportsOf(text: string): Promise<Record<string, unknown>> {
  const module = { exports: {} }
  const load = (id: string) => ({ id, up: (word: string) => word.toUpperCase() })
  runInNewContext(await toCommonJs(text), { module, require: load, importModule: load })
  return module.exports
}

describe('a file of the bundle as CommonJS', () => {
  it('exports plain members, under the names that others know', async () => {
    const exported = await exportsOf('var a=1;function f(b=2){return b}class C{}export{a as default,f,C as Other};\n')
    expect(exported).toMatchObject({ __esModule: true, default: 1 })
    expect(Object.getOwnPropertyDescriptor(exported, 'default')).toHaveProperty('value', 1)
    expect(Object.keys(exported)).toEqual(['__esModule', 'default', 'f', 'Other'])
    expect((exported['f'] as () => number)()).toBe(2)
  })

  it.each(['count=count+1', 'count+=1', 'count??=1', 'count++', '--count'])(
    'tells what %s comes to',
    async (change) => {
      const exported = await exportsOf(`var count=0;function change(){${change}}export{count,change};`)
      const before = exported['count']
      const change_ = exported['change'] as () => void
      change_()
      expect([before, exported['count']]).toEqual([0, change === '--count' ? -1 : change === 'count??=1' ? 0 : 1])
    },
  )

  it('imports what it needs when it needs it, through the loader', async () => {
    const { word, later } = await exportsOf(
      'import{up}from"./words.js";var word=()=>up("a");var later=()=>import("./late.js");export{word,later};',
    )
    expect((word as () => string)()).toBe('A')
    expect((later as () => object)()).toMatchObject({ id: './late.js' })
  })

  it('does not load what it only passes on', async () => {
    const text = await toCommonJs('import{up}from"./words.js";export{up};')
    const module = { exports: {} }
    const loaded: string[] = []
    const load = (id: string) => ({ up: loaded.push(id) })
    runInNewContext(text, { module, require: load })
    expect(loaded).toEqual([])
    expect(module.exports).toMatchObject({ up: 1 })
  })

  it('is refused where it exports in another way', async () => {
    await expect(exportsOf('export const a=1;\nvar b;export{b};')).rejects.toThrow(
      'This is not how the bundler exports',
    )
  })
})

describe('files of the bundle that import one another in a circle', () => {
  it('are refused, since one would see what the other has not exported yet', () => {
    const imports = { a: ['b'], b: ['c', 'd'], c: ['d'], d: ['b'], e: ['a'] }
    expect(() => refuseCircles(new Map(Object.entries(imports)))).toThrow('b → c → d → b')
  })

  it('are all that is refused', () => {
    const imports = { a: ['b', 'c'], b: ['c'], c: [] }
    expect(() => refuseCircles(new Map(Object.entries(imports)))).not.toThrow()
  })
})
