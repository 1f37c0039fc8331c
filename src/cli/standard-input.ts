import { text } from 'node:stream/consumers'
import { usageError } from '#core/diagnostics'

/** All of standard input, or undefined if it is a terminal. */
export async function readStandardInput(): Promise<string | undefined> {
  return process.stdin.isTTY ? undefined : text(process.stdin)
}

export interface UnsavedRequest {
  readonly paths: readonly string[]
  /** Where the text belongs, and whether somebody said so. */
  readonly file: string
  readonly isFileGiven: boolean
  readonly isWatched: boolean
}

/** Standard input as the content of a file, if `-` is among the paths. From a terminal it is read until Ctrl-D. */
export async function unsavedInput({
  paths,
  file,
  isFileGiven,
  isWatched,
}: UnsavedRequest): Promise<{ file: string; content: Uint8Array } | undefined> {
  if (!paths.includes('-')) {
    if (!isFileGiven) return undefined
    const message = '--stdin-filename says where standard input belongs, which is not read.'
    throw usageError('cli/no-input', message, 'Add `-` to read it, or leave the option out.')
  }
  if (paths.length > 1)
    throw usageError('cli/two-inputs', 'Standard input is checked alone.', 'Leave out the other paths, or the `-`.')
  if (isWatched)
    throw usageError('cli/no-watch', 'Standard input cannot be watched.', 'Name a file, or leave out --watch.')
  return { file, content: await upToLimit(process.stdin) }
}

/** A little more than any file may have, so that it is found to be too large. */
const mostBytes = 33 * 1024 * 1024

// What comes after that need not be read, let alone held.
async function upToLimit(stream: NodeJS.ReadStream): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > mostBytes) break
  }
  return Buffer.concat(chunks)
}
