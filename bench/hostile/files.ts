import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { apiWith, type HostileInput, head, sound } from './input.ts'
import { named } from './texts.ts'

const danger = 'x\u001b]0;owned\u0007\u001b[2J\u202etxt\u2066\u200b\u0085\u007f'

/** Agents of an older dialect, which has no rule for names: each shares all that it has with the other. */
const dangerous = Object.fromEntries(
  ['a', 'b'].map((letter) => {
    const name = `${letter}${danger}`
    const others = ['a', 'b'].map((each) => ({ name: `${each}${danger}` }))
    const spec = {
      capabilities: { domains: [danger], operations: [{ name: danger }] },
      tools: [{ name: danger }],
      protocols: [danger],
      dependencies: { agents: others },
    }
    return [
      `${letter}.json`,
      JSON.stringify({
        apiVersion: 'ossa/v0.4',
        kind: 'Agent',
        metadata: { name, version: '1.0.0', description: danger },
        spec,
      }),
    ]
  }),
)
const ofNames = (name: string, command: readonly string[], exitCode = 0): HostileInput => ({
  name: `dangerous names: ${name}`,
  files: dangerous,
  command,
  exitCode,
  says: /x/,
})

/** What is no ordinary file, and names that could change what a terminal shows. */
export const files: readonly HostileInput[] = [
  { name: 'folder named agent.yml', files: { 'agent.yml/inner.yaml': sound }, exitCode: 0, codes: [] },
  {
    name: 'folder named agent.yml, named',
    files: { 'agent.yml/inner.yaml': sound },
    command: named('agent.yml'),
    exitCode: 0,
    codes: [],
  },
  {
    name: 'pipe, found',
    files: { 'a.yaml': sound },
    prepare: (folder) => void execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')]),
    exitCode: 0,
    codes: [],
  },
  {
    name: 'pipe, named',
    files: {},
    prepare: (folder) => void execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')]),
    command: named('pipe.yaml'),
    exitCode: 3,
    codes: ['source/readable-file'],
  },
  {
    name: '$ref to a pipe',
    files: { 'api.yaml': apiWith({ A: '{ $ref: ./pipe.yaml }' }) },
    prepare: (folder) => void execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')]),
    exitCode: 1,
    codes: ['references/ref-resolves'],
  },
  {
    name: '$ref to a device',
    files: { 'api.yaml': apiWith({ A: '{ $ref: ./zero.yaml }' }) },
    prepare: (folder) => symlinkSync('/dev/zero', path.join(folder, 'zero.yaml')),
    exitCode: 1,
    says: /outside the workspace root|cannot be read/,
  },
  {
    name: '$ref through a linked folder',
    files: {
      'in/api.yaml': apiWith({ A: '{ $ref: ./link/secret.yaml }' }),
      'in/ossa.yaml': '',
      'out/secret.yaml': 'type: object\n',
    },
    prepare: (folder) => symlinkSync('../out', path.join(folder, 'in/link')),
    command: ['spec', 'validate', 'in', '--root', 'in', '--no-cache', '--json'],
    exitCode: 1,
    codes: ['references/ref-resolves'],
  },
  {
    name: 'unreadable file',
    files: { 'a.yaml': sound, 'b.yaml': `${head('other')}spec: { type: worker }\n` },
    prepare: (folder) => chmodSync(path.join(folder, 'a.yaml'), 0),
    asNobody: true,
    exitCode: 1,
    codes: ['source/readable-file'],
  },
  {
    name: 'unreadable folder',
    files: { 'a.yaml': sound, 'b/b.yaml': sound },
    prepare: (folder) => chmodSync(path.join(folder, 'b'), 0),
    asNobody: true,
    exitCode: 1,
    codes: ['source/readable-file'],
  },
  {
    name: 'unreadable ossa.yaml',
    files: { 'a.yaml': sound, 'ossa.yaml': '' },
    prepare: (folder) => chmodSync(path.join(folder, 'ossa.yaml'), 0),
    asNobody: true,
    exitCode: 1,
    codes: ['source/readable-file'],
  },
  {
    name: 'dangerous file names',
    files: {},
    prepare: (folder) => {
      mkdirSync(path.join(folder, danger))
      writeFileSync(path.join(folder, danger, `${danger}\n.yaml`), sound.replace('worker', 'workr'))
    },
    command: ['spec', 'validate', '--no-cache'],
    exitCode: 1,
    says: /manifest\/valid-value/,
  },
  ofNames('validate, text', ['spec', 'validate', '--no-cache'], 1),
  ...['json', 'sarif', 'github', 'gitlab', 'junit'].map((format) => ({
    ...ofNames(`validate, ${format}`, ['spec', 'validate', '--no-cache', '--format', format], 1),
    says: /^/,
  })),
  ofNames('list', ['spec', 'list']),
  ofNames('read', ['spec', 'read', 'a.json']),
  ofNames('graph stats', ['knowledge-graph', 'stats', '--no-cache']),
  ofNames('graph query', ['knowledge-graph', 'query', 'kind:agent', '--no-cache']),
  ofNames('graph impact', ['knowledge-graph', 'impact', '*x*', '--no-cache']),
  ...['json', 'graphml', 'gexf', 'dot', 'mermaid', 'turtle', 'json-ld'].map((format) =>
    ofNames(`graph export, ${format}`, ['knowledge-graph', 'export', '--format', format, '--no-cache']),
  ),
]
