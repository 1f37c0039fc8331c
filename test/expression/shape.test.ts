import { describe, expect, it } from 'vitest'
import { expressionShape } from '#core/expression'

describe('the shape of an expression', () => {
  it.each([
    ['tasks.a.output.b', ['tasks', 'a', 'output', 'b']],
    [' input["a b"][0].c ', ['input', 'a b', 0, 'c']],
    ['(input)', ['input']],
  ])('is a path: %s', (source, [root, ...path]) => {
    expect(expressionShape(source)).toEqual({ kind: 'path', root, path })
  })

  it.each([
    ['size(input.a) > 0', 'boolean'],
    ['has(input.a) && input.a', 'boolean'],
    ['size(input.a) + 1', 'number'],
    ['1.5', 'number'],
    ['"a" + input.b', 'string'],
    ['string(input.a)', 'string'],
    ['null', 'null'],
    ['input.list.exists(x, x.a)', 'boolean'],
  ])('is a scalar: %s', (source, type) => {
    expect(expressionShape(source)).toEqual({ kind: 'scalar', type })
  })

  it('is a choice of what its branches are', () => {
    expect(expressionShape('has(input.a) ? input.a : has(input.b) ? input.b : null')).toEqual({
      kind: 'choice',
      choices: [
        { kind: 'path', root: 'input', path: ['a'] },
        { kind: 'path', root: 'input', path: ['b'] },
        { kind: 'scalar', type: 'null' },
      ],
    })
  })

  it('is a list or a map of what is in it', () => {
    expect(expressionShape('[input.a, { "b": true, "__proto__": 1 }]')).toEqual({
      kind: 'list',
      items: [
        { kind: 'path', root: 'input', path: ['a'] },
        {
          kind: 'map',
          members: [
            ['b', { kind: 'scalar', type: 'boolean' }],
            ['__proto__', { kind: 'scalar', type: 'number' }],
          ],
        },
      ],
    })
  })

  it.each(['input.a + 1', 'input[input.key]', 'input.?a', 'input.list.map(x, x.a)', '{ input.a: 1 }', 'input.', 'a.b'])(
    'is unknown: %s',
    (source) => {
      expect(expressionShape(source)).toEqual({ kind: 'unknown' })
    },
  )
})
