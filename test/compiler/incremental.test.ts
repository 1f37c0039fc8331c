import { describe, expect, it } from 'vitest'
import { checkFiles } from '../check-files.ts'
import { MemoryCache } from '../memory-cache.ts'

const agent = (name: string, spec = '') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { type: worker${spec} }\n`
const dependsOn = (name: string) => `, dependsOn: [{ agent: ${name} }]`
const workflow = (input: string) =>
  `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec: { tasks: { one: { agent: a, capability: go, input: { x: ${input} } } } }\n`
const calling = (name: string, called: string) =>
  `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { tasks: { one: { workflow: ${called} } } }\n`
const api = (schema: string) =>
  `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /x: { get: { operationId: get, parameters: [{ name: x, in: query, required: true, schema: { $ref: ${schema} } }], responses: { '200': { description: ok } } } } }\n`
const bound = ', capabilities: [{ name: go, operation: ./api.yaml#get }]'
const disabled = '# ossa-disable-next-line references/agent-exists -- soon\n'

type Files = Readonly<Record<string, string>>
interface Change {
  readonly before: Files
  readonly after: Files
}

/** What is not touched, but said something else about afterwards. */
const changes: Readonly<Record<string, Change>> = {
  'an agent that is added': {
    before: { 'a.yaml': agent('a', dependsOn('b')) },
    after: { 'b.yaml': agent('b') },
  },
  'an agent whose name is like the one that is missing': {
    before: { 'a.yaml': agent('a', dependsOn('bb')) },
    after: { 'c.yaml': agent('bbb') },
  },
  'an agent of another version': {
    before: { 'a.yaml': agent('a', ', dependsOn: [{ agent: b, version: ^1 }]'), 'b.yaml': agent('b') },
    after: { 'b.yaml': agent('b').replace('1.0.0', '2.0.0') },
  },
  'an agent that is removed': {
    before: { 'a.yaml': agent('a', dependsOn('b')), 'b.yaml': agent('b') },
    after: { 'b.yaml': '' },
  },
  'a capability of another agent': {
    before: {
      'a.yaml': agent('a', ', tools: [{ agent: b, capability: go }]'),
      'b.yaml': agent('b', ', capabilities: [{ name: go }]'),
    },
    after: { 'b.yaml': agent('b', ', capabilities: [{ name: gone }]') },
  },
  'a namesake that comes before': {
    before: { 'b.yaml': agent('b') },
    after: { 'a.yaml': agent('b') },
  },
  'where the namesake stands': {
    before: { 'a.yaml': agent('b'), 'b.yaml': agent('b') },
    after: { 'a.yaml': `# moved\n${agent('b')}` },
  },
  'a dependency that closes a circle elsewhere': {
    before: { 'a.yaml': agent('a', dependsOn('b')), 'b.yaml': agent('b', dependsOn('c')), 'c.yaml': agent('c') },
    after: { 'c.yaml': agent('c', dependsOn('a')) },
  },
  'where a circle is closed': {
    before: {
      'a.yaml': agent('a', dependsOn('b')),
      'b.yaml': agent('b', dependsOn('c')),
      'c.yaml': agent('c', dependsOn('a')),
    },
    after: { 'c.yaml': `# moved\n${agent('c', dependsOn('a'))}` },
  },
  'a workflow that closes a circle elsewhere': {
    before: { 'a.yaml': calling('a', 'b'), 'b.yaml': calling('b', 'c'), 'c.yaml': calling('c', 'd') },
    after: { 'c.yaml': calling('c', 'a') },
  },
  'where a circle of workflows is closed': {
    before: { 'a.yaml': calling('a', 'b'), 'b.yaml': calling('b', 'a') },
    after: { 'b.yaml': `# moved\n${calling('b', 'a')}` },
  },
  'a schema file that is none any more': {
    before: { 'a.yaml': agent('a', ', capabilities: [{ name: go, input: { $ref: ./s.json } }]'), 's.json': '{}' },
    after: { 's.json': '{ "type": "objct" }' },
  },
  'the version of JSON Schema of a file': {
    before: {
      'a.yaml': agent('a', ', capabilities: [{ name: go, input: { $ref: ./s.json } }]'),
      's.json': '{ "items": [{}] }',
    },
    after: { 's.json': '{ "$schema": "http://json-schema.org/draft-07/schema#", "items": [{}] }' },
  },
  'the structure of one of two parts of a document': {
    before: {
      'api.yaml': api('./s.yaml').replace('{ description: ok }', '{ $ref: ./r.yaml }'),
      's.yaml': 'type: 7\n',
      'r.yaml': 'description: ok\n',
    },
    after: { 'r.yaml': 'descripton: ok\n' },
  },
  'a server of the configuration': {
    before: { 'a.yaml': agent('a', ', tools: [{ mcp: files, name: read }]') },
    after: { 'ossa.yaml': 'mcpServers: { files: { command: x } }\n' },
  },
  'the tools of a server of the configuration': {
    before: {
      'ossa.yaml': 'mcpServers: { files: { command: x, tools: [read] } }\n',
      'a.yaml': agent('a', ', tools: [{ mcp: files, name: read }]'),
    },
    after: { 'ossa.yaml': 'mcpServers: { files: { command: x, tools: [write] } }\n' },
  },
  'a severity in the configuration': {
    before: { 'a.yaml': agent('a', dependsOn('b')) },
    after: { 'ossa.yaml': 'rules: { severities: { references/*: warning } }\n' },
  },
  'what the configuration leaves out': {
    before: { 'a.yaml': agent('a', dependsOn('b')), 'x/b.yaml': agent('b') },
    after: { 'ossa.yaml': 'exclude: [x]\n' },
  },
  'what git ignores': {
    before: { 'a.yaml': agent('a', dependsOn('b')), 'x/b.yaml': agent('b') },
    after: { '.gitignore': 'x\n' },
  },
  'a file that is referred to and did not exist': {
    before: { 'a.yaml': agent('a', ', files: [{ path: ./notes.txt }]') },
    after: { 'notes.txt': '' },
  },
  'a file that has the name of the one that is missing': {
    before: { 'a.yaml': agent('a', ', files: [{ path: ./notes.txt }]') },
    after: { 'x/y/notes.txt': '' },
  },
  'an operation': {
    before: { 'a.yaml': agent('a', bound), 'api.yaml': api('one.json'), 'one.json': '{}' },
    after: { 'api.yaml': api('one.json').replace('operationId: get', 'operationId: got') },
  },
  'a schema at the end of a chain of references': {
    before: {
      'a.yaml': agent('a', bound),
      'api.yaml': api('one.json'),
      'one.json': '{ "$ref": "two.yaml" }',
      'two.yaml': 'type: string\n',
      'w.yaml': workflow('text'),
    },
    after: { 'two.yaml': 'type: integer\n' },
  },
  'a baseline': {
    before: { 'a.yaml': agent('a', dependsOn('b')), 'ossa.yaml': 'baseline: known.json\n' },
    after: { 'known.json': '{ "version": 1, "findings": [] }' },
  },
  'what a suppression is for': {
    before: { 'a.yaml': agent('a', dependsOn('b')).replace('spec:', `${disabled}spec:`) },
    after: { 'b.yaml': agent('b') },
  },
}

