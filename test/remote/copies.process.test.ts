import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { compileOnDisk } from '#core/compiler'
import { withRemote } from '#core/remote'
import { diskTree } from '#core/source'
import { clearCache } from '#core/workspace'
import { type Answer, type DocumentHost, openHost, redirect, versioned } from './document-host.ts'
import { allowing, type RemoteWorkspace, referringTo, remoteWorkspace } from './remote-workspace.ts'

const schema = (type: string) => `type: object\nproperties: { id: { type: ${type} } }\n`
const kept = '.ossa/cache/remote'
const open: (DocumentHost | RemoteWorkspace)[] = []

afterEach(async () => {
  for (const each of open.splice(0)) await ('close' in each ? each.close() : each.remove())
})

/** A host, and a workspace that refers to its document. */
async function pair(answers: Record<string, Answer>, reference = '/a.yaml') {
  const host = await openHost(answers)
  const workspace = remoteWorkspace({
    'ossa.yaml': allowing([`${host.origin}/**`]),
    'api.yaml': referringTo(`${host.origin}${reference}`),
  })
  open.push(host, workspace)
  return { host, workspace }
}

function copiesIn({ folder }: RemoteWorkspace): string[] {
  return readdirSync(path.join(folder, kept)).map((name) => path.join(folder, kept, name))
}

