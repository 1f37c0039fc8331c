import { StringDecoder } from 'node:string_decoder'
import type { ExecutorContext } from './port.ts'
import type { ValueReader } from './values.ts'

/** What is longer is cut: a line is meant to be looked at. */
const longestLine = 1_000
/** A line that has not ended is held back so far at most, since a secret may stand in two parts of it. */
const mostHeldBack = 64 * 1024

/** How an attempt says something: lines without secrets and of bearable length, for whoever listens. */
export function teller({ onMessage }: ExecutorContext, values: ValueReader): (text: string) => void {
  if (onMessage === undefined) return () => undefined
  return (text) => {
    for (const line of values.redact(text).split(/\r?\n/))
      onMessage(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line)
  }
}

/** Makes lines of what a program prints, and passes them on as they come. */
export class Lines {
  readonly #tell: (line: string) => void
  readonly #decoder = new StringDecoder('utf8')
  #begun = ''

  constructor(tell: (line: string) => void) {
    this.#tell = tell
  }

  write(chunk: Uint8Array): void {
    const lines = `${this.#begun}${this.#decoder.write(Buffer.from(chunk))}`.split('\n')
    this.#begun = lines.pop() ?? ''
    for (const line of lines) this.#tell(line.replace(/\r$/, ''))
    if (this.#begun.length > mostHeldBack) this.#flush()
  }

  /** Nothing more comes. */
  end(): void {
    this.#begun += this.#decoder.end()
    if (this.#begun !== '') this.#flush()
  }

  #flush(): void {
    this.#tell(this.#begun)
    this.#begun = ''
  }
}
