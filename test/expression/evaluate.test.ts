import { describe, expect, it } from 'vitest'
import { compileExpression, EvaluationFailure, evaluateTemplate, templateExpressions, toCel } from '#core/expression'

const schema = { properties: { count: { type: 'integer' }, list: { items: { type: 'integer' } } } }
const input = {
  name: 'Ada',
  count: 5,
  price: 2.5,
  list: Array.from({ length: 1_000 }, (_, index) => index),
  own: { constructor: 1, valueOf: 2, toString: 3 },
  text: `${'a'.repeat(30)}!`,
}
const context = { input: toCel(input, schema), tasks: {} }
const evaluate = (template: unknown) => evaluateTemplate(template, context)
const expression = (source: string) => evaluate(`\${{ ${source} }}`)

describe('a template', () => {
  it.each<[unknown, unknown]>([
    ['${{ input.count }}', 5],
    ['${{input.count}}', 5],
    [' ${{ input.count }}', ' 5'],
    ['${{ input.count }}${{ input.name }}', '5Ada'],
    ['a ${{ {"x": [input.count, null, true]} }} b', 'a {"x":[5,null,true]} b'],
    ['${{ {"a": {"b": "}}"}} }}', { a: { b: '}}' } }],
    ["${{ '}}' }}", '}}'],
    ['${{ "\\"}}" }}', '"}}'],
    ["${{ '''a'}}b''' }}", "a'}}b"],
    ['a $ {{ b }} }} c', 'a $ {{ b }} }} c'],
    ['$${{ 1 }}', '$1'],
    [{ a: ['${{ input.name }}', 1, null, { '${{ 1 }}': '${{ 2 }}' }] }, { a: ['Ada', 1, null, { '${{ 1 }}': 2 }] }],
    [JSON.parse('{"__proto__": "${{ 1 }}"}'), JSON.parse('{"__proto__": 1}')],
    ['', ''],
    [7, 7],
  ])('%j becomes %j', (template, value) => {
    expect(evaluate(template)).toEqual(value)
  })

  it.each(['${{ input.name', 'a ${{ "}}', '${{ {"a": 1 }}'])(
    'that is never closed cannot be evaluated: %s',
    (template) => {
      expect(() => evaluate({ x: [template] })).toThrow(EvaluationFailure)
      expect(templateExpressions({ x: [template] })).toMatchObject([{ pointer: '/x/0', isUnclosed: true }])
    },
  )

  it('says where its faulty expression stands', () => {
    const fault = (() => {
      try {
        return evaluate({ 'a/b': [1, 'x ${{ input.none }}'] })
      } catch (error) {
        return error
      }
    })()
    expect(fault).toMatchObject({ pointer: '/a~1b/1', message: 'No such key: none in `input.none`' })
  })

  it('knows where its expressions are', () => {
    expect(templateExpressions({ a: 'x ${{ 1 }} ${{ 2 }}', b: ['${{ 3 }}'] })).toEqual([
      { pointer: '/a', source: ' 1 ', start: 5, isWhole: false, isUnclosed: false },
      { pointer: '/a', source: ' 2 ', start: 14, isWhole: false, isUnclosed: false },
      { pointer: '/b/0', source: ' 3 ', start: 3, isWhole: true, isUnclosed: false },
    ])
  })
})

describe('numbers', () => {
  it.each<[string, unknown]>([
    ['input.count', 5],
    ['input.count + 1', 6],
    ['input.count / 2', 2],
    ['input.price + 1', 3.5],
    ['input.count * input.price', 12.5],
    ['input.count == 5 && input.price < 3', true],
    ['input.list[1] + 1', 2],
    ['size(input.list) + 0.5', 1000.5],
    ['9007199254740991', 9007199254740991],
    ['1u', 1],
  ])('are integers or not by their schema: %s', (source, value) => {
    expect(expression(source)).toBe(value)
  })

  it.each(['9007199254740992', '9223372036854775807', '1.0 / 0.0', 'double("nan")', '1 / 0', '5 % 0'])(
    'that JSON cannot hold are failures: %s',
    (source) => {
      expect(() => expression(source)).toThrow(EvaluationFailure)
    },
  )
})

describe('other values', () => {
  it.each<[string, unknown]>([
    ['timestamp("2020-01-01T00:00:00Z")', '2020-01-01T00:00:00.000Z'],
    ['duration("1h")', '3600s'],
    ['b"abc"', 'YWJj'],
    ['optional.none()', null],
    ['input.?none', null],
    ['input.?name', 'Ada'],
    ['{1: 2}', { 1: 2 }],
    ['[1].map(x, x + x) + [3]', [2, 3]],
    ['(input.list + [7]).filter(x, x > 998)', [999]],
    ['input.own', input.own],
  ])('become JSON: %s', (source, value) => {
    expect(expression(source)).toEqual(value)
  })
})

