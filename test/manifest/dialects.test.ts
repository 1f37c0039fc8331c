import { describe, expect, it } from 'vitest'
import { readManifests } from '#core/manifest'
import { locateFindings, parseSource } from '#core/source'
import { placeIn } from '../../src/core/manifest/model.ts'

function read(text: string, file = 'agents/agent.yaml') {
  const source = parseSource(file, Buffer.from(text))
  const { manifests, findings } = readManifests(source)
  const [manifest] = manifests
  /** The text that a pointer of the typed model leads to in the original file. */
  const written = (pointer: string) => {
    if (manifest === undefined) return undefined
    const finding = { ...placeIn(manifest, pointer), code: '', severity: 'error' as const, message: '', hint: '' }
    const [{ line = 0, column = 0, endColumn = 0 } = {}] = locateFindings([finding], () => text)
    return `${line}: ${text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)}`
  }
  return {
    manifest,
    content: manifest?.content,
    written,
    said: findings.map(({ code, pointer }) => `${code} ${pointer}`),
  }
}

describe('ossa/v1', () => {
  it('is taken as it is written', () => {
    const { manifest, content, written, said } = read(
      'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec:\n  type: critic\n',
    )
    expect([manifest?.dialect, content?.spec, written('/spec/type'), said]).toEqual([
      'ossa/v1',
      { type: 'critic' },
      '5: critic',
      [],
    ])
  })
})

describe('ossa/v0.x', () => {
  const agent = `apiVersion: ossa/v0.3.3
kind: Agent
metadata:
  name: reader
  version: v1.2.0
  labels: { team: docs, nested: { a: 1 } }
spec:
  taxonomy: { domain: documents }
  role: You read documents.
  llm: { provider: anthropic, model: m }
  capabilities:
    - read
    - name: sum
      input_schema: { type: object }
  tools:
    - { type: mcp, name: files, config: { server: files-server } }
`

  it('is read as an agent, with the way back', () => {
    const { manifest, content, written, said } = read(agent)
    expect([manifest?.dialect, said]).toEqual(['ossa/v0', []])
    expect(content).toEqual({
      apiVersion: 'ossa/v1',
      kind: 'Agent',
      metadata: { name: 'reader', version: '1.2.0', labels: { team: 'docs' } },
      spec: {
        type: 'worker',
        domains: ['documents'],
        instructions: 'You read documents.',
        capabilities: [{ name: 'read' }, { name: 'sum', input: { type: 'object' } }],
        tools: [{ name: 'files' }],
        mcpServers: { files: { command: 'files-server' } },
        runtime: { llm: { provider: 'anthropic', model: 'm' } },
      },
    })
    expect(
      [
        '/metadata/version',
        '/spec/domains/0',
        '/spec/capabilities/1/name',
        '/spec/capabilities/1/input/type',
        '/spec/mcpServers/files/command',
      ].map(written),
    ).toEqual(['5: v1.2.0', '8: documents', '13: sum', '14: object', '16: files-server'])
  })

  it.each(['ossa/v0.4', 'ossa.io/v0.1.9', '@bluefly/ossa/v0.1.9', 'open-standards-scalable-agents/v0.1.9', 'ossa/v0'])(
    'is also spelt %s',
    (apiVersion) => {
      const { manifest, said } = read(agent.replace('ossa/v0.3.3', `"${apiVersion}"`))
      expect([manifest?.dialect, said]).toEqual(['ossa/v0', []])
    },
  )

  it('takes the type from the folder when nothing else says it', () => {
    expect(read(agent, 'critics/a/agent.yaml').content?.spec).toMatchObject({ type: 'critic' })
  })

  it.each([
    ['version: v1.2.0', 'version: latest', 'manifest/semantic-version /metadata/version'],
    ['version: v1.2.0', 'x: 1', 'manifest/semantic-version /metadata'],
    ['name: reader', 'x: 1', 'manifest/required-field /metadata'],
    ['name: reader', 'name: [a]', 'manifest/valid-value /metadata/name'],
    ['    - read\n', '    - 3\n', 'manifest/valid-value /spec/capabilities/0'],
    ['kind: Agent', 'kind: Robot', 'manifest/known-kind /kind'],
  ])('says what is wrong with it: %s → %s', (from, to, expected) => {
    expect(read(agent.replace(from, to)).said).toEqual([expected])
  })

  const workflow = `apiVersion: ossa/v0.3.3
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  inputs: { type: object }
  agents: [{ ref: reader, alias: r }]
  steps:
    - id: Read-It
      agent: r
      capability: read
      input: { file: '\${{ workflow.input.file }}' }
      retry: { max_attempts: 3, backoff: fixed, initial_delay_ms: 5 }
      timeout_seconds: 7
      on_error: continue
    - id: check
      agent: critic
      condition: "\${{ steps.Read-It.output.ok }}"
      depends_on: [Read-It]
      input: { text: '\${{ steps.Read-It.output.text }} \${{ Read-It.name }}' }
`

  it('is read as a workflow; ids become identifiers, in expressions too', () => {
    const { content, written, said } = read(workflow)
    expect(said).toEqual([])
    expect(content?.spec).toMatchObject({
      input: { type: 'object' },
      tasks: {
        read_it: {
          agent: 'reader',
          capability: 'read',
          input: { file: '${{ input.file }}' },
          retry: { maxAttempts: 3, backoff: 'fixed', initial: '5ms' },
          timeout: '7s',
          onError: 'continue',
        },
        check: {
          agent: 'critic',
          needs: ['read_it'],
          input: { text: '${{ tasks.read_it.output.text }} ${{ tasks.read_it.output.name }}' },
          when: '${{ (tasks.read_it.output.ok) }}',
        },
      },
    })
    expect(
      ['/spec/tasks/read_it/agent', '/spec/tasks/check/needs/0', '/spec/tasks/check/input/text'].map(written),
    ).toEqual(['9: r', '18: Read-It', "19: '${{ steps.Read-It.output.text }} ${{ Read-It.name }}'"])
  })

  it('reports the second of two steps with the same id', () => {
    expect(read(workflow.replace('id: check', 'id: read it')).said).toEqual([
      'workflow/unique-task-id /spec/steps/1/id',
    ])
  })
})

