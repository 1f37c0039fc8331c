import { lookup } from 'node:dns/promises'
import { hostname } from 'node:os'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { networkOf } from '../../src/core/remote/networks.ts'
import { type Answer, type DocumentHost, openHost, redirect } from './document-host.ts'
import { allowing, type RemoteWorkspace, referringTo, remoteWorkspace } from './remote-workspace.ts'

const schema = 'type: object\nproperties: { id: { type: string } }\n'
// Undefined where the name of this machine is not known, or is one of the whole world.
const ownAddress = await lookup(hostname()).then(
  ({ address }) => (networkOf(address) === 'public' ? undefined : address),
  () => undefined,
)
const open: (DocumentHost | RemoteWorkspace)[] = []

afterEach(async () => {
  for (const each of open.splice(0)) await ('close' in each ? each.close() : each.remove())
})

async function host(answers: Record<string, Answer>, address?: string): Promise<DocumentHost> {
  const opened = await openHost(answers, address)
  open.push(opened)
  return opened
}

function workspace(files: Readonly<Record<string, string>>): RemoteWorkspace {
  const made = remoteWorkspace(files)
  open.push(made)
  return made
}

/** What is found in a document that refers to these addresses. */
async function found(allowed: readonly string[], references: readonly string[], others = ''): Promise<string[]> {
  const files = { 'ossa.yaml': allowing(allowed, others), 'api.yaml': referringTo(...references) }
  return (await workspace(files).validate()).found
}

describe('what may be asked for', () => {
  it('is nothing, if ossa.yaml allows nothing', async () => {
    const { origin, asked } = await host({ '/a.yaml': schema })
    const { found: said } = await workspace({ 'api.yaml': referringTo(`${origin}/a.yaml`) }).validate()
    expect(said).toEqual([
      `api.yaml:6:17 references/remote-allowed The reference ${origin}/a.yaml leads to another host. ossa.yaml does not allow ${origin}/a.yaml.`,
    ])
    expect(asked).toEqual([])
  })

  it('is what ossa.yaml allows', async () => {
    const { origin, asked } = await host({ '/v1/a.yaml': schema, '/b': '{\n\t"type": "string"\n}' })
    expect(
      await found([`${origin}/v1/**`, `${origin}/b`], [`${origin}/v1/a.yaml#/properties/id`, `${origin}/b`]),
    ).toEqual([])
    expect(asked.sort()).toEqual(['/b', '/v1/a.yaml'])
  })

  it.each([
    ['another path', (origin: string) => `${origin}/v2/a.yaml`],
    ['a path that leads out again', (origin: string) => `${origin}/v1/../v2/a.yaml`],
    ['a path that leads out again, encoded', (origin: string) => `${origin}/v1/%2e%2e/v2/a.yaml`],
    ['a path that the server may take apart in another way', (origin: string) => `${origin}/v1/..%2Fv2/a.yaml`],
    ['a path that only begins in the same way', (origin: string) => `${origin}/v1a.yaml`],
    ['another scheme', (origin: string) => `${origin.replace('http:', 'https:')}/v1/a.yaml`],
    ['another port', () => 'http://127.0.0.1:1/v1/a.yaml'],
    ['another host', (origin: string) => `${origin.replace('127.0.0.1', '127.0.0.2')}/v1/a.yaml`],
    ['the host as a user name', (origin: string) => `${origin}@127.0.0.2/v1/a.yaml`],
    ['a user name', (origin: string) => `${origin.replace('//', '//me@')}/v1/a.yaml`],
  ])('is not %s', async (_what, address) => {
    const { origin, asked } = await host({})
    expect(await found([`${origin}/v1/**`], [address(origin)])).toEqual([
      expect.stringMatching(/^api.yaml:6:17 references\/remote-allowed /),
    ])
    expect(asked).toEqual([])
  })

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/a.yaml', 'data:application/json,{}', 'C:\\a.yaml'])(
    'is not %s',
    async (reference) => {
      expect(await found(['http://127.0.0.1/**'], [reference])).toEqual([
        expect.stringMatching(
          /^api.yaml:6:17 references\/ref-resolves .* leads to no document that may be read from here\.$/,
        ),
      ])
    },
  )

  it('is no host of this machine by name, unless it is localhost that is allowed', async () => {
    const { port, asked } = await host({ '/a.yaml': schema })
    const named = (name: string) => `http://${name}:${port}`
    expect(await found([`${named('localhost')}/**`], [`${named('localhost')}/a.yaml`])).toEqual([])
    expect(asked).toEqual(['/a.yaml'])
  })

  // The name is looked up as any other, and leads to this machine or to a private network.
  it.skipIf(ownAddress === undefined)('is no host of a closed network by its name', async () => {
    const { port, asked } = await host({ '/a.yaml': schema }, ownAddress)
    const origin = `http://${hostname().toLowerCase()}:${port}`
    expect(await found([`${origin}/**`], [`${origin}/a.yaml`])).toEqual([
      expect.stringMatching(
        /^api.yaml:6:17 references\/remote-allowed .* (in a private network|on this machine or beside it), which is not asked\.$/,
      ),
    ])
    expect(asked).toEqual([])
  })

  it('is reported with a setting that is no address', async () => {
    const { found: said } = await workspace({ 'ossa.yaml': allowing(['example.com/**']) }).validate()
    expect(said).toEqual([expect.stringMatching(/^ossa.yaml:1:19 workspace\/valid-configuration /)])
  })
})

