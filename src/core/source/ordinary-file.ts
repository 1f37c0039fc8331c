import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { refuseTooLarge } from './file-tree.ts'

/** Reads a regular file that is no link; undefined for all else, and where it cannot be opened. Saves a look at what it is before that. */
export function readOrdinary(file: string, relative: string): Uint8Array | undefined {
  if (constants.O_NOFOLLOW === undefined || `/${relative}/`.includes('/../')) return undefined
  const descriptor = openIfPossible(file)
  if (descriptor === undefined) return undefined
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) return undefined
    refuseTooLarge(relative, stats.size)
    // Some say that they are empty, and are not.
    return stats.size === 0 ? readFileSync(descriptor) : readUpTo(descriptor, stats.size)
  } finally {
    closeSync(descriptor)
  }
}

const mostSkimmed = 64 * 1024

/**
 * Reads a small file that was just seen to be a regular one into a place, from `at` on, without asking what it is: of thousands of small
 * files, that and to make a place for each takes as long as to read them. How many bytes it has; -1 where that does not go.
 */
export function skimOrdinary(file: string, into: Uint8Array, at: number): number {
  const most = Math.min(mostSkimmed, into.length - at)
  const descriptor = constants.O_NOFOLLOW === undefined || most <= 1 ? undefined : openIfPossible(file)
  if (descriptor === undefined) return -1
  try {
    const length = readSync(descriptor, into, at, most, null)
    // What is empty, or goes on, may be something else by now.
    const isAll = length > 0 && length < most && readSync(descriptor, into, at + length, 1, null) === 0
    return isAll ? length : -1
  } catch {
    return -1
  } finally {
    closeSync(descriptor)
  }
}

// A pipe must not be waited for.
function openIfPossible(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return undefined
  }
}

function readUpTo(descriptor: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  for (let read = -1; read !== 0 && length < size; length += read)
    read = readSync(descriptor, bytes, length, size - length, null)
  return bytes.subarray(0, length)
}