describe('copies of remote documents', () => {
  it('serve where no host is asked', async () => {
    const { host, workspace } = await pair({ '/a.yaml': schema('strin') })
    const online = await workspace.validate()
    expect(online.found).toEqual([expect.stringContaining(`${host.origin}/a.yaml:2:27 openapi/valid-structure `)])
    expect(await workspace.validate({ offline: true })).toEqual(online)
    expect(await workspace.validate({ offline: true })).toEqual(online)
    expect(host.asked).toHaveLength(1)
  })

  it('are found missing, with what to do', async () => {
    const { host, workspace } = await pair({ '/a.yaml': schema('string') })
    const { found } = await workspace.validate({ offline: true })
    expect(found).toEqual([
      `api.yaml:6:17 references/remote-available The reference ${host.origin}/a.yaml leads to another host. No copy of it is kept here, and no host is asked while offline.`,
    ])
    expect(host.asked).toEqual([])
  })

  it('are confirmed by the host rather than sent again', async () => {
    const { host, workspace } = await pair({ '/a.yaml': versioned(schema('string'), '"1"') })
    const statuses: string[] = []
    const answer = host.answers['/a.yaml'] as Exclude<Answer, string>
    host.answers['/a.yaml'] = (request, response) => {
      answer(request, response)
      statuses.push(`${request.headers['if-none-match']} ${response.statusCode}`)
    }
    await workspace.validate()
    const [copy = ''] = copiesIn(workspace)
    const before = readFileSync(copy, 'utf8')
    await workspace.validate()
    expect(statuses).toEqual(['undefined 200', '"1" 304'])
    expect(readFileSync(copy, 'utf8')).toBe(before)
  })

  it.each([{ cache: true }, { cache: false }])('are replaced by what the host has now (%j)', async (options) => {
    const { host, workspace } = await pair({ '/a.yaml': versioned(schema('string'), '"1"') })
    expect((await workspace.validate(options)).found).toEqual([])
    host.answers['/a.yaml'] = versioned(schema('strin'), '"2"')
    const { found } = await workspace.validate(options)
    expect(found).toHaveLength(1)
    host.answers['/a.yaml'] = versioned(schema('string'), '"1"')
    expect((await workspace.validate(options)).found).toEqual([])
  })

  it('serve where the host cannot be asked, and that is said', async () => {
    const { host, workspace } = await pair({ '/a.yaml': schema('string') })
    await workspace.validate()
    host.answers['/a.yaml'] = (_request, response) => response.writeHead(503).end()
    expect(await workspace.validate()).toEqual({
      found: [],
      notes: [expect.stringMatching(/^Used the copy that is kept of http.*a\.yaml\. .* it answers 503 for http/)],
    })
    await host.close()
    expect(await workspace.validate()).toEqual({
      found: [],
      notes: [expect.stringMatching(/^Used the copy that is kept of http.*it refuses the connection\.$/)],
    })
    expect(await workspace.validate({ cache: false })).toEqual({
      found: [expect.stringContaining('references/remote-available')],
      notes: [],
    })
  })

  it('do not serve for what is gone, or may not be asked for any more', async () => {
    const { host, workspace } = await pair({ '/a.yaml': schema('string') })
    await workspace.validate()
    host.answers = {}
    expect((await workspace.validate()).found).toEqual([expect.stringContaining('it answers 404')])
    workspace.write('ossa.yaml', allowing(['https://example.com/**']))
    expect((await workspace.validate({ offline: true })).found).toEqual([
      expect.stringContaining('references/remote-allowed'),
    ])
  })

  it('of what has moved are used only while both addresses are allowed', async () => {
    const { host, workspace } = await pair({ '/a.yaml': redirect('/b/a.yaml'), '/b/a.yaml': schema('string') })
    expect((await workspace.validate()).found).toEqual([])
    expect((await workspace.validate({ offline: true })).found).toEqual([])
    workspace.write('ossa.yaml', allowing([`${host.origin}/a.yaml`]))
    expect((await workspace.validate({ offline: true })).found).toHaveLength(1)
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['changed', (text: string) => text.replace(/"body":"..../, '"body":"AAAA')],
    ['of another address', (text: string) => text.replace('/a.yaml', '/b.yaml')],
    ['no JSON', () => 'x'],
    ['empty', () => ''],
  ])('are not there if they are %s', async (_what, damage) => {
    const { workspace } = await pair({ '/a.yaml': schema('string') })
    await workspace.validate()
    for (const copy of copiesIn(workspace)) writeFileSync(copy, damage(readFileSync(copy, 'utf8')))
    expect((await workspace.validate({ offline: true })).found).toEqual([
      expect.stringContaining('No copy of it is kept'),
    ])
    expect((await workspace.validate()).found).toEqual([])
    expect((await workspace.validate({ offline: true })).found).toEqual([])
  })

  it('are neither written nor read through a link that leads out', async () => {
    const { workspace } = await pair({ '/a.yaml': schema('string') })
    const elsewhere = remoteWorkspace({})
    open.push(elsewhere)
    mkdirSync(path.join(workspace.folder, '.ossa/cache'), { recursive: true })
    symlinkSync(elsewhere.folder, path.join(workspace.folder, kept))
    const { found, notes } = await workspace.validate()
    expect([found, notes]).toEqual([[], [expect.stringMatching(/^No copies of remote documents were kept\. /)]])
    expect(readdirSync(elsewhere.folder)).toEqual([])
  })

  it('go with the cache', async () => {
    const { workspace } = await pair({ '/a.yaml': schema('string') })
    await workspace.validate()
    expect(copiesIn(workspace)).toHaveLength(1)
    await clearCache({ cwd: workspace.folder })
    expect(copiesIn(workspace)).toEqual([])
  })
})

describe('what was remembered of a check', () => {
  it('holds for as long as the documents of other hosts are the same', async () => {
    const { host, workspace } = await pair({ '/a.yaml': schema('string') })
    // Enough for a cache to be begun.
    workspace.write(
      'large.yaml',
      `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\nx-text: ${'x'.repeat(40_000)}\n`,
    )
    const changes: (() => void)[] = [
      () => undefined,
      () => Object.assign(host.answers, { '/a.yaml': schema('strin') }),
      () => Object.assign(host.answers, { '/a.yaml': redirect('/b.yaml'), '/b.yaml': schema('numbe') }),
      () => Object.assign(host.answers, { '/b.yaml': `${schema('string')}allOf: [{ $ref: ./c.yaml }]\n` }),
      () => Object.assign(host.answers, { '/c.yaml': schema('string') }),
      () => rmSync(path.join(workspace.folder, kept), { recursive: true }),
      () => workspace.write('ossa.yaml', allowing([`${host.origin}/a.yaml`])),
    ]
    for (const change of changes) {
      change()
      const incremental = await workspace.validate()
      expect(incremental.found).toEqual((await workspace.validate({ cache: false })).found)
    }
  })
})

describe('a host that gives its answer drop by drop', () => {
  it('is given up', async () => {
    const host = await openHost({
      '/a.yaml': (_request, response) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write('# \n'), 20)
        response.on('close', () => clearInterval(timer))
      },
      '/silent.yaml': () => undefined,
    })
    const addresses = ['/a.yaml', '/silent.yaml'].map((each) => host.origin + each)
    const workspace = remoteWorkspace({ 'ossa.yaml': allowing([`${host.origin}/**`]) })
    open.push(host, workspace)
    const request = { root: workspace.folder, limits: { milliseconds: 300 } }
    const { value } = await withRemote(diskTree(workspace.folder), request, async ({ locate }) =>
      addresses.map((address) => {
        try {
          return locate?.(address)
        } catch (error) {
          return (error as Error).message
        }
      }),
    )
    const gaveUp = expect.stringMatching(/cannot be asked: there was no answer for 0\.3 s\.$/)
    expect(value).toEqual([gaveUp, gaveUp])
  })
})

describe('documents of other hosts', () => {
  it('are part of what is compiled for other ends', async () => {
    const { workspace, host } = await pair({ '/a.yaml': schema('string') })
    const compile = (offline: boolean) => compileOnDisk({ cwd: workspace.folder, paths: [], offline })
    expect((await compile(true)).compiled.diagnostics).toHaveLength(1)
    expect((await compile(false)).compiled.diagnostics).toEqual([])
    expect((await compile(true)).compiled.diagnostics).toEqual([])
    expect(host.asked).toHaveLength(1)
  })
})
