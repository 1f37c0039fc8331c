import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeFormats } from '#core/changes'
import { reportFormats } from '#core/diagnostics'
import { makeFolder, TestRepository } from '../git/sandbox.ts'
import { runOssa } from './run-ossa.ts'

// A title and a colour for terminals, text that is turned round or hidden, ends of lines that only some see.
const danger = 'x\u001b]0;owned\u0007\u001b[31m\u202etxt\u2066\u200b\u0085\u2028\u007f'
const unsafe = /[^\n\t\u0020-\u007e\u00a1-\u061b\u061d-\u200a\u2010-\u2027\u202f-\u205f\u206a-\ufefe\uff00-\uffff]/
const name = (letter: string) => `${letter}${danger}`

/** Of an older dialect, which has no rule for names. Its dependencies go in a circle, and one of them leads nowhere. */
function agentNamed(letter: string, others: readonly string[], more: object = {}): string {
  const spec = {
    capabilities: { domains: [danger], operations: [{ name: danger, ...more }] },
    ...{ protocols: [danger], tools: [{ name: danger }] },
    dependencies: { agents: others.map((other) => ({ name: name(other) })) },
  }
  const metadata = { name: name(letter), version: '1.0.0', description: danger }
  return JSON.stringify({ apiVersion: 'ossa/v0.4', kind: 'Agent', metadata, spec })
}

const escaped = (text: string) =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
const yamlText = escaped(danger)
const said = `process.stderr.write(${yamlText})`
const run = (program: string) => `runtime: { command: { run: [node, -e, ${escaped(program)}] } }`
const text = '{ type: object, required: [text], properties: { text: { type: string } } }'
const fleet = `apiVersion: ossa/v1
kind: Agent
metadata: { name: echo, version: 1.0.0, description: ${yamlText} }
spec:
  type: worker
  ${run(`${said}; process.stdin.pipe(process.stdout)`)}
  capabilities: [{ name: say, description: ${yamlText}, input: ${text}, output: ${text} }]
---
apiVersion: ossa/v1
kind: Agent
metadata: { name: fails, version: 1.0.0 }
spec:
  type: worker
  ${run(`${said}; process.exit(1)`)}
  capabilities: [{ name: say }]
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: saying, version: 1.0.0, description: ${yamlText} }
spec:
  tasks:
    one: { agent: echo, capability: say, input: { text: ${yamlText} } }
    two: { agent: fails, capability: say, onError: continue }
  output: { said: '\${{ tasks.one.output.text }}' }
`
const sandbox = makeFolder()
let repository: TestRepository

beforeAll(() => {
  repository = new TestRepository(path.join(sandbox.path, 'hostile'))
  const schema = { input: { type: 'object', properties: { [danger]: { type: 'string', enum: [danger, 'b'] } } } }
  const api = (path: string) =>
    JSON.stringify({
      ...{ openapi: '3.1.0', info: { title: danger, version: '1.0.0' } },
      paths: { [path]: { get: { operationId: danger, responses: { 200: { description: danger } } } } },
    })
  const files = (more: object, path: string) => ({
    'a.json': agentNamed('a', ['b', 'nowhere'], more),
    'b.json': agentNamed('b', ['a']),
    [`${danger}/${danger}.json`]: api(path),
    'fleet.yaml': fleet,
  })
  repository.commit(files(schema, `/${danger}`))
  const narrow = {
    input: { type: 'object', required: [danger], properties: { [danger]: { type: 'string', enum: ['b'] } } },
  }
  const lone = { apiVersion: 'ossa/v0.4', kind: 'Agent', metadata: { name: name('lone'), version: '1.0.0' }, spec: {} }
  repository.write({ ...files(narrow, `/${danger}/other`), 'c.json': JSON.stringify(lone) })
})
afterAll(sandbox.remove)

async function printed(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runOssa(args, { cwd: repository.path })
  expect(exitCode).toBeLessThan(4)
  return stdout + stderr
}

const commands: readonly (readonly string[])[] = [
  ...reportFormats.map(({ name: format }) => ['spec', 'validate', '--no-cache', '--format', format]),
  ['spec', 'list'],
  ['spec', 'list', '--json'],
  ['spec', 'read', 'a.json'],
  ['spec', 'read', 'a.json', '--json'],
  ['spec', 'read', name('c')],
  ['spec', 'bundle', `${danger}/${danger}.json`],
  ...changeFormats.map(({ name: format }) => ['spec', 'diff', '--against', 'git#HEAD', '--format', format]),
  ['knowledge-graph', 'stats'],
  ['knowledge-graph', 'stats', '--json'],
  ['knowledge-graph', 'query', 'kind:agent'],
  ['knowledge-graph', 'query', `agent:${danger}`],
  ['knowledge-graph', 'query', '*', '--json'],
  ['knowledge-graph', 'why', 'ax*', 'bx*'],
  ['knowledge-graph', 'why', 'ax*', 'bx*', '--json'],
  ['knowledge-graph', 'why', 'ax*', 'bx*', '--format', 'mermaid'],
  ['knowledge-graph', 'impact', 'ax*'],
  ['knowledge-graph', 'cycles'],
  ['knowledge-graph', 'orphans'],
  ['knowledge-graph', 'diff', 'git#HEAD'],
  ...['json', 'graphml', 'gexf', 'cytoscape', 'dot', 'mermaid', 'turtle', 'json-ld'].map((format) => [
    ...['knowledge-graph', 'export', '--expand', '--format', format],
  ]),
  ['hooks', 'run', 'pre-push'],
  ['hooks', 'run', 'pre-push', '--json'],
  ['generate', 'types', '--output', 'types', '--check'],
  ['run', 'workflow', 'fleet.yaml#none\u001b[31m'],
]

describe('names that could change what a terminal shows', () => {
  it.concurrent.each(commands.map((words) => [words.join(' ').replaceAll(danger, '…'), words] as const))(
    'are escaped by ossa %s',
    async (_said, words) => {
      const text = await printed(...words)
      expect(unsafe.exec(text)?.[0]).toBeUndefined()
      expect(text).toMatch(/owned|31m/)
    },
  )

  it('are escaped in the page of the graph', async () => {
    expect(unsafe.exec(await printed('knowledge-graph', 'view', '--output', 'graph.html'))).toBeNull()
    const page = readFileSync(path.join(repository.path, 'graph.html'), 'utf8')
    expect([page.includes('owned'), page.includes(danger), page.includes('\u001b]0;')]).toEqual([true, false, false])
  })

  it('are escaped in what is said of a run', async () => {
    const key = `key${danger}`
    const run = await printed('run', 'workflow', 'fleet.yaml', '--id', key)
    const outputs = [run, await printed('run', 'workflow', 'fleet.yaml', '--id', key, '--json')]
    for (const command of ['list', 'show', 'events'])
      for (const more of [[], ['--json']])
        outputs.push(await printed('execution', command, ...(command === 'list' ? [] : [key]), ...more))
    outputs.push(await printed('execution', 'events', key, '--format', 'ndjson'))
    outputs.push(await printed('execution', 'show', `none${danger}`))
    for (const text of outputs) {
      expect(unsafe.exec(text)?.[0]).toBeUndefined()
      expect(text).toMatch(/owned/)
    }
  })
})
