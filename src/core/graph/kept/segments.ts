import { hash } from 'node:crypto'

/** A file in pieces, each with a hash: what is copied whole need not be hashed again. */
export interface Segments {
  readonly lengths: Int32Array
  /** SHA-256. */
  readonly hashes: Int32Array
}

/** No segment is longer. */
export const segmentBytes = 1 << 19
/** Numbers of a hash. */
export const wordsOfHash = 8

/** A hash of bytes as numbers. */
export function hashWords(bytes: Uint8Array): Int32Array {
  const { buffer, byteOffset, byteLength } = hash('sha256', bytes, 'buffer')
  return new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength))
}
