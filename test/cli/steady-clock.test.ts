import { expect, it } from 'vitest'
import { steadyClock } from '../../src/cli/steady-clock.ts'

const hour = 3_600_000

/** What the clock says after each step: how far the machine's clock was put, and how much time has really passed. */
function told(steps: readonly (readonly [put: number, passed: number])[]): number[] {
  let [wall, elapsed] = [1_000_000_000, 5]
  const now = steadyClock({ wall: () => wall, elapsed: () => elapsed })
  return steps.map(([put, passed]) => {
    wall += put + passed
    elapsed += passed
    return now() - 1_000_000_000
  })
}

it('tells the time of the machine', () => {
  expect(
    told([
      [0, 0],
      [0, 10],
      [0, 20],
    ]),
  ).toEqual([0, 10, 30])
})

it('goes on when the clock is put back, and follows it again once it has come so far', () => {
  expect(
    told([
      [0, 10],
      [-hour, 10],
      [0, 10],
      [0, hour],
      [0, 10],
    ]),
  ).toEqual([10, 20, 30, 30 + hour, 40 + hour])
})

it('follows the clock when it is put forward', () => {
  expect(
    told([
      [0, 10],
      [hour, 10],
      [-hour, 10],
    ]),
  ).toEqual([10, 20 + hour, 30 + hour])
})
