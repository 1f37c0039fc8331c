import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { isObject } from '#core/json'
import { openOpenApi, operationContract } from '#core/openapi'
import { type Assignability, checkAssignability } from '#core/schema'
import { newAjv } from '../../src/core/schema/ajv.ts'
import { isAbsent, shared } from './shared.ts'

let contracts: Contract[] | undefined

interface Contract {
  readonly name: string
  readonly input: unknown
  readonly output: unknown
}

const documents = ['stripe.yaml', 'digitalocean/specification/DigitalOcean-public.v2.yaml']

function contractsOf(file: string): Contract[] {
  const known = new Map<string, unknown>()
  const read = (name: string) => {
    if (!known.has(name)) known.set(name, load(readFileSync(path.join(shared, 'specs', name), 'utf8')))
    return known.get(name)
  }
  const value = read(file)
  const { document } = isObject(value) ? openOpenApi({ file, pointer: '' }, value, read) : {}
  return (document?.operations ?? []).map((operation) => {
    const { contract } = operationContract(document!, operation, read)
    return { name: `${operation.method} ${operation.path}`, input: contract.input, output: contract.output }
  })
}

// Park and Miller's generator: the same pairs every time.
function* seeded(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647
    yield state
  }
}

function pairsOf(contracts: readonly Contract[], count: number): [Contract, Contract][] {
  const numbers = seeded(42)
  const pick = (list: readonly Contract[]) => list[numbers.next().value % list.length]!
  const givers = contracts.filter(({ output }) => isObject(output) && output['type'] !== 'null')
  const takers = contracts.filter(({ input }) => isObject(input) && Object.keys(input['properties'] ?? {}).length > 0)
  return Array.from({ length: count }, () => [pick(givers), pick(takers)])
}

describe.skipIf(isAbsent('specs'))('what operations give, compared with what others take', () => {
  it.each(['strict', 'declared'] as const)(
    'is decided for most of 500 pairs (%s)',
    async (mode) => {
      contracts ??= documents.flatMap(contractsOf)
      expect(contracts.length).toBeGreaterThan(700)
      const counts = { compatible: 0, incompatible: 0, unknown: 0 }
      const reasons: Record<string, number> = {}
      for (const [giver, taker] of pairsOf(contracts, 500)) {
        const answer = await checkAssignability({ produced: giver.output, accepted: taker.input, mode })
        counts[answer.verdict] += 1
        if (answer.verdict === 'unknown') reasons[answer.reason] = (reasons[answer.reason] ?? 0) + 1
        if (counts[answer.verdict] % 25 === 1) confirm(answer, giver.output, taker.input)
      }
      expect(counts.unknown, JSON.stringify(reasons)).toBeLessThanOrEqual(75)
    },
    600_000,
  )
})

function confirm(answer: Assignability, produced: unknown, accepted: unknown): void {
  if (answer.verdict !== 'incompatible') return
  const ajv = newAjv()
  expect(ajv.validate(produced as object, answer.witness)).toBe(true)
  expect(ajv.validate(accepted as object, answer.witness)).toBe(false)
}
