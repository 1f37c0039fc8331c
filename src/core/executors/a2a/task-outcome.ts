import { type Message, type Part, type Task, TaskState } from '@a2a-js/sdk'
import type { AttemptError } from '#core/workflow'
import { maximumOutputBytes, type Outcome } from '../port.ts'
import { textValue } from '../text-value.ts'

const keptText = 300

/** True if nothing more comes of a task by itself. */
export function isOver({ status }: Pick<Task, 'status'>): boolean {
  const state = status?.state ?? TaskState.TASK_STATE_UNSPECIFIED
  return ![TaskState.TASK_STATE_UNSPECIFIED, TaskState.TASK_STATE_SUBMITTED, TaskState.TASK_STATE_WORKING].includes(
    state,
  )
}

/** The outcome of a task that is over: what its artifacts hold, else what was said at its end. */
export function taskOutcome({ status, artifacts }: Pick<Task, 'status' | 'artifacts'>, outputSchema: unknown): Outcome {
  const said = textIn(status?.message?.parts ?? [])
  if (status?.state === TaskState.TASK_STATE_COMPLETED) {
    const parts = artifacts.flatMap((artifact) => artifact.parts)
    return partsOutcome(parts.length > 0 ? parts : (status.message?.parts ?? []), outputSchema)
  }
  return { error: taskProblem(status?.state, said) }
}

/** The outcome of a message that is the answer. */
export function messageOutcome({ parts }: Pick<Message, 'parts'>, outputSchema: unknown): Outcome {
  return partsOutcome(parts, outputSchema)
}

function taskProblem(state: TaskState | undefined, said: string | undefined): AttemptError {
  const because = said === undefined || said === '' ? '' : `: ${said.slice(0, keptText).replace(/[.?!]$/, '')}`
  switch (state) {
    case TaskState.TASK_STATE_FAILED:
      return { code: 'a2a/failed', message: `The agent has failed${because}.`, retryable: true }
    case TaskState.TASK_STATE_REJECTED:
      return { code: 'a2a/rejected', message: `The agent rejected the task${because}.`, retryable: false }
    case TaskState.TASK_STATE_CANCELED:
      return { code: 'a2a/cancelled', message: `The agent cancelled the task${because}.`, retryable: false }
    case TaskState.TASK_STATE_AUTH_REQUIRED:
      return { code: 'a2a/auth-required', message: `The agent asks for credentials${because}.`, retryable: false }
    default:
      return { code: 'a2a/input-required', message: `The agent asks for more input${because}.`, retryable: false }
  }
}

function partsOutcome(parts: readonly Part[], outputSchema: unknown): Outcome {
  const output = outputOf(parts, outputSchema)
  if (Buffer.byteLength(JSON.stringify(output)) <= maximumOutputBytes) return { output }
  return { error: tooLarge() }
}

/** The error for an answer that is not taken. */
export function tooLarge(): AttemptError {
  return {
    code: 'a2a/output-too-large',
    message: 'The agent answered with more than 10 MiB, or streamed more than 4 MiB at once.',
    retryable: false,
  }
}

// Data is the output; several pieces of data are a list. Text is one text.
function outputOf(parts: readonly Part[], outputSchema: unknown): unknown {
  const data = parts.flatMap(({ content }): unknown[] => (content?.$case === 'data' ? [content.value] : []))
  if (data.length > 0) return data.length === 1 ? data[0] : data
  const text = textIn(parts)
  return text === undefined ? parts.map(fileOf) : textValue(text, outputSchema)
}

/** All that the parts say, if they are nothing but text. */
export function textIn(parts: readonly Part[]): string | undefined {
  const texts = parts.flatMap(({ content }) => (content?.$case === 'text' ? [content.value] : []))
  return texts.length === parts.length ? texts.join('\n') : undefined
}

function fileOf({ content, filename, mediaType }: Part): unknown {
  const own = { ...(filename === '' ? {} : { filename }), ...(mediaType === '' ? {} : { mediaType }) }
  if (content?.$case === 'raw') return { ...own, base64: Buffer.from(content.value).toString('base64') }
  if (content?.$case === 'url') return { ...own, url: content.value }
  return { ...own, text: content?.value as unknown }
}