const twice = (times: number, start: string): string =>
  times === 0 ? start : `[${start} + ${start}].map(x${times}, ${twice(times - 1, `x${times}`)})[0]`
const bound = (times: number, start: string): string =>
  times === 0 ? start : `cel.bind(y${times}, ${start} + ${start}, ${bound(times - 1, `y${times}`)})`
const shared = (times: number, start: string): string =>
  times === 0 ? start : `[[${start}, ${start}]].map(x${times}, ${shared(times - 1, `x${times}`)})[0]`

describe('hostile expressions', () => {
  it.each([
    ['loops in loops', 'input.list.map(a, input.list.map(b, input.list.map(c, 1)))'],
    ['loops whose errors do not count', 'input.list.exists(a, input.list.exists(b, input.list.all(c, true) && false))'],
    ['lists that double', twice(24, 'input.list')],
    ['texts that double', twice(30, 'input.text')],
    ['lists that double by name', bound(24, 'input.list')],
    ['results that double', shared(24, 'input.name')],
    ['results that repeat a list', 'input.list.map(a, input.list)'],
  ])('are stopped: %s', (_, source) => {
    expect(() => expression(source)).toThrow(/does too much|too large/)
  })

  it('do not spoil the next one', () => {
    expect(() => expression('input.list.map(a, input.list.map(b, input.list.map(c, 1)))')).toThrow(EvaluationFailure)
    expect(expression('input.list.map(a, a + 1).size()')).toBe(1000)
  })

  it.each([
    ['nesting', `${'['.repeat(900)}${']'.repeat(900)}`],
    ['parentheses', `${'('.repeat(4_000)}1${')'.repeat(4_000)}`],
    ['length', `1${' + 1'.repeat(4_000)}`],
    ['negation', `${'!'.repeat(9_000)}true`],
    ['a pattern that is computed', 'input.name.matches(input.name)'],
    ['a pattern that is none', 'input.name.matches("[")'],
    ['a pattern that is huge', 'input.name.matches("(x{1000}){1000}")'],
    ['unknown variables', 'process'],
    ['unknown functions', 'input.toString()'],
    ['nothing', '  '],
  ])('are refused beforehand, with a place inside them: %s', (_, source) => {
    const compiled = compileExpression(source)
    expect(compiled).toHaveProperty('problem')
    if (!('problem' in compiled)) return
    const { message, start, end } = compiled.problem
    expect(message).toMatch(/\.$/)
    expect([start >= 0, end <= source.length, start <= end]).toEqual([true, true, true])
  })

  it.each(['(a+)+$', '(a|a)*$', '(.*a){12}b'])('cannot make a pattern take for ever: %s', (pattern) => {
    expect(expression(`input.text.matches("${pattern}")`)).toBeTypeOf('boolean')
  })

  it.each([
    'input.constructor',
    'input.__proto__',
    'input["constructor"]',
    'input.name.constructor',
    'input.list.length',
    'tasks.constructor',
    'tasks.__proto__.polluted',
  ])('see nothing of JavaScript: %s', (source) => {
    expect(() => expression(source)).toThrow(/No such key/)
  })

  it('see their own values under any name', () => {
    expect(expression('input.own.constructor')).toBe(1)
    expect(expression('has(input.constructor)')).toBe(false)
    expect(expression('"constructor" in input')).toBe(false)
  })
})

describe('references', () => {
  const read = (source: string) => {
    const compiled = compileExpression(source)
    return 'problem' in compiled ? compiled : compiled.references.map(({ root, path }) => [root, ...path].join('.'))
  }

  it.each<[string, string[]]>([
    ['tasks.a.output.b + tasks.c.output', ['tasks.a.output.b', 'tasks.c.output']],
    ['tasks["a"].output[0].b', ['tasks.a.output']],
    ['tasks.a.output[tasks.b.output].c', ['tasks.a.output', 'tasks.b.output']],
    ['tasks.a.?output.?x', ['tasks.a.output.x']],
    ['has(tasks.a.output.x)', ['tasks.a.output.x']],
    ['input.list.map(tasks, tasks.a)', ['input.list']],
    ['input.list.exists(x, x == tasks.a.output)', ['input.list', 'tasks.a.output']],
    ['{"k": [tasks.a.status == "x" ? tasks.b.output : null]}', ['tasks.a.status', 'tasks.b.output', '']],
    ['"tasks.a.output"', []],
    ['tasks', ['tasks']],
  ])('are the longest paths that are read: %s', (source, paths) => {
    expect(read(source)).toEqual(paths.filter(Boolean))
  })
})