describe('checking with a cache notices', () => {
  for (const [name, { before, after }] of Object.entries(changes))
    it(name, async () => {
      const cache = new MemoryCache()
      const check = (files: Files, memory?: MemoryCache) => checkFiles(new Map(Object.entries(files)), [''], memory)
      const old = await check(before, cache)
      cache.close()
      const now = { ...before, ...after }
      const cold = await check(now)
      expect((await check(now, cache)).result).toEqual(cold.result)
      expect(cold.result.diagnostics).not.toEqual(old.result.diagnostics)
    })
})

describe('checking with a cache', () => {
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `${index}.yaml`,
      agent(`agent-${index}`, index > 0 ? dependsOn(`agent-${index - 1}`) : ''),
    ]),
  )

  it('parses nothing of what has not changed, and of what has, no more than that', async () => {
    const cache = new MemoryCache()
    const check = async (files: Files) => {
      const { parsedBytes } = await checkFiles(new Map(Object.entries(files)), [''], cache)
      cache.close()
      return parsedBytes
    }
    expect(await check(many)).toBeGreaterThan(0)
    expect(await check(many)).toBe(0)
    const changed = agent('agent-7', dependsOn('agent-3'))
    expect(await check({ ...many, '7.yaml': changed })).toBe(changed.length)
    const added = agent('new')
    expect(await check({ ...many, '7.yaml': changed, 'x/new.yaml': added })).toBe(added.length)
  })
})
