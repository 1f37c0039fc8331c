import { describe, expect, it } from 'vitest'
import { isImported, mayBeImported, placeIn, readManifests } from '#core/manifest'
import { locateFindings, parseSource } from '#core/source'

function read(file: string, text: string) {
  const { manifests, toolLists, findings, isRecognised } = readManifests(parseSource(file, Buffer.from(text)))
  const [manifest] = manifests
  /** The text that a pointer of the typed model leads to in the original file. */
  const written = (pointer: string, index = 0) => {
    const origin = manifests[index] ?? toolLists[index]
    if (origin === undefined) return undefined
    const finding = { ...placeIn(origin, pointer), code: '', severity: 'error' as const, message: '', hint: '' }
    const [{ line = 0, column = 0, endColumn = 0 } = {}] = locateFindings([finding], () => text)
    return `${line}: ${text.split(/\r\n|\n/)[line - 1]?.slice(column - 1, endColumn - 1)}`
  }
  return {
    manifests,
    dialect: manifest?.dialect,
    content: manifest?.content,
    toolLists,
    isRecognised,
    written,
    said: findings.map(({ code, severity, pointer }) => `${severity} ${code} ${pointer}`),
    mayBe: mayBeImported(file, text),
  }
}

describe('an A2A agent card', () => {
  const card = JSON.stringify(
    {
      name: 'Car Rental Agent',
      description: 'Books cars.',
      url: 'http://localhost:10105/',
      version: '1.2',
      protocolVersion: '0.3.0',
      capabilities: { streaming: true },
      provider: { organization: 'Example', url: 'https://example.com' },
      defaultInputModes: ['text'],
      defaultOutputModes: ['text'],
      skills: [
        { id: 'book_cars', name: 'Book', description: 'Books a car.', tags: ['cars', 'booking'] },
        { id: 'cancel', name: 'Cancel', tags: ['cars'] },
      ],
    },
    null,
    1,
  )

  it('is an agent, with its skills as capabilities', () => {
    const { dialect, content, written, said, mayBe } = read('cards/cars.json', card)
    expect([dialect, said, mayBe]).toEqual(['a2a/agent-card', [], true])
    expect(content).toEqual({
      apiVersion: 'ossa/v1',
      kind: 'Agent',
      metadata: {
        name: 'Car Rental Agent',
        version: '1.2.0',
        description: 'Books cars.',
        owner: 'Example',
        annotations: { protocolVersion: '0.3.0', version: '1.2' },
        tags: ['cars', 'booking'],
      },
      spec: {
        type: 'worker',
        capabilities: [
          { name: 'book_cars', description: 'Books a car.' },
          { name: 'cancel', description: 'Cancel' },
        ],
        protocols: ['a2a'],
        runtime: { a2a: { url: 'http://localhost:10105/' } },
      },
    })
    expect([
      written('/metadata/version'),
      written('/spec/capabilities/1/name'),
      written('/spec/runtime/a2a/url'),
    ]).toEqual(['5: "1.2"', '31: "cancel"', '4: "http://localhost:10105/"'])
  })

  it('of version 1.0 has its address among its interfaces', () => {
    const supportedInterfaces = [{ url: 'https://cars.example', protocolBinding: 'GRPC' }]
    const { content } = read(
      'card.json',
      JSON.stringify({ name: 'Cars', version: '1.0.0', capabilities: {}, skills: [], supportedInterfaces }),
    )
    expect(content?.spec).toMatchObject({ runtime: { a2a: { url: 'https://cars.example' } } })
  })

  it('without a name is an error, since nobody could refer to it', () => {
    const { manifests, isRecognised, said } = read(
      'card.json',
      '{ "capabilities": {}, "skills": [], "protocolVersion": "1.0" }',
    )
    expect([manifests, isRecognised, said]).toEqual([[], true, ['error manifest/required-field ']])
  })

  it.each([
    ['an agent of ours', '{ "kind": "x", "capabilities": ["a"], "skills": [{ "id": "a" }], "protocolVersion": "1" }'],
    ['a curriculum vitae', '{ "name": "Ada", "skills": ["mathematics"], "capabilities": {}, "defaultInputModes": [] }'],
    ['a plugin', '{ "name": "p", "version": "1.0.0", "skills": "./skills/" }'],
  ])('is not %s', (_what, text) => {
    expect(read('x.json', text)).toMatchObject({ manifests: [], isRecognised: false, said: [] })
  })
})

