import { describe, expect, it } from 'vitest'
import { validateShape } from '#core/schema'
import { parseDuration } from '#core/workflow'

const problems = (timeout: string, initial = '1s') =>
  validateShape('Workflow', {
    apiVersion: 'ossa/v1',
    kind: 'Workflow',
    metadata: { name: 'w', version: '1.0.0' },
    spec: { tasks: { a: { agent: 'a', capability: 'c', timeout, retry: { maxAttempts: 2, initial } } } },
  }).map(({ pointer, message, hint }) => ({ pointer, message, hint }))

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['1h30m', 5_400_000],
    ['0s', 0],
    ['0.2ms', 1],
    ['60d', 5_184_000_000],
    ['9999999999999999999999999999999d', 315_360_000_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  it.each(['0s', '0h0.0ms', '1', '-1s', ''])('%j is no time limit', (timeout) => {
    expect(problems(timeout)).toMatchObject([{ pointer: '/spec/tasks/a/timeout' }])
  })

  it.each(['60d', '10s', '0h5m', '0.5ms'])('%j is a time limit', (timeout) => {
    expect(problems(timeout)).toEqual([])
  })

  it('of no length is a fine wait between attempts', () => {
    expect(problems('1s', '0s')).toEqual([])
  })
})
