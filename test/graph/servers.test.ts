import { describe, expect, it } from 'vitest'
import { agent, graphOf, short } from './graph-of.ts'

const server = (name: string) => `name: ${name}\nimage: mcp/${name}\ntype: server\nabout: { title: ${name} }\n`
const tools = '[{ "name": "read_file", "description": "Reads.", "inputSchema": { "type": "object" } }]'
const registered = (name: string) =>
  JSON.stringify({ name, version: '1.0.0', remotes: [{ type: 'sse', url: 'https://files.example' }] })

describe('an MCP server', () => {
  it('provides its tools, which agents use', async () => {
    const { nodes, edges } = await graphOf({
      'servers/filesystem/server.yaml': server('filesystem'),
      'servers/filesystem/tools.json': tools,
      'a.yaml': agent('a', '  tools: [{ mcp: filesystem, name: read_file }]'),
    })
    expect(short(edges)).toEqual([
      'agent:a@1.0.0 uses-server server:filesystem@0.0.0',
      'agent:a@1.0.0 uses-tool tool:filesystem/read_file',
      'server:filesystem@0.0.0 provides tool:filesystem/read_file',
    ])
    expect(nodes.find(({ kind }) => kind === 'server')).toMatchObject({
      id: 'server:filesystem@0.0.0',
      name: 'filesystem',
      file: 'servers/filesystem/server.yaml',
      line: 1,
    })
    expect(edges[2]?.evidence).toEqual([
      { file: 'servers/filesystem/tools.json', pointer: '/0/name', line: 1, rule: 'server-tool' },
    ])
  })

  it('has its tools even if only itself was asked for', async () => {
    const files = { 'filesystem/server.yaml': server('filesystem'), 'filesystem/tools.json': tools }
    const { edges } = await graphOf(files, ['filesystem/server.yaml'])
    expect(short(edges)).toEqual(['server:filesystem@0.0.0 provides tool:filesystem/read_file'])
  })

  it('is found by the last part of its name, unless that could mean several', async () => {
    const uses = agent('a', '  mcpServers: { files: {}, notes: {} }')
    const { edges } = await graphOf({
      'a.yaml': uses,
      'servers/1.json': registered('com.example/files'),
      'servers/2.json': registered('com.example/notes'),
      'servers/3.json': registered('org.example/notes'),
    })
    expect(short(edges)).toEqual([
      'agent:a@1.0.0 uses-server server:com.example/files@1.0.0',
      'agent:a@1.0.0 uses-server server:notes',
    ])
  })

  it('is the nearest of several of one name', async () => {
    const { edges } = await graphOf({
      'one/a.yaml': agent('a', '  mcpServers: { files: {} }'),
      'one/servers/server.yaml': server('files'),
      'two/server.yaml': server('files'),
    })
    expect(short(edges)).toEqual(['agent:a@1.0.0 uses-server server:files@0.0.0#one/servers/server.yaml'])
  })

  it('has a node of its own even where one file lists two of a name', async () => {
    const { nodes } = await graphOf({ 'seed.json': `[${registered('a/b')}, ${registered('a/b')}]` })
    expect(nodes.map(({ id, pointer }) => [id, pointer])).toEqual([
      ['server:a/b@1.0.0#seed.json#/0', '/0'],
      ['server:a/b@1.0.0#seed.json#/1', '/1'],
    ])
  })

  it('belongs to the community of the agents that use it', async () => {
    const { nodes } = await graphOf({
      'a.yaml': agent('a', '  mcpServers: { files: {} }'),
      'b.yaml': agent('b', '  mcpServers: { files: {} }'),
      'server.yaml': server('files'),
    })
    expect(nodes.map(({ kind, community }) => [kind, community])).toEqual([
      ['agent', 0],
      ['agent', 0],
      ['server', 0],
    ])
  })
})
