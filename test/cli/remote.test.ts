import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder, TestRepository } from '../git/sandbox.ts'
import { type DocumentHost, openHost } from '../remote/document-host.ts'
import { allowing, referringTo } from '../remote/remote-workspace.ts'
import { runOssa } from './run-ossa.ts'

const money =
  'type: object\nrequired: [amount]\nproperties: { amount: { type: integer }, unit: { $ref: ./unit.yaml } }\n'
const unit = 'type: string\n'
const sandbox = makeFolder()
let host: DocumentHost
let repository: TestRepository
let count = 0

beforeAll(async () => {
  host = await openHost({})
})
afterAll(async () => {
  await host.close()
  sandbox.remove()
})
beforeEach(() => {
  host.answers = { '/money.yaml': money, '/unit.yaml': unit }
  repository = new TestRepository(path.join(sandbox.path, `case ${count++}`))
  const address = `${host.origin}/money.yaml`
  repository.commit({
    'ossa.yaml': allowing([`${host.origin}/**`]),
    'api.yaml': referringTo(address),
    'fleet.yaml': `apiVersion: ossa/v1
kind: Agent
metadata: { name: clerk, version: 1.0.0 }
spec:
  type: worker
  runtime: { command: { run: [cat] } }
  capabilities: [{ name: pay, input: { $ref: '${address}' }, output: { $ref: '${address}' } }]
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: paying, version: 1.0.0 }
spec:
  tasks:
    one: { agent: clerk, capability: pay, input: { amount: 1 } }
`,
  })
  host.asked.length = 0
})

const ossa = (...args: string[]) => runOssa(args, { cwd: repository.path })

describe('a workspace that refers to documents of another host', () => {
  it('is checked with them, and with their copies while offline', async () => {
    const missing = await ossa('spec', 'validate', '--offline')
    expect([missing.exitCode, host.asked]).toEqual([1, []])
    expect(missing.stdout).toMatch(
      /references\/remote-available[\s\S]*hint: Run `ossa spec validate` once without --offline/,
    )
    expect(await ossa('spec', 'validate')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(host.asked.sort()).toEqual(['/money.yaml', '/unit.yaml'])
    expect((await ossa('spec', 'validate', '--offline')).exitCode).toBe(0)
    const { exitCode } = await runOssa(['spec', 'validate'], { cwd: repository.path, env: { OSSA_OFFLINE: '1' } })
    expect([exitCode, host.asked.length]).toEqual([0, 2])
  })

  it('is told where there is a fault in them, in every format', async () => {
    host.answers['/unit.yaml'] = 'type: strin\n'
    const place = `${host.origin}/unit.yaml`
    expect((await ossa('spec', 'validate', '--no-cache')).stdout).toContain(
      `${place}:1:7 error openapi/valid-structure`,
    )
    const sarif = JSON.parse((await ossa('spec', 'validate', '--no-cache', '--format', 'sarif')).stdout)
    const [{ physicalLocation }] = sarif.runs[0].results[0].locations
    expect(physicalLocation.artifactLocation).toEqual({ uri: place })
    const gitlab = JSON.parse((await ossa('spec', 'validate', '--no-cache', '--format', 'gitlab')).stdout)
    expect(gitlab[0].location.path).toBe(place)
  })

  it('is bundled with them', async () => {
    const { stdout } = await ossa('spec', 'bundle', 'api.yaml', '--json')
    const { document, files } = JSON.parse(stdout)
    expect(files).toEqual(['api.yaml', `${host.origin}/money.yaml`, `${host.origin}/unit.yaml`])
    expect(document.components.schemas).toMatchObject({
      S0: { properties: { unit: { $ref: '#/components/schemas/unit' } } },
      unit: { type: 'string' },
    })
  })

  it('is planned with them', async () => {
    expect(await ossa('run', 'workflow', 'fleet.yaml', '--dry-run')).toMatchObject({ exitCode: 0 })
    host.answers['/money.yaml'] = money.replace('amount: { type: integer', 'amount: { type: string')
    const { exitCode, stderr } = await ossa('run', 'workflow', 'fleet.yaml', '--dry-run')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('workflow/input-fits')])
  })

  it('is compared with another version with them', async () => {
    const file = 'fleet.yaml'
    const other = `${host.origin}/wide.yaml`
    host.answers['/wide.yaml'] = money.replace('[amount]', '[amount, unit]')
    const text = readFileSync(path.join(repository.path, file), 'utf8')
    repository.write({
      [file]: text.replace(`input: { $ref: '${host.origin}/money.yaml'`, `input: { $ref: '${other}'`),
    })
    const { stdout, exitCode } = await ossa('spec', 'diff', '--against', 'git#HEAD', '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout).changes).toContainEqual(expect.objectContaining({ level: 'breaking' }))
    const offline = await ossa('spec', 'diff', '--against', 'git#HEAD', '--json', '--offline')
    expect(JSON.parse(offline.stdout).changes).toEqual(JSON.parse(stdout).changes)
  })

  it('is pushed by what is known of them, without asking', async () => {
    const push = () => ossa('hooks', 'run', 'pre-push')
    const refused = await push()
    expect([refused.exitCode, host.asked]).toEqual([1, []])
    expect(refused.stderr).toContain('Run `ossa spec validate` once without --offline')
    await ossa('spec', 'validate')
    host.asked.length = 0
    expect(await push()).toMatchObject({ exitCode: 0 })
    expect(host.asked).toEqual([])
  })
})