describe('ossaVersion 1.0', () => {
  it('has everything under agent', () => {
    const { manifest, content, written, said } = read(`ossaVersion: "1.0"
agent:
  id: auditor
  version: 2.0.0
  role: audit
  capabilities: [{ name: check }]
  dependencies:
    required: [{ agent_id: reader, min_version: 1.2.0 }]
  integration: { protocol: http, endpoints: { base_url: "https://audit.example" } }
`)
    expect([manifest?.dialect, said]).toEqual(['ossaVersion/1.0', []])
    expect(content?.spec).toEqual({
      type: 'governor',
      domains: ['audit'],
      capabilities: [{ name: 'check' }],
      dependsOn: [{ agent: 'reader', version: '>=1.2.0' }],
      protocols: ['http'],
      runtime: { http: { baseUrl: 'https://audit.example' } },
    })
    expect(['/metadata/name', '/spec/dependsOn/0/version', '/spec/runtime/http/baseUrl'].map(written)).toEqual([
      '3: auditor',
      '8: 1.2.0',
      '9: "https://audit.example"',
    ])
  })
})

describe('ossa: 0.1.8', () => {
  it('is headed by its version and otherwise like v0', () => {
    const { manifest, content, said } = read(
      'ossa: 0.1.8\nmetadata: { name: old, version: 0.1.0 }\nspec: { capabilities: [a] }\n',
    )
    expect([manifest?.dialect, content?.spec, said]).toEqual([
      'ossa/v0',
      { type: 'worker', capabilities: [{ name: 'a' }] },
      [],
    ])
  })

  it('or flat, with the agent beside its capabilities', () => {
    const { manifest, content, written } = read(
      'ossa: 0.1.8\nagent: { name: flat, version: 1.0.0 }\ncapabilities: [a]\napi: {}\n',
    )
    expect([manifest?.dialect, content?.spec]).toEqual([
      'ossa/1.0',
      { type: 'worker', capabilities: [{ name: 'a' }], protocols: ['rest'] },
    ])
    expect(written('/spec/capabilities/0/name')).toBe('3: a')
  })
})

describe('OpenAPI with x-ossa', () => {
  it('is an agent whose operations are its capabilities', () => {
    const { manifest, content, written, said } = read(
      `openapi: 3.0.3
info: { title: T, version: 1.1.0, description: Reads. }
x-ossa: { agent: { id: reader, type: monitor } }
paths:
  /a~b:
    get: { operationId: read, responses: {} }
    post: { responses: {} }
`,
      'api/reader.yaml',
    )
    expect([manifest?.dialect, said, content?.metadata]).toEqual([
      'openapi/x-ossa',
      [],
      { name: 'reader', version: '1.1.0', description: 'Reads.' },
    ])
    expect(content?.spec).toEqual({
      type: 'monitor',
      capabilities: [{ name: 'read', operation: './reader.yaml#read' }],
      protocols: ['rest'],
    })
    expect(written('/spec/capabilities/0/operation')).toBe('6: read')
  })
})

describe('documents of others', () => {
  it.each([
    'apiVersion: apps/v1\nkind: Deployment\n',
    'apiVersion: v1\nkind: Workflow\n',
    'openapi: 3.1.0\ninfo: {}\n',
    'agent: { name: x }\n',
    '- 1\n',
    'text\n',
  ])('are passed over: %j', (text) => {
    expect(read(text)).toMatchObject({ manifest: undefined, said: [] })
  })

  it.each(['ossa/v2', 'ossa.io/v1', 'osa/v1', 'ossa/v1beta'])('that claim to be ours are not: %s', (apiVersion) => {
    const { manifest, said } = read(`apiVersion: ${apiVersion}\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\n`)
    expect([manifest, said]).toEqual([undefined, ['manifest/known-api-version /apiVersion']])
  })

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('may call anything %s', (name) => {
    const text = `apiVersion: ossa/v0.3\nkind: Agent\nmetadata: { name: a, version: 1.0.0, labels: { ${name}: x } }\nspec: { capabilities: [${name}], protocols: { ${name}: {} }, tools: [{ type: mcp, name: ${name}, config: { server: s } }] }\n`
    const { content } = read(text)
    expect(Object.entries(content?.metadata.labels ?? {})).toEqual([[name, 'x']])
    expect(content?.spec).toMatchObject({ capabilities: [{ name }], protocols: [name] })
  })
})
