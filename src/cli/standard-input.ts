import { text } from 'node:stream/consumers'
import { usageError } from '#core/diagnostics'

/** All of standard input, or undefined if it is a terminal. */
export async function readStandardInput(): Promise<string | undefined> {
  return process.stdin.isTTY ? undefined : text(process.stdin)
}

/** Standard input as the content of a file, if `-` is among the paths. From a terminal it is read until Ctrl-D. */
export async function unsavedInput(
  paths: readonly string[],
  file: string,
): Promise<{ file: string; content: Uint8Array } | undefined> {
  if (!paths.includes('-')) return undefined
  if (paths.length > 1)
    throw usageError('cli/two-inputs', 'Standard input is checked alone.', 'Leave out the other paths, or the `-`.')
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
