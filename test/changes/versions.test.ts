import { describe, expect, it } from 'vitest'
import { judgeVersion, lowestVersion } from '#core/changes'

describe('a version', () => {
  it.each([
    ['1.2.3', '2.0.0', 'major', 'enough'],
    ['1.2.3', '1.3.0', 'major', 'too-low'],
    ['1.2.3', '1.2.3', 'major', 'too-low'],
    ['1.2.3', '2.0.0-rc.1', 'major', 'enough'],
    ['1.2.3', '1.3.0', 'minor', 'enough'],
    ['1.2.3', '2.0.0', 'minor', 'enough'],
    ['1.2.3', '1.2.4', 'minor', 'too-low'],
    ['1.2.3', '1.2.4', 'patch', 'enough'],
    ['1.2.3', '1.2.3', 'patch', 'too-low'],
    ['1.2.3', '1.2.3', 'none', 'enough'],
    ['1.2.3', '1.2.2', 'none', 'lowered'],
    ['2.0.0', '1.9.0', 'major', 'lowered'],
    // Before 1.0.0, the second number says what the first says later.
    ['0.2.3', '0.3.0', 'major', 'enough'],
    ['0.2.3', '0.2.4', 'major', 'too-low'],
    ['0.2.3', '0.2.4', 'minor', 'enough'],
    ['0.0.3', '0.0.4', 'major', 'enough'],
    ['0.9.0', '1.0.0', 'major', 'enough'],
    // What is not released promises nothing.
    ['2.0.0-rc.1', '2.0.0-rc.2', 'major', 'enough'],
    ['2.0.0-rc.1', '2.0.0', 'major', 'enough'],
    ['2.0.0', '2.0.0-rc.1', 'none', 'lowered'],
    // Other notations.
    ['v1', 'v2', 'major', 'enough'],
    ['1.0', '1.1', 'minor', 'enough'],
    ['1.0', '1.0', 'minor', 'too-low'],
    ['2024-01-01', '2024-06-01', 'major', 'enough'],
    ['2024-01-01', '2024-01-01', 'patch', 'too-low'],
    ['2024-01-01', '1.0.0', 'major', 'enough'],
    [undefined, '1.0.0', 'major', 'enough'],
    ['1.0.0', undefined, 'none', 'missing'],
    [undefined, undefined, 'patch', 'missing'],
    [undefined, undefined, 'none', 'enough'],
  ] as const)('of %s that becomes %s, after changes of %s, is %s', (...[previous, present, bump, verdict]) => {
    expect(judgeVersion(previous, present, bump)).toBe(verdict)
  })

  it.each([
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'patch', '1.2.4'],
    ['0.2.3', 'major', '0.3.0'],
    ['0.2.3', 'minor', '0.2.4'],
    ['0.0.3', 'major', '0.0.4'],
    ['2.0.0-rc.1', 'major', '2.0.0-rc.2'],
    ['1.0', 'minor', '1.1.0'],
    ['2024-01-01', 'major', undefined],
    ['1.2.3', 'none', undefined],
  ] as const)('of %s takes, after changes of %s, at least %s', (previous, bump, lowest) => {
    expect(lowestVersion(previous, bump)).toBe(lowest)
    if (lowest !== undefined) expect(judgeVersion(previous, lowest, bump)).toBe('enough')
  })
})
