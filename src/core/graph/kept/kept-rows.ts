import { none } from '../int-columns.ts'
import type { KeptBlocks } from './kept-file.ts'

/** How far blocks have mostly moved where others were added or removed. */
const near = 16

/** For each block, by its print, the kept one that says the same. They mostly are in the same order. */
export function sameBlocks(prints: Float64Array, kept: Float64Array): Int32Array {
  const same = new Int32Array(prints.length)
  const isFree = new Uint8Array(kept.length).fill(1)
  const missing: number[] = []
  for (let block = 0, next = 0; block < prints.length; block += 1) {
    const found = findNear(prints[block] ?? 0, kept, next)
    same[block] = found
    if (found === none) missing.push(block)
    else {
      isFree[found] = 0
      next = found + 1
    }
  }
  if (missing.length === 0) return same
  const places = new Map<number, number>()
  for (let place = 0; place < kept.length; place += 1) if (isFree[place] === 1) places.set(kept[place] ?? 0, place)
  for (const block of missing) same[block] = places.get(prints[block] ?? 0) ?? none
  return same
}

function findNear(print: number, kept: Float64Array, from: number): number {
  const end = Math.min(kept.length, from + near)
  for (let place = from; place < end; place += 1) if (kept[place] === print) return place
  return none
}

/** Where each kept block begins. `between` is how many bytes stand between two. */
export function startsOf({ start, lengths }: KeptBlocks, between: number): Float64Array {
  const starts = new Float64Array(lengths.length)
  for (let block = 0, place = start; block < lengths.length; block += 1) {
    starts[block] = place
    place += (lengths[block] ?? 0) + between
  }
  return starts
}