describe('a server.json of the MCP registry', () => {
  it('is a server, of any version of the format', () => {
    const today = {
      $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
      name: 'com.example/files',
      title: 'Files',
      description: 'Files and folders.',
      version: '2.0.0',
      packages: [{ registryType: 'npm', identifier: '@example/files', version: '2.0.0', transport: { type: 'stdio' } }],
      remotes: [{ type: 'streamable-http', url: 'https://files.example/mcp' }],
    }
    expect(read('server.json', JSON.stringify(today)).content).toEqual({
      kind: 'Server',
      metadata: {
        name: 'com.example/files',
        version: '2.0.0',
        description: 'Files and folders.',
        annotations: { title: 'Files', packages: 'npm:@example/files' },
      },
      spec: { url: 'https://files.example/mcp' },
    })
    const early = {
      name: 'io.github.ada/files',
      description: 'Files.',
      version_detail: { version: '0.0.1-seed' },
      packages: [{ registry_name: 'npm', name: '@ada/files', version: '1' }],
    }
    expect(read('any-name.json', JSON.stringify(early)).content).toMatchObject({
      metadata: { name: 'io.github.ada/files', version: '0.0.1-seed', annotations: { packages: 'npm:@ada/files' } },
    })
  })

  it('may be one of a list, in which each leads to its own place', () => {
    const one = (name: string) => ({ name, version_detail: { version: '1.0.0' }, repository: { url: 'x' } })
    const text = JSON.stringify([one('a/x'), one(''), one('b/y')], null, 1)
    const { manifests, said, written } = read('seed.json', text)
    expect(manifests.map(({ content }) => content.metadata.name)).toEqual(['a/x', 'b/y'])
    expect(said).toEqual(['error manifest/required-field /1'])
    expect([written('/metadata/name', 1), written('', 1)]).toEqual(['21: "b/y"', '20: {'])
  })

  it.each([
    ['a package-lock.json', '{ "name": "x", "version": "1.0.0", "packages": { "": { "name": "x" } } }'],
    ['a list of repositories', '{ "name": "x", "version": "1.0.0", "remotes": [{ "url": "git@example.com:x.git" }] }'],
    ['an empty list', '[]'],
  ])('is not %s, which is not even parsed', (_what, text) => {
    expect(read('server.json', text)).toMatchObject({ manifests: [], isRecognised: false, mayBe: false })
  })
})

describe("a server.yaml of Docker's MCP registry", () => {
  const server = `name: files
image: mcp/files
type: server
meta:
  category: productivity
  tags: [files, disk]
about:
  title: Files
  description: Reads files.
`

  it('is a server', () => {
    const { content, written, mayBe } = read('servers/files/server.yaml', server)
    expect([content, mayBe]).toEqual([
      {
        kind: 'Server',
        metadata: {
          name: 'files',
          version: '0.0.0',
          description: 'Reads files.',
          labels: { category: 'productivity' },
          annotations: { image: 'mcp/files' },
          tags: ['files', 'disk'],
        },
        spec: {},
      },
      true,
    ])
    expect(written('/metadata/tags/1')).toBe('6: disk')
  })

  it('may hold tools', () => {
    const tools = 'tools:\n  - name: run\n    description: Runs.\n    parameters: { type: object }\n'
    const { content, written } = read('server.yaml', `${server.replace('image: mcp/files\n', '')}${tools}`)
    expect(content?.spec).toEqual({
      capabilities: [{ name: 'run', description: 'Runs.', input: { type: 'object' } }],
    })
    expect(written('/spec/capabilities/0/name')).toBe('10: run')
  })

  it.each([
    ['a service of docker compose', 'name: x\ntype: server\nservices: {}\n'],
    ['a page about a server', 'type: server\nabout: A text.\nimage: x.png\n'],
  ])('is not %s', (_what, text) => {
    expect(read('server.yaml', text)).toMatchObject({ manifests: [], isRecognised: false, said: [] })
  })
})

describe('a tools.json', () => {
  it('has tools with their schemas, in each of its spellings', () => {
    const tools = [
      { name: 'read', description: 'Reads.', inputSchema: { type: 'object' }, outputSchema: { type: 'object' } },
      {
        name: 'write',
        description: 'Writes.',
        arguments: [
          { name: 'path', type: 'string', desc: 'Where.' },
          { name: 'lines', type: 'array', items: { type: 'string' }, optional: true },
        ],
      },
      { name: 'read', description: 'Again.' },
    ]
    const { toolLists, manifests, said, mayBe } = read('tools.json', JSON.stringify(tools, null, 1))
    expect([manifests, said, mayBe]).toEqual([[], [], true])
    expect(toolLists[0]?.tools).toEqual([
      { name: 'read', description: 'Reads.', input: { type: 'object' }, output: { type: 'object' } },
      {
        name: 'write',
        description: 'Writes.',
        input: {
          type: 'object',
          properties: {
            path: { type: 'string', description: 'Where.' },
            lines: { type: 'array', items: { type: 'string' } },
          },
          required: ['path'],
        },
      },
    ])
  })

  it('is told from other lists by its name only where its tools take nothing', () => {
    const text = '[{ "name": "ping", "description": "Pings." }]'
    expect([read('tools.json', text).isRecognised, read('people.json', text).isRecognised]).toEqual([true, false])
  })
})

describe('what is imported', () => {
  it('is known by its dialect', () => {
    expect([isImported({ dialect: 'a2a/agent-card' }), isImported({ dialect: 'ossa/v1' })]).toEqual([true, false])
  })

  it('may have fields of other types than expected, which is a warning', () => {
    const { said } = read(
      'card.json',
      '{ "name": "a", "description": [1], "capabilities": {}, "skills": [], "protocolVersion": "1.0" }',
    )
    expect(said).toEqual(['warning manifest/valid-value /description'])
  })
})
