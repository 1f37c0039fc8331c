import { appendPointer, isObject } from '#core/json'
import { defineRule } from '../rule.ts'

const expression = /\$\{\{\s*([\s\S]*?)\s*\}\}/

export const literalRuntime = defineRule({
  code: 'manifest/literal-runtime',
  on: 'agent',
  severity: 'warning',
  onlyOssa: true,
  summary: 'What an agent says about how it is reached holds no expressions.',
  rationale:
    'Expressions are evaluated in workflows only: here, the program or service would be given the text as it stands.',
  hint: 'Let the program read its input, which is JSON on standard input, or bind the capability to an operation that takes it.',
  examples: {
    valid: [
      'runtime: { command: { run: [node, answer.mjs, "${HOME}"] } }',
      'runtime: { http: { baseUrl: { env: ORDERS_URL }, headers: { X-Key: { env: ORDERS_KEY } } } }',
    ],
    invalid: [
      {
        source: "runtime: { command: { run: [echo, '${{ input.text }}'] } }",
        pointers: ['/spec/runtime/command/run/1'],
      },
      {
        source: "mcpServers: { files: { command: files-server, env: { TOKEN: '${{ env.FILES_TOKEN }}' } } }",
        pointers: ['/spec/mcpServers/files/env/TOKEN'],
      },
    ],
  },
  *check({ agent }) {
    const { runtime, mcpServers } = agent.manifest.content.spec
    for (const { text, pointer } of [
      ...textsIn(runtime, '/spec/runtime'),
      ...textsIn(mcpServers, '/spec/mcpServers'),
    ]) {
      const source = expression.exec(text)?.[1]
      if (source === undefined) continue
      const name = /^(?:env|secrets?|vars?)\.(\w+)$/.exec(source)?.[1]
      const hint = name === undefined ? {} : { hint: `Take it from the environment: { env: ${name} }.` }
      yield { pointer, message: `The expression \`${source}\` is not evaluated here.`, ...hint }
    }
  },
})

function textsIn(value: unknown, pointer: string): { text: string; pointer: string }[] {
  if (typeof value === 'string') return [{ text: value, pointer }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, appendPointer(pointer, index)))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, appendPointer(pointer, name)))
}
