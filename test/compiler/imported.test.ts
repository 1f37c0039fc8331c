import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const card = (name: string, more: object = {}) =>
  JSON.stringify({ name, version: '1.0.0', capabilities: {}, skills: [], protocolVersion: '1.0', ...more }, null, 1)
const ours = (spec: string) =>
  `{ apiVersion: ossa/v1, kind: Agent, metadata: { name: a, version: 1.0.0 }, spec: ${spec} }`

async function said(files: Record<string, string>, settings = ''): Promise<string[]> {
  const { diagnostics } = await compileMemory({ ...files, ...(settings === '' ? {} : { 'ossa.yaml': settings }) })
  return diagnostics.map(({ file, severity, code, message }) => `${file} ${severity} ${code} ${message}`)
}

describe('agents of other ecosystems', () => {
  it('need not follow the rules for names and descriptions of ours', async () => {
    const files = { 'card.json': card('Car Rental', { skills: [{ id: 'BOOK_IT' }] }) }
    expect(await said(files, 'rules: { preset: strict }')).toEqual([])
  })

  it('may share a name, but not in one folder', async () => {
    expect(await said({ 'one/card.json': card('Cars'), 'two/card.json': card('Cars') })).toEqual([])
    const files = { 'a/a.json': card('Cars'), 'one/a.json': card('Cars'), 'one/b.json': card('Cars') }
    expect(await said(files)).toEqual(['one/b.json warning manifest/unique-agent There is another agent Cars@1.0.0.'])
  })

  it('are found by name: the nearest, and none if several are as near', async () => {
    const one = { 'one/a.yaml': ours('{ type: worker, dependsOn: [{ agent: Cars }] }'), 'one/card.json': card('Cars') }
    expect(await said({ ...one, 'two/card.json': card('Cars') })).toEqual([])
    const far = { 'a.yaml': ours('{ type: worker, dependsOn: [{ agent: Cars }] }') }
    const { diagnostics } = await compileMemory({
      ...far,
      'one/card.json': card('Cars'),
      'two/card.json': card('Cars'),
    })
    expect(diagnostics.map(({ code, message, hint, line }) => [code, line, message, hint])).toEqual([
      [
        'references/agent-exists',
        1,
        'There are 2 agents named "Cars", and none is nearer than the others.',
        'Rename all but one of them: one/card.json, two/card.json.',
      ],
    ])
  })

  it('that hold a password are an error all the same', async () => {
    expect(await said({ 'card.json': card('Cars', { url: 'https://ada:hunter2secret@cars.example' }) })).toEqual([
      'card.json error security/no-plaintext-secret There is a password in plain text.',
    ])
  })
})

describe('MCP servers', () => {
  const server = 'name: files\nimage: mcp/files\ntype: server\nabout: { title: Files }\n'

  it('are counted', async () => {
    const { servers, agents } = await compileMemory({ 'server.yaml': server })
    expect([servers.map(({ id }) => id), agents]).toEqual([['files@0.0.0'], []])
  })

  it.each([
    'example: AKIAIOSFODNN7EXAMPLE',
    'example: xoxb-your-bot-token',
    'example: postgres://user:password@host/db',
    'description: Starts with -----BEGIN PRIVATE KEY----- or so.',
  ])('may show what a credential looks like: %s', async (line) => {
    expect(await said({ 'server.yaml': `${server}config:\n  ${line}\n` })).toEqual([])
  })
})

describe('the schemas of the tools of an MCP server', () => {
  const reported = async (files: Record<string, string>) =>
    (await compileMemory(files)).diagnostics.map(
      ({ file, line, severity, code, pointer }) => `${file}:${line} ${severity} ${code} ${pointer}`,
    )

  it('are checked in a list of tools, each at its place', async () => {
    const tools = [
      { name: 'read', description: 'Reads.', inputSchema: { type: 'object', properties: { path: { type: 'strin' } } } },
      { name: 'write', description: 'Writes.', inputSchema: { required: true }, outputSchema: { minLength: -1 } },
      {
        name: 'old',
        description: 'Is.',
        inputSchema: { $schema: 'http://json-schema.org/draft-07/schema#', items: [{}] },
      },
    ]
    expect(await reported({ 'tools.json': JSON.stringify(tools, null, 1) })).toEqual([
      'tools.json:9 warning schema/valid-schema /0/inputSchema/properties/path/type',
      'tools.json:18 warning schema/valid-schema /1/inputSchema/required',
      'tools.json:21 warning schema/valid-schema /1/outputSchema/minLength',
    ])
  })

  it('refer to their own parts, each from its own top', async () => {
    const inputSchema = {
      $defs: { Path: { type: 'string' }, Wrong: { type: 'strin' } },
      properties: { a: { $ref: '#/$defs/Path' }, b: { $ref: '#/$defs/Wrong' }, c: { $ref: '#/$defs/None' } },
    }
    const tools = [{ name: 'read', description: 'Reads.', inputSchema }]
    expect(await reported({ 'tools.json': JSON.stringify(tools, null, 1) })).toEqual([
      'tools.json:11 warning schema/valid-schema /0/inputSchema/$defs/Wrong/type',
      'tools.json:22 warning references/ref-resolves /0/inputSchema/properties/c/$ref',
    ])
    const { diagnostics } = await compileMemory({ 'tools.json': JSON.stringify(tools, null, 1) })
    expect(diagnostics[1]).toMatchObject({
      message: 'The reference #/$defs/None leads to nothing in the schema of the tool.',
      hint: 'The # is the top of the schema: write the pointer from there.',
    })
  })

  it('are checked where arguments are listed one by one', async () => {
    const tools = [
      {
        name: 'read',
        description: 'Reads.',
        arguments: [
          { name: 'path', type: 'string' },
          { name: 'n', type: 'int' },
        ],
      },
    ]
    expect(await reported({ 'tools.json': JSON.stringify(tools, null, 1) })).toEqual([
      'tools.json:12 warning schema/valid-schema /0/arguments/1/type',
    ])
  })

  it('are checked in the file of the server itself', async () => {
    const server =
      'name: files\ntype: server\nimage: files\nabout: { title: Files, description: Reads files. }\ntools:\n  - name: read\n    inputSchema:\n      type: objct\n'
    expect(await reported({ 'server.yaml': server })).toEqual([
      'server.yaml:8 warning schema/valid-schema /tools/0/inputSchema/type',
    ])
  })
})
