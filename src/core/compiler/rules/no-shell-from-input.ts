import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

const shell = /(?:^|[\\/])(?:ba|da|k|z|fi|c|tc|a)?sh(?:\.exe)?$|(?:^|[\\/])(?:cmd|powershell|pwsh)(?:\.exe)?$/i
const scriptOption = /^(?:-[a-z]*c|\/c|-command|-encodedcommand)$/i
// What turns data into commands or arguments: substitution, eval, xargs, unquoted variables.
const substitution =
  /\$\(|`|\beval\b|\bxargs\b|\bsource\s+\/dev\/stdin\b|(?<!["\w])\$\{?[A-Za-z_@*1]|\b(?:iex|Invoke-Expression)\b/i

export const noShellFromInput = defineRule({
  code: 'security/no-shell-from-input',
  on: 'agent',
  severity: 'warning',
  summary: 'A command is a program with arguments, not a shell line put together from data.',
  rationale: 'What a task is given, often by a language model, could become a command of its own.',
  hint: 'Name the program and its arguments in run; let it read the input from standard input.',
  examples: {
    valid: [
      'runtime: { command: { run: [node, answer.mjs] } }',
      'runtime: { command: { run: [sh, -c, "exec ./answer"] } }',
    ],
    invalid: [
      {
        source: 'runtime: { command: { run: [sh, -c, "grep -r $(jq -r .word) notes"] } }',
        pointers: ['/spec/runtime/command/run/2'],
      },
      {
        source: 'mcpServers: { files: { command: /bin/bash, args: [-lc, "eval $SERVER"] } }',
        pointers: ['/spec/mcpServers/files/args/1'],
      },
    ],
  },
  *check({ agent }) {
    const { runtime = {}, mcpServers = {} } = agent.manifest.content.spec
    const run = runtime.command?.run ?? []
    const lines = [
      { words: run, first: 0, path: ['spec', 'runtime', 'command', 'run'] },
      ...Object.entries({ ...mcpServers }).map(([name, { command, args = [] }]) => ({
        words: [command ?? '', ...args],
        first: 1,
        path: ['spec', 'mcpServers', name, 'args'],
      })),
    ]
    for (const { words, first, path } of lines) {
      const at = scriptIn(words)
      if (at !== undefined)
        yield { pointer: toPointer(...path, at - first), message: 'A shell line is put together from data.' }
    }
  },
})

function scriptIn(words: readonly string[]): number | undefined {
  const [program = ''] = words
  const option = shell.test(program) ? words.findIndex((word) => scriptOption.test(word)) : -1
  return option > 0 && substitution.test(words[option + 1] ?? '') ? option + 1 : undefined
}
