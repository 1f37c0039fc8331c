import { isObject } from '#core/json'
import type { ChatApi, Turn } from './chat-api.ts'

const version = '2023-06-01'
/** The API asks for one. */
const usualMaxTokens = 4_096
/** The only tool, whose input is the answer. */
const tool = 'answer'

/** Messages of Anthropic. An object is asked for as the input of a tool that the model has to use. */
export const anthropicApi: ChatApi = {
  path: '/v1/messages',
  headers: (key) => ({ 'anthropic-version': version, ...(key === undefined ? {} : { 'x-api-key': key }) }),
  body({ binding, turns, schema }) {
    const { model, instructions, temperature, maxTokens = usualMaxTokens } = binding
    return {
      model,
      max_tokens: maxTokens,
      messages: turns.map((turn, place) => messageOf(turn, turns[place - 1])),
      ...(instructions === undefined ? {} : { system: instructions }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(schema === undefined
        ? {}
        : {
            tools: [{ name: tool, description: 'Gives the answer.', input_schema: schema }],
            tool_choice: { type: 'tool', name: tool },
          }),
    }
  },
  read(body) {
    if (!isObject(body) || !Array.isArray(body['content'])) return undefined
    const blocks = (body['content'] as unknown[]).filter(isObject)
    const used = blocks.find((block) => block['type'] === 'tool_use')
    const texts = blocks.flatMap((block) => (typeof block['text'] === 'string' ? [block['text']] : []))
    const usage = isObject(body['usage']) ? body['usage'] : {}
    const reason = body['stop_reason']
    return {
      turn: { role: 'assistant', content: blocks },
      ...(used === undefined ? { text: texts.join('') } : { value: used['input'] }),
      ...(reason === 'max_tokens' ? { problem: 'truncated' } : {}),
      ...(reason === 'refusal' ? { problem: 'refused' } : {}),
      inputTokens: Number(usage['input_tokens'] ?? 0),
      outputTokens: Number(usage['output_tokens'] ?? 0),
    }
  },
}

// What follows the use of a tool must be its result.
function messageOf(turn: Turn, before: Turn | undefined): unknown {
  if ('answered' in turn) return turn.answered
  const id = before !== undefined && 'answered' in before ? toolUseIn(before.answered) : undefined
  if (id === undefined) return { role: 'user', content: turn.said }
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, is_error: true, content: turn.said }] }
}

function toolUseIn(message: unknown): unknown {
  const blocks = isObject(message) && Array.isArray(message['content']) ? (message['content'] as unknown[]) : []
  return blocks.filter(isObject).find((block) => block['type'] === 'tool_use')?.['id']
}
