import type { ValueOrSecret } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import type { AttemptError, Value } from '#core/workflow'
import type { ExecutorContext, Outcome } from './port.ts'

/** A value that the environment or a file should hold is not there. */
export class MissingValue extends Error {
  override readonly name = 'MissingValue'
}

/** Looks values up and remembers the secret ones, so that they can be kept out of every message. */
export class ValueReader {
  readonly #context: ExecutorContext
  readonly #secrets = new Set<string>()

  constructor(context: ExecutorContext) {
    this.#context = context
  }

  /** A plain value or an environment variable, which is not secret. Throws MissingValue. */
  plain(value: Value): string {
    if (typeof value === 'string') return value
    return this.#context.environment[value.env] ?? value.default ?? this.#missing(value.env)
  }

  /** A plain value or a reference to a secret. Throws MissingValue. */
  read(value: ValueOrSecret): string {
    return typeof value === 'string' ? value : this.secret(value)
  }

  /** The secret a reference leads to. Throws MissingValue. */
  secret({ env, file }: Exclude<ValueOrSecret, string>): string {
    const secret =
      env === undefined ? this.#fileContent(file ?? '') : (this.#context.environment[env] ?? this.#missing(env))
    return this.hide(secret)
  }

  /** Keeps a text out of messages that a secret can be read from. Returns it. */
  hide(secret: string): string {
    if (secret.length < 4) return secret
    for (const form of [secret, asInJson(secret), ...inUrl(secret), ...linesOf(secret)]) this.#secrets.add(form)
    return secret
  }

  /** Text without the secrets that have been read. */
  redact(text: string): string {
    // The longest first: one may be part of another.
    const secrets = [...this.#secrets].sort((a, b) => b.length - a.length)
    return secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '•••'), text)
  }

  /** An outcome without the secrets that have been read. Output is data and stays as it is. */
  redactOutcome(outcome: Outcome): Outcome {
    if (!('error' in outcome)) return outcome
    const { details, message, ...rest } = outcome.error
    const redacted =
      details === undefined ? {} : { details: JSON.parse(this.redact(JSON.stringify(details))) as unknown }
    return { ...outcome, error: { ...rest, message: this.redact(message), ...redacted } }
  }

  #fileContent(file: string): string {
    try {
      return this.#context.readFile(file).trimEnd()
    } catch (error) {
      if (error instanceof OssaError) throw new MissingValue(error.message.replace(/\.$/, ''), { cause: error })
      throw error
    }
  }

  #missing(name: string): never {
    throw new MissingValue(`The environment variable ${name} is not set`)
  }
}

// As services repeat addresses in their answers.
function inUrl(text: string): string[] {
  const encoded = new URLSearchParams([['', text]]).toString().slice(1)
  return [encoded, encoded.replaceAll('+', '%20')]
}

// A key of many lines is printed line by line.
function linesOf(text: string): string[] {
  return text.includes('\n') ? text.split(/\r?\n/).filter((line) => line.length >= 8) : []
}

function asInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** The error for a missing value; another attempt would miss it too. */
export function missingValueError(kind: string, error: MissingValue): AttemptError {
  return { code: `${kind}/missing-value`, message: `${error.message}.`, retryable: false }
}
