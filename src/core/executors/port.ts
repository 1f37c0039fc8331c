import type { Usage } from '#core/contract'
import type { AttemptError, Binding } from '#core/workflow'
import type { Circuits } from './circuits.ts'

/** One attempt. */
export interface AttemptRequest<B extends Binding = Binding> {
  readonly executionId: string
  readonly task: string
  readonly capability: string
  readonly attempt: number
  /** Equal for all attempts of a task in an execution: `execution/task/iteration`. */
  readonly idempotencyKey: string
  readonly input: unknown
  readonly binding: B
  readonly timeoutMs: number
  /** Self-contained JSON Schemas of what the capability takes and gives. */
  readonly inputSchema?: unknown
  readonly outputSchema?: unknown
}

/** What an executor may use of the world. */
export interface ExecutorContext {
  /** Absolute path of the workspace root. */
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Content of a file below the root, for secrets. Throws OssaError. */
  readonly readFile: (path: string) => string
  /** What the process knows of the services that it calls. */
  readonly circuits: Circuits
  /** Hears what the attempt says while it runs, in lines without secrets. It is no part of the outcome. */
  readonly onMessage?: ((line: string) => void) | undefined
}

/** How an attempt ended. `interrupted`: it was told to stop, and nobody knows how far it got. */
export type Outcome =
  | { readonly output: unknown; readonly usage?: Usage | undefined }
  | { readonly error: AttemptError; readonly usage?: Usage | undefined }
  | { readonly interrupted: true }

/** One way to carry out attempts. When the signal is aborted it ends everything it has started and returns. */
export interface Executor<B extends Binding> {
  readonly kind: B['kind']
  execute(request: AttemptRequest<B>, context: ExecutorContext, signal: AbortSignal): Promise<Outcome>
}

/** Output larger than this is refused: it would have to be stored with every event that holds it. */
export const maximumOutputBytes = 10 * 1024 * 1024

/** Of a message that carries an output, which is a little longer. */
export const maximumMessageBytes = maximumOutputBytes + 1024 * 1024
