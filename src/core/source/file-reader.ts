import { close, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** A regular file that is read piece by piece. What it was when it was opened, it stays, whatever takes its place. */
export class FileReader {
  /** How many bytes it had when it was opened. */
  readonly size: number
  readonly #descriptor: number

  private constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor
    this.size = size
  }

  /** Undefined where there is no regular file, or it cannot be read. */
  static open(path: string): FileReader | undefined {
    let descriptor: number | undefined
    try {
      // A pipe must not be waited for.
      descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
      const stats = fstatSync(descriptor)
      if (stats.isFile()) return new FileReader(descriptor, stats.size)
    } catch {
      // As if there were none.
    }
    if (descriptor !== undefined) closeSync(descriptor)
    return undefined
  }

  /** Fills bytes with what stands from a place on; false if there is not as much, or it cannot be read. */
  read(bytes: Uint8Array, place: number): boolean {
    try {
      for (let done = 0; done < bytes.length; ) {
        const read = readSync(this.#descriptor, bytes, done, bytes.length - done, place + done)
        if (read === 0) return false
        done += read
      }
      return true
    } catch {
      return false
    }
  }

  /** Lets go of it, without waiting: where nobody else holds a large file, giving back its room takes a while. */
  close(): void {
    close(this.#descriptor, () => undefined)
  }
}
