import { isObject } from '#core/json'
import type { ChatApi, Turn } from './chat-api.ts'

/** Chat completions of OpenAI, which most servers of models offer, too. */
export const openaiApi: ChatApi = {
  path: '/chat/completions',
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  body({ binding, turns, schema }) {
    const { model, instructions, temperature, maxTokens } = binding
    const system = instructions === undefined ? [] : [{ role: 'system', content: instructions }]
    return {
      model,
      messages: [...system, ...turns.map(messageOf)],
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
      ...(schema === undefined
        ? {}
        : { response_format: { type: 'json_schema', json_schema: { name: 'output', schema, strict: false } } }),
    }
  },
  read(body) {
    const [choice] = isObject(body) && Array.isArray(body['choices']) ? (body['choices'] as unknown[]) : []
    const message = isObject(choice) ? choice['message'] : undefined
    if (!isObject(choice) || !isObject(message)) return undefined
    const { content } = message
    const usage = isObject(body) && isObject(body['usage']) ? body['usage'] : {}
    const reason = choice['finish_reason']
    const isRefused =
      reason === 'content_filter' || (typeof message['refusal'] === 'string' && message['refusal'] !== '')
    return {
      turn: { role: 'assistant', content: content ?? '' },
      text: typeof content === 'string' ? content : '',
      ...(reason === 'length' ? { problem: 'truncated' } : {}),
      ...(isRefused ? { problem: 'refused' } : {}),
      inputTokens: Number(usage['prompt_tokens'] ?? 0),
      outputTokens: Number(usage['completion_tokens'] ?? 0),
    }
  },
}

function messageOf(turn: Turn): unknown {
  return 'said' in turn ? { role: 'user', content: turn.said } : turn.answered
}
