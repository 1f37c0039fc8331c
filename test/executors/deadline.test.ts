import { afterEach, describe, expect, it, vi } from 'vitest'
import { startDeadline } from '../../src/core/executors/deadline.ts'

const day = 86_400_000

describe('a deadline', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([1, 30 * day, 60 * day])('comes after %d ms, not before', (milliseconds) => {
    vi.useFakeTimers()
    const { signal } = startDeadline(milliseconds)
    vi.advanceTimersByTime(milliseconds - 1)
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(signal.aborted).toBe(true)
  })

  it('does not come when it was cleared', () => {
    vi.useFakeTimers()
    const { signal, clear } = startDeadline(60 * day)
    vi.advanceTimersByTime(40 * day)
    clear()
    vi.advanceTimersByTime(40 * day)
    expect(signal.aborted).toBe(false)
  })
})
