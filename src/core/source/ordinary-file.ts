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

/** One for all: of thousands of small files, to make a place for each takes as long as to read them. */
let skimmed: Buffer | undefined
const mostSkimmed = 64 * 1024

/**
 * Reads a small file that was just seen to be a regular one, without asking what it is; undefined where that does not go. The next
 * call overwrites what is returned.
 */
export function skimOrdinary(file: string): Uint8Array | undefined {
  if (constants.O_NOFOLLOW === undefined) return undefined
  const descriptor = openIfPossible(file)
  if (descriptor === undefined) return undefined
  skimmed ??= Buffer.allocUnsafeSlow(mostSkimmed)
  try {
    const length = readSync(descriptor, skimmed, 0, mostSkimmed, null)
    // What is empty, or goes on, may be something else by now.
    const isAll = length > 0 && length < mostSkimmed && readSync(descriptor, skimmed, length, 1, null) === 0
    return isAll ? skimmed.subarray(0, length) : undefined
  } catch {
    return undefined
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
