import { describe, expect, it } from 'vitest'
import { isObject, type JsonValue, parsePointer, toPointer, valueAt } from '#core/json'
import { compileMemory } from '../compile-memory.ts'

const answer = {
  name: 'answer',
  description: 'Answers.',
  input: { type: 'object', required: ['text'], properties: { text: {} } },
}
const agent = (name: string, spec: object): JsonValue =>
  ({
    apiVersion: 'ossa/v1',
    kind: 'Agent',
    metadata: { name, version: '1.2.0', description: 'Is.' },
    spec,
  }) as JsonValue
const manifests: Readonly<Record<string, JsonValue>> = {
  'helper.json': agent('helper', {
    type: 'worker',
    domains: ['billing'],
    capabilities: [answer, { name: 'other' }],
    runtime: { command: { run: ['cat'] } },
  }),
  'caller.json': agent('caller', {
    type: 'judge',
    dependsOn: [{ agent: 'helper', version: '^1' }],
    reviews: ['helper'],
    tools: [{ agent: 'helper', capability: 'answer' }],
    autonomy: { level: 'supervised' },
  }),
  'flow.json': {
    apiVersion: 'ossa/v1',
    kind: 'Workflow',
    metadata: { name: 'flow', version: '1.0.0' },
    spec: {
      input: { type: 'object', properties: { a: { type: 'string' } } },
      tasks: {
        one: {
          agent: 'helper',
          version: '^1',
          capability: 'answer',
          when: 'has(input.a)',
          input: { text: '${{ input.a }}' },
          onError: 'continue',
          retry: { maxAttempts: 2 },
        },
        two: { agent: 'helper', capability: 'other', needs: ['one'], timeout: '3s' },
        three: { workflow: 'inner', forEach: { items: '${{ [1, 2] }}', concurrency: 2 } },
      },
      output: { done: true },
    },
  },
  'inner.json': {
    apiVersion: 'ossa/v1',
    kind: 'Workflow',
    metadata: { name: 'inner', version: '1.0.0' },
    spec: { tasks: { wait: { wait: '1s' } } },
  },
}

function pointersIn(value: JsonValue, at = ''): string[] {
  const members = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : []
  return [...members].flatMap(([key, member]) => {
    const pointer = at + toPointer(key)
    return [pointer, ...pointersIn(member as JsonValue, pointer)]
  })
}

/** A manifest with something else at a place of it, or with another key there. */
function spoilt(manifest: JsonValue, pointer: string, change: (parent: Record<string, unknown>, key: string) => void) {
  const copy = structuredClone(manifest)
  const path = parsePointer(pointer)
  change(valueAt(copy, toPointer(...path.slice(0, -1))) as Record<string, unknown>, path.at(-1) ?? '')
  return copy
}

const wrong: readonly JsonValue[] = [5, 'hello there', true, null, ['hello there'], { hello: 5 }]
const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)

async function found(file: string, manifest: JsonValue): Promise<string[]> {
  const texts = Object.entries({ ...manifests, [file]: manifest }).map(([name, value]) => [name, JSON.stringify(value)])
  const { diagnostics } = await compileMemory(Object.fromEntries(texts))
  return diagnostics.map((each) => `${each.file} ${each.code} ${each.pointer}: ${each.message}`)
}

// What is no longer said at all is a fault of its own kind; here it is about the form of what is said.
const isOfForm = (finding: string) => /^\S+ manifest\//.test(finding)

describe.each(Object.entries(manifests))('one fault in the form of %s', (file, manifest) => {
  const placesOf = (ofFields: boolean) =>
    pointersIn(manifest).filter((pointer) => !ofFields || !/\/(?:properties|items|tasks)\/[^/]+$/.test(pointer))

  it('is one finding: a value of another type', async () => {
    const several: string[][] = []
    for (const pointer of placesOf(false))
      for (const value of wrong) {
        if (kindOf(valueAt(manifest, pointer)) === kindOf(value)) continue
        // A mapping may stand there: it has one field too many, and lacks another.
        if (pointer.endsWith('/onError') && isObject(value)) continue
        const said = await found(
          file,
          spoilt(manifest, pointer, (parent, key) => Object.assign(parent, { [key]: value })),
        )
        if (said.some(isOfForm) && said.length > 1) several.push([`${pointer} is ${JSON.stringify(value)}`, ...said])
      }
    expect(several).toEqual([])
  }, 60_000)

  it('is one finding: a misspelt field', async () => {
    const several: string[][] = []
    for (const pointer of placesOf(true)) {
      const name = parsePointer(pointer).at(-1) ?? ''
      if (name.length < 4 || pointer.includes('/input/') || pointer.includes('/output/')) continue
      const slip = name.slice(0, -2) + name.slice(-1) + name.slice(-2, -1)
      const said = await found(
        file,
        spoilt(manifest, pointer, (parent, key) => {
          const members = Object.entries(parent)
          for (const [each] of members) delete parent[each]
          for (const [each, member] of members) parent[each === key ? slip : each] = member
        }),
      )
      if (said.some(isOfForm) && said.length > 1) several.push([`${pointer} is written ${slip}`, ...said])
    }
    expect(several).toEqual([])
  }, 60_000)
})
