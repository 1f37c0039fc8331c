import { isObject } from '#core/json'
import type { AttemptError } from '#core/workflow'
import { maximumOutputBytes, type Outcome } from '../port.ts'
import { textValue } from '../text-value.ts'

const keptText = 300

/** What a tool has answered, as far as it says something here. */
export interface ToolResult {
  readonly content?: unknown
  readonly structuredContent?: unknown
  readonly isError: boolean
}

/**
 * The outcome of a call: what the tool gives as structured content; else its text, read as JSON where it is JSON and no text is
 * promised; else its content as it came.
 */
export function outcomeOf(
  tool: string,
  { content, structuredContent, isError }: ToolResult,
  outputSchema: unknown,
): Outcome {
  const blocks = Array.isArray(content) ? (content as unknown[]) : []
  const text = textIn(blocks)
  if (isError) {
    const said = text?.trim().slice(0, keptText).replace(/\.$/, '') ?? ''
    const message = `The tool ${tool} has failed${said === '' ? '' : `: ${said}`}.`
    return { error: { code: 'mcp/tool-failed', message, retryable: true, details: { content: blocks } } }
  }
  const output = structuredContent ?? (text === undefined ? blocks : textValue(text, outputSchema))
  if (Buffer.byteLength(JSON.stringify(output)) <= maximumOutputBytes) return { output }
  return { error: tooLarge(tool) }
}

/** The error for an answer that is not taken. */
export function tooLarge(tool: string): AttemptError {
  const message = `The tool ${tool} answered with more than 10 MiB.`
  return { code: 'mcp/output-too-large', message, retryable: false }
}

function textIn(blocks: readonly unknown[]): string | undefined {
  const texts = blocks.flatMap((block) => (isObject(block) && typeof block['text'] === 'string' ? [block['text']] : []))
  return texts.length === blocks.length ? texts.join('\n') : undefined
}
