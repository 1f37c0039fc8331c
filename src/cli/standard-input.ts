import { text } from 'node:stream/consumers'

/** All of standard input, or undefined if it is a terminal. */
export async function readStandardInput(): Promise<string | undefined> {
  return process.stdin.isTTY ? undefined : text(process.stdin)
}
