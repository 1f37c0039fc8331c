import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CompiledWorkspace, compileWorkspace } from '#core/compiler'
import { isObject } from '#core/json'
import { isOpenApi, openOpenApi } from '#core/openapi'
import { checkAssignability } from '#core/schema'
import { diskTree } from '#core/source'
import { WorkspaceFiles } from '#core/workspace'
import { isAbsent, shared } from './shared.ts'

interface Spec {
  readonly name: string
  readonly from: string
  /** In a copy of it. */
  readonly document: string
  readonly operations: number
  /** What cannot be bound, and why. */
  readonly refused: Readonly<Record<string, number>>
}

const specs: readonly Spec[] = [
  { name: 'Stripe', from: 'specs/stripe.yaml', document: 'api/stripe.yaml', operations: 452, refused: {} },
  {
    name: 'DigitalOcean',
    from: 'specs/digitalocean/specification',
    document: 'api/DigitalOcean-public.v2.yaml',
    operations: 659,
    refused: { 'openapi/distinct-input-names': 30 },
  },
]
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A workspace with a copy of a specification, and agents with a capability for each of its operations. */
function workspaceOf({ from, document }: Spec): { root: string; operations: Map<string, string> } {
  const root = mkdtempSync(path.join(tmpdir(), 'ossa operations '))
  folders.push(root)
  cpSync(path.join(shared, from), path.join(root, from.endsWith('.yaml') ? document : 'api'), { recursive: true })
  const { load } = new WorkspaceFiles(diskTree(root))
  const value = load(document)
  if (!isObject(value) || !isOpenApi(value)) throw new Error(`${document} is no OpenAPI document`)
  const opened = openOpenApi({ file: document, pointer: '' }, value, load).document
  const operations = new Map(opened?.operations.map(({ at }, index) => [`operation-${index}`, at]))
  const capabilities = [...operations].map(([name, at]) => ({ name, operation: `./${document}#${at}` }))
  for (let start = 0; start < capabilities.length; start += 100) {
    const spec = { type: 'worker', capabilities: capabilities.slice(start, start + 100) }
    const metadata = { name: `agent-${start}`, version: '1.0.0', description: 'Made up.' }
    writeFileSync(
      path.join(root, `agent-${start}.json`),
      JSON.stringify({ apiVersion: 'ossa/v1', kind: 'Agent', metadata, spec }),
    )
  }
  writeFileSync(path.join(root, 'ossa.yaml'), '')
  return { root, operations }
}

describe.each(specs.filter(({ from }) => !isAbsent(from)))('the operations of $name', (spec) => {
  let root = ''
  let compiled: CompiledWorkspace
  beforeAll(async () => {
    root = workspaceOf(spec).root
    compiled = await compileWorkspace({ tree: diskTree(root), targets: [''] })
  })
  const capabilities = () =>
    compiled.agents.flatMap((agent) =>
      agent.capabilities.map((capability) => ({ capability, ...compiled.workspace.contractOf(agent, capability) })),
    )

  it('are bound, or there is a reason with a code', () => {
    const all = capabilities()
    const unbound = all.filter(({ capability: { binding } }) => binding === undefined || 'problem' in binding)
    const refused = new Map<string, number>()
    for (const { findings } of all)
      for (const code of new Set(findings.map((finding) => finding.code)))
        refused.set(code, (refused.get(code) ?? 0) + 1)
    expect([all.length, unbound.length, Object.fromEntries(refused)]).toEqual([spec.operations, 0, spec.refused])
    const errors = new Set(compiled.diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])))
    expect([...errors]).toEqual(Object.keys(spec.refused))
  })

  it('have contracts in which nothing is open', async () => {
    const open: string[] = []
    for (const { contract, capability } of capabilities()) {
      const { request, input, output } = contract
      const isWhole = request !== undefined && isObject(input) && isObject(output) && Object.keys(output).length > 0
      if (!isWhole || (request.body !== 'none' && request.content === undefined)) open.push(capability.name)
      for (const schema of [input, output]) {
        const { verdict } = await checkAssignability({ produced: schema, accepted: schema })
        if (verdict !== 'compatible') open.push(`${capability.name} ${verdict}`)
      }
    }
    expect(open).toEqual([])
  })
})