describe('redirects', () => {
  it('are followed to what is allowed, and relative references count from there', async () => {
    const { origin, asked } = await host({
      '/latest/a.yaml': redirect('/v7/a.yaml', 308),
      '/v7/a.yaml': 'properties: { b: { $ref: ./b.yaml } }\n',
      '/v7/b.yaml': schema,
    })
    expect(await found([`${origin}/**`], [`${origin}/latest/a.yaml`])).toEqual([])
    expect(asked).toContain('/v7/b.yaml')
  })

  it.each([
    [
      'another host',
      'http://127.0.0.3:9/a.yaml',
      /redirects there\. ossa\.yaml does not allow http:\/\/127\.0\.0\.3:9\/a\.yaml/,
    ],
    ['this machine under another name', 'http://localhost:9/a.yaml', /does not allow http:\/\/localhost:9/],
    ['a file', 'file:///etc/passwd', /redirects there\. It is no http or https address/],
    ['a path that is not allowed', '/secret/a.yaml', /does not allow http:\/\/127\.0\.0\.1:\d+\/secret\/a\.yaml/],
    ['an address with a password', 'http://a:b@127.0.0.1/', /redirects there\. The address holds a user name/],
  ])('are not followed to %s', async (_what, location, reason) => {
    const { origin, asked } = await host({ '/open/a.yaml': redirect(location), '/secret/a.yaml': schema })
    const [said, ...others] = await found([`${origin}/open/**`], [`${origin}/open/a.yaml`])
    expect(said).toMatch(/^api.yaml:6:17 references\/remote-allowed /)
    expect(said).toMatch(reason)
    expect(others).toEqual([])
    expect(asked).toEqual(['/open/a.yaml'])
  })

  it('end, even in a circle', async () => {
    const { origin, asked } = await host({ '/a': redirect('/b'), '/b': redirect('/a') })
    expect(await found([`${origin}/**`], [`${origin}/a`])).toEqual([
      expect.stringMatching(/references\/remote-available .* it redirects more than 5 times\.$/),
    ])
    expect(asked).toHaveLength(6)
  })
})

