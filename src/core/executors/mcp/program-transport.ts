import { once } from 'node:events'
import path from 'node:path'
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { execa } from 'execa'
import { endProcessTree, register } from '../command/process-tree.ts'
import type { Lines } from '../lines.ts'

const keptText = 2_000

export interface Program {
  readonly run: readonly string[]
  /** Absolute. */
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  /** Of one message. */
  readonly maximumBytes: number
  readonly onExcess: () => void
  /** Takes what is printed on standard error. */
  readonly said: Lines
}

/** How a program came to an end. */
export interface ProgramEnd {
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  /** Why it could not be started. */
  readonly code?: string | undefined
}

/**
 * Messages over the standard input and output of a program, which leads a group of its own: closing ends it with all that it has
 * started, as the SDK's own transport does not.
 */
export class ProgramTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: JSONRPCMessage) => void
  /** Known once it has ended. */
  end: ProgramEnd | undefined
  /** The last that it has written to standard error. */
  complaint = ''
  readonly #program: Program
  readonly #received = new ReadBuffer({ maxBufferSize: Number.POSITIVE_INFINITY })
  /** Of a message whose end has not come yet. */
  #pendingBytes = 0
  #subprocess: ReturnType<typeof begin> | undefined

  constructor(program: Program) {
    this.#program = program
  }

  async start(): Promise<void> {
    const subprocess = begin(this.#program)
    this.#subprocess = subprocess
    if (subprocess.pid !== undefined) register(subprocess.pid)
    subprocess.stdout.on('data', (chunk: Buffer) => this.#receive(chunk))
    subprocess.stderr.on('data', (chunk: Buffer) => {
      this.complaint = (this.complaint + chunk.toString()).slice(-keptText)
      this.#program.said.write(chunk)
    })
    // A server that ends while it is written to is told of below.
    subprocess.stdin.on('error', () => undefined)
    const ended = subprocess.then(({ exitCode, signal, code }) => {
      this.end = { exitCode, signal, code }
      this.onclose?.()
    })
    await once(subprocess, 'spawn').catch(() => ended)
    if (this.end !== undefined) throw new Error('The server has ended.')
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const { stdin } = this.#subprocess ?? {}
      if (stdin === undefined || stdin.destroyed) reject(new Error('The server has ended.'))
      else stdin.write(serializeMessage(message), (error) => (error ? reject(error) : resolve()))
    })
  }

  async close(): Promise<void> {
    const { pid, stdin } = this.#subprocess ?? {}
    stdin?.end()
    if (pid !== undefined) endProcessTree(pid)
    // What it has said before it answered may be here already, and not read yet.
    await new Promise((resolve) => setImmediate(resolve))
  }

  #receive(chunk: Buffer): void {
    const lineEnd = chunk.lastIndexOf(10)
    this.#pendingBytes = lineEnd === -1 ? this.#pendingBytes + chunk.length : chunk.length - lineEnd
    if (this.#pendingBytes > this.#program.maximumBytes) {
      this.#program.onExcess()
      return void this.close()
    }
    this.#received.append(chunk)
    while (this.#deliver());
  }

  /** Passes the next message on. False if there is none. Programs print other lines, too; these are left out. */
  #deliver(): boolean {
    try {
      const message = this.#received.readMessage()
      if (message !== null) this.onmessage?.(message)
      return message !== null
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)))
      return true
    }
  }
}

function begin({ run: [program = '', ...args], cwd, environment }: Program) {
  return execa(program, args, {
    cwd: path.resolve(cwd),
    env: environment,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    encoding: 'buffer',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
    windowsHide: true,
  })
}
