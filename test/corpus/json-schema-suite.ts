import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { validateInstance } from '#core/schema'
import { compileMemory } from '../compile-memory.ts'
import { shared } from './shared.ts'

interface Group {
  readonly description: string
  readonly schema: boolean | Readonly<Record<string, unknown>>
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[]
}

/** What came of one case of the suite. */
export interface Outcome {
  readonly file: string
  readonly group: string
  readonly test: string
  /**
   * `refused`: the schema is an error in a manifest. `stricter`: a valid value was refused. `warned`: an invalid one was accepted, after a
   * warning that it would be; `laxer`: without a word.
   */
  readonly result: 'passed' | 'refused' | 'stricter' | 'warned' | 'laxer'
  /** Of what was said about the schema. */
  readonly code?: string
  readonly message?: string
}

/** Runs the cases of a version: each schema in a file that an agent refers to, each value as it is checked when a task runs. */
export async function runSuite(version: string, uri: string): Promise<Outcome[]> {
  const folder = path.join(shared, 'suites/json-schema-test-suite/tests', version)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
  const outcomes: Outcome[] = []
  for (const file of files.sort())
    for (const group of JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Group[])
      outcomes.push(...(await runGroup(file, group, uri)))
  return outcomes
}

const manifest = {
  apiVersion: 'ossa/v1',
  kind: 'Agent',
  metadata: { name: 'subject', version: '1.0.0', description: 'Has the schema.' },
  spec: {
    type: 'worker',
    capabilities: [{ name: 'take', description: 'Takes it.', input: { $ref: './schema.json' } }],
  },
}

async function runGroup(file: string, { description, schema, tests }: Group, uri: string): Promise<Outcome[]> {
  const versioned = typeof schema === 'boolean' ? schema : { $schema: uri, ...schema }
  const texts = { 'agent.json': JSON.stringify(manifest), 'schema.json': JSON.stringify(versioned) }
  const { diagnostics, agents, workspace } = await compileMemory(texts)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  const warning = diagnostics.find(({ severity }) => severity === 'warning')
  const at = { file, group: description }
  if (error !== undefined)
    return tests.map((test) => ({
      ...{ ...at, test: test.description, result: 'refused' },
      ...{ code: error.code, message: error.message },
    }))
  const [agent] = agents
  const [capability] = agent?.capabilities ?? []
  if (agent === undefined || capability === undefined) throw new Error('The manifest was not understood.')
  const { input } = workspace.contractOf(agent, capability).contract
  return Promise.all(
    tests.map(async ({ description: test, data, valid }) => {
      const isAccepted = (await validateInstance(input, data)).length === 0
      if (isAccepted === valid) return { ...at, test, result: 'passed' } as const
      if (valid) return { ...at, test, result: 'stricter' } as const
      return warning === undefined
        ? ({ ...at, test, result: 'laxer' } as const)
        : ({ ...at, test, result: 'warned', code: warning.code, message: warning.message } as const)
    }),
  )
}