describe('answers', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('may be compressed: %s', async (encoding, compress) => {
    const answer: Answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(schema))
    const { origin } = await host({ '/a.yaml': answer })
    expect(await found([`${origin}/**`], [`${origin}/a.yaml#/properties/id`])).toEqual([])
  })

  it.each([
    [
      'too large',
      (_: unknown, response) => void response.writeHead(200).end(Buffer.alloc(17 * 1024 * 1024, 'x')),
      'it is larger than 16 MiB',
    ],
    [
      'too large once unpacked',
      (_: unknown, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024))),
      'it is larger than 16 MiB',
    ],
    [
      'broken',
      (_: unknown, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
      'it cannot be unpacked',
    ],
    [
      'of an unknown encoding',
      (_: unknown, response) => void response.writeHead(200, { 'content-encoding': 'rot13' }).end('x'),
      'its encoding "rot13" is unknown',
    ],
    ['not there', (_: unknown, response) => void response.writeHead(404).end('gone'), 'it answers 404'],
    ['for others', (_: unknown, response) => void response.writeHead(401).end('who?'), 'it answers 401'],
    [
      'cut off',
      (_: unknown, response) =>
        void response.writeHead(200, { 'content-length': '1000' }).write('type:', () => response.destroy()),
      '',
    ],
  ] as const satisfies readonly (readonly [string, Answer, string])[])(
    'are refused if they are %s',
    async (_what, answer, reason) => {
      const { origin } = await host({ '/a.yaml': answer })
      const said = await found([`${origin}/**`], [`${origin}/a.yaml`])
      expect(said).toEqual([expect.stringMatching(/^api.yaml:6:17 references\/remote-available /)])
      expect(said[0]).toContain(reason)
    },
  )

  it('are found fault with where they stand', async () => {
    const { origin } = await host({
      '/a.yaml': 'type: object\nproperties:\n  id: { type: strin }\n',
      '/b.yaml': 'a: [\n',
    })
    expect(await found([`${origin}/**`], [`${origin}/a.yaml`, `${origin}/b.yaml`])).toEqual([
      expect.stringContaining(`${origin}/a.yaml:3:15 openapi/valid-structure `),
      expect.stringContaining(`${origin}/b.yaml:2:1 source/valid-syntax `),
    ])
  })

  it('lead to no file of the workspace', async () => {
    const { origin, asked } = await host({
      '/a.yaml':
        'properties:\n  a: { $ref: ../../models.yaml }\n  b: { $ref: "file:///etc/passwd" }\n  c: { $ref: /models.yaml }\n',
    })
    const files = {
      'ossa.yaml': allowing([`${origin}/a.yaml`]),
      'api.yaml': referringTo(`${origin}/a.yaml`),
      'models.yaml': schema,
    }
    const { found: said } = await workspace(files).validate()
    expect(said.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      `${origin}/a.yaml:2:14 references/remote-allowed`,
      `${origin}/a.yaml:3:14 references/ref-resolves`,
      `${origin}/a.yaml:4:14 references/remote-allowed`,
    ])
    expect(asked).toEqual(['/a.yaml'])
  })

  it('that never end in new documents do end', async () => {
    const { origin, asked } = await host({})
    const answer: Answer = (request, response) => {
      const number = Number(/\d+/.exec(request.url ?? '')?.[0])
      response.writeHead(200).end(`properties: { next: { $ref: ./${number + 1}.yaml } }\n`)
    }
    const pages = await host(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`/${index}.yaml`, answer])))
    expect(await found([`${pages.origin}/**`], [`${pages.origin}/0.yaml`])).toEqual([
      expect.stringMatching(/\/31\.yaml:1:\d+ references\/remote-available .*32 one after the other/),
    ])
    expect(pages.asked).toHaveLength(32)
    expect([origin, asked]).toEqual([origin, []])
  })

  it('are not asked for on behalf of data', async () => {
    const { origin, asked } = await host({ '/a.yaml': schema })
    const data = `{ $ref: '${origin}/a.yaml' }`
    const api = `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /x:\n    get:\n      parameters: [{ name: a, in: query, schema: {}, example: ${data} }]\n      responses: { '200': { description: ok, content: { application/json: { examples: { one: { value: ${data} } } } } } }\ncomponents:\n  schemas:\n    S: { default: ${data}, const: ${data}, enum: [${data}], example: ${data}, examples: [${data}] }\n`
    const { found: said } = await workspace({ 'ossa.yaml': allowing([`${origin}/**`]), 'api.yaml': api }).validate()
    expect([said, asked]).toEqual([[], []])
  })
})
