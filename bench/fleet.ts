import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const types = ['orchestrator', 'worker', 'critic', 'judge', 'trainer', 'governor', 'monitor', 'integrator']
const protocols = ['rest', 'mcp', 'a2a', 'grpc', 'graphql']

/** Writes a made-up fleet: agents in teams that share domains, capabilities and tools, as real ones do. */
export function writeFleet(folder: string, agents: number): void {
  for (let index = 0; index < agents; index += 1) {
    const file = agentFile(folder, index)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, agentText(index))
  }
}

/** The file of an agent of a made-up fleet. */
export function agentFile(folder: string, index: number): string {
  return path.join(folder, `team-${teamOf(index)}`, `agent-${index}.yaml`)
}

/** The manifest of an agent of a made-up fleet; another edition differs in one capability. */
export function agentText(index: number, edition = 0): string {
  const team = teamOf(index)
  const capabilities = Array.from({ length: 5 }, (_, place) =>
    place < 2 ? `team-${team}-task-${(index + place) % 12}` : `task-${(index * 7 + place * 13) % 400}`,
  )
  return [
    'apiVersion: ossa/v1',
    'kind: Agent',
    'metadata:',
    `  name: agent-${index}`,
    `  version: 1.${edition}.0`,
    `  description: Number ${index} of a fleet for measuring.`,
    'spec:',
    `  type: ${types[index % types.length]}`,
    `  domains: [team-${team}, domain-${index % 9}]`,
    `  protocols: [${protocols[index % protocols.length]}, ${protocols[(index + 2) % protocols.length]}]`,
    '  capabilities:',
    ...[...new Set(capabilities), `edition-${edition}-of-${index}`].flatMap(capabilityLines),
    '  tools:',
    `    - { mcp: files, name: read-${index % 11} }`,
    `    - { mcp: search, name: find-${team} }`,
    ...(index === 0 ? [] : ['  dependsOn:', `    - { agent: agent-${Math.floor(index / 3)} }`]),
    '',
  ].join('\n')
}

function capabilityLines(name: string): string[] {
  return [
    `    - name: ${name}`,
    `      description: What ${name} does, in a few words that nobody reads twice.`,
    '      input:',
    '        type: object',
    '        required: [text]',
    '        properties: { text: { type: string, maxLength: 10000 }, depth: { type: integer } }',
    '      output:',
    '        type: object',
    '        properties:',
    '          result: { type: string }',
    '          score: { type: number, minimum: 0, maximum: 1 }',
  ]
}

function teamOf(index: number): number {
  return Math.floor(index / 15)
}
