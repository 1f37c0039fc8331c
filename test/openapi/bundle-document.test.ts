import { describe, expect, it } from 'vitest'
import { bundle } from './bundle.ts'
import { document, json, parameter, post } from './contract-of.ts'

const ok = (schema: unknown) => ({ description: 'ok', ...json(schema) })
const giving = (schema: unknown, rest: object = {}) => ({ ...post({ responses: { 200: ok(schema) } }), ...rest })
const ref = (to: string) => ({ $ref: to })

describe('what a document refers to in other files', () => {
  it('becomes a component, once, and refers to others by name', async () => {
    const { value } = await bundle(giving({ type: 'array', items: ref('./models/tree.yaml') }), {
      'models/tree.yaml': {
        type: 'object',
        properties: { parent: ref('tree.yaml'), leaf: ref('leaf.json#/$defs/Leaf') },
      },
      'models/leaf.json': { $defs: { Leaf: { type: 'object', properties: { tree: ref('./tree.yaml') } } } },
    })
    expect(value.paths['/x'].post.responses[200].content['application/json'].schema.items).toEqual(
      ref('#/components/schemas/tree'),
    )
    expect(value.components).toEqual({
      schemas: {
        Leaf: { type: 'object', properties: { tree: ref('#/components/schemas/tree') } },
        tree: {
          type: 'object',
          properties: { parent: ref('#/components/schemas/tree'), leaf: ref('#/components/schemas/Leaf') },
        },
      },
    })
  })

  it('stands in the section of what it is', async () => {
    const operation = {
      parameters: [ref('parts.yaml#/limit')],
      requestBody: ref('parts.yaml#/body'),
      responses: { 200: ref('parts.yaml#/found'), default: ref('parts.yaml#/failed') },
      callbacks: { done: ref('parts.yaml#/done') },
    }
    const { value } = await bundle(post(operation), {
      'parts.yaml': {
        limit: parameter('limit', 'query', { schema: { type: 'integer' } }),
        body: json(ref('#/schema')),
        schema: { type: 'object', properties: { a: { type: 'string' } } },
        found: {
          description: 'ok',
          headers: { 'X-Rate': ref('#/rate') },
          content: { 'application/json': { schema: ref('#/schema'), examples: { one: ref('#/one') } } },
          links: { next: ref('#/next') },
        },
        failed: { description: 'failed' },
        rate: { schema: { type: 'integer' } },
        one: { value: { a: 'x' } },
        next: { operationId: 'op' },
        done: { '{$request.body#/url}': { post: { responses: { 200: { description: 'ok' } } } } },
      },
    })
    const names = Object.entries(value.components).map(([section, parts]) => [section, Object.keys(parts as object)])
    expect(Object.fromEntries(names)).toEqual({
      schemas: ['schema'],
      responses: ['failed', 'found'],
      parameters: ['limit'],
      examples: ['one'],
      requestBodies: ['body'],
      headers: ['rate'],
      links: ['next'],
      callbacks: ['done'],
    })
    expect(value.components.responses.found.content['application/json'].examples.one).toEqual(
      ref('#/components/examples/one'),
    )
  })

  it('is put where it is used if it has no place among the components', async () => {
    const paths = { '/x': { ...ref('paths/x.yaml'), summary: 'Mine.' }, '/y': { get: ref('paths/y.yaml#/get') } }
    const { value } = await bundle(document(paths, { tags: [{ name: 't', description: ref('words.yaml#/t') }] }), {
      'paths/x.yaml': { summary: 'Theirs.', post: { operationId: 'op', responses: { 200: ref('../ok.yaml') } } },
      'paths/y.yaml': { get: { operationId: 'y', responses: { 200: ref('../ok.yaml') } } },
      'ok.yaml': ok({ type: 'string' }),
      'words.yaml': { t: 'About t.' },
    })
    expect(value.paths).toEqual({
      '/x': { summary: 'Mine.', post: { operationId: 'op', responses: { 200: ref('#/components/responses/ok') } } },
      '/y': { get: { operationId: 'y', responses: { 200: ref('#/components/responses/ok') } } },
    })
    expect(value.tags[0].description).toBe('About t.')
  })

  it('keeps what is said beside a reference', async () => {
    const { value } = await bundle(giving({ ...ref('a.yaml'), description: 'Here.', minLength: 2 }), {
      'a.yaml': { type: 'string' },
    })
    expect(value.paths['/x'].post.responses[200].content['application/json'].schema).toEqual({
      ...ref('#/components/schemas/a'),
      description: 'Here.',
      minLength: 2,
    })
  })

  it('may itself say more beside a reference, which is not lost', async () => {
    const { value } = await bundle(giving(ref('a.yaml')), {
      'a.yaml': { ...ref('b.yaml'), minLength: 2 },
      'b.yaml': ref('c.yaml'),
      'c.yaml': { type: 'string' },
    })
    expect(value.components.schemas).toEqual({
      a: { ...ref('#/components/schemas/c'), minLength: 2 },
      c: { type: 'string' },
    })
  })

  it('is the component that is nothing but a reference to it', async () => {
    const api = giving(ref('#/components/schemas/Pet'), {
      components: { schemas: { Pet: ref('pet.yaml'), Again: ref('pet.yaml'), Own: { type: 'string' } } },
    })
    const { value } = await bundle(api, { 'pet.yaml': { type: 'object', properties: { mother: ref('pet.yaml') } } })
    expect(value.components.schemas).toEqual({
      Pet: { type: 'object', properties: { mother: ref('#/components/schemas/Pet') } },
      Again: ref('#/components/schemas/Pet'),
      Own: { type: 'string' },
    })
  })

  it('may refer back to the document', async () => {
    const api = giving(ref('a.yaml'), { components: { schemas: { Own: { type: 'string' } } } })
    const { value } = await bundle(api, {
      'a.yaml': { type: 'object', properties: { own: ref('api.yaml#/components/schemas/Own') } },
    })
    expect(value.components.schemas.a.properties.own).toEqual(ref('#/components/schemas/Own'))
  })

  it('loses the names that nothing leads to any more', async () => {
    const { value } = await bundle(giving(ref('a.json')), {
      'a.json': {
        $schema: 'x',
        $id: 'https://example.org/a',
        $defs: { B: { type: 'string' } },
        items: ref('#/$defs/B'),
      },
    })
    expect(value.components.schemas).toEqual({ B: { type: 'string' }, a: { items: ref('#/components/schemas/B') } })
  })
})

describe('names of components', () => {
  const status = (value: string) => ({ type: 'string', const: value })
  const two = (first: string, second: string) => giving({ properties: { a: ref(first), b: ref(second) } })
  const files = { 'orders/status.yaml': status('o'), 'pets/status.yaml': status('p') }

  it('get more words where they would be equal, whatever comes first', async () => {
    const [one, other] = [
      await bundle(two('orders/status.yaml', 'pets/status.yaml'), files),
      await bundle(two('pets/status.yaml', 'orders/status.yaml'), files),
    ]
    expect(one.value.components).toEqual({ schemas: { orders_status: status('o'), pets_status: status('p') } })
    expect(other.value.components).toEqual(one.value.components)
  })

  it('leave those alone that the document has', async () => {
    const api = { ...two('orders/status.yaml', '#/components/schemas/status'), components: { schemas: { status: {} } } }
    const { value } = await bundle(api, files)
    expect(Object.keys(value.components.schemas)).toEqual(['status', 'orders_status'])
  })

  it('have only characters that names may have, and numbers where nothing else tells them apart', async () => {
    const { value } = await bundle(two('a.yaml#/x%20y', 'a.yaml#/x_y'), {
      'a.yaml': { 'x y': status('1'), x_y: status('2') },
    })
    expect(value.components.schemas).toEqual({ x_y_2: status('1'), x_y_3: status('2') })
  })

  it.each(['__proto__', 'constructor', 'toString'])('may be %s', async (name) => {
    const parts = JSON.parse(`{"${name}": {"type": "string"}}`)
    const { value } = await bundle(giving(ref(`parts.yaml#/${name}`)), { 'parts.yaml': parts })
    expect(Object.entries(value.components.schemas)).toEqual([[name, { type: 'string' }]])
  })
})

describe('texts that lead somewhere', () => {
  it('are changed in the mapping of a discriminator', async () => {
    const mapping = { cat: 'cat.yaml', dog: '#/components/schemas/Dog', own: 'Dog' }
    const schema = {
      oneOf: [ref('cat.yaml'), ref('#/components/schemas/Dog')],
      discriminator: { propertyName: 'k', mapping },
    }
    const { value } = await bundle(giving(schema, { components: { schemas: { Dog: { type: 'object' } } } }), {
      'cat.yaml': { type: 'object' },
    })
    expect(value.paths['/x'].post.responses[200].content['application/json'].schema.discriminator.mapping).toEqual({
      cat: '#/components/schemas/cat',
      dog: '#/components/schemas/Dog',
      own: 'Dog',
    })
  })

  it('are changed in links to operations, and in the addresses of examples', async () => {
    const { value } = await bundle(document({ '/a b/{id}': ref('paths/a.yaml'), '/c': ref('paths/c.yaml') }), {
      'paths/a.yaml': {
        parameters: [parameter('id', 'path', { required: true })],
        get: { operationId: 'a', responses: { 200: { description: 'ok' } } },
      },
      'paths/c.yaml': {
        get: {
          operationId: 'c',
          responses: {
            200: {
              description: 'ok',
              content: { 'text/x': { examples: { x: { externalValue: '../data/x.bin' } } } },
              links: {
                a: { operationRef: 'a.yaml#/get' },
                far: { operationRef: 'https://example.org/x#/paths/~1/get' },
              },
            },
          },
        },
      },
    })
    const { content, links } = value.paths['/c'].get.responses[200]
    expect(links.a.operationRef).toBe('#/paths/~1a%20b~1%7Bid%7D/get')
    expect(links.far.operationRef).toBe('https://example.org/x#/paths/~1/get')
    expect(content['text/x'].examples.x.externalValue).toBe('./data/x.bin')
  })

  it('are data in examples and extensions, but for references to files that are there', async () => {
    const example = {
      a: ref('#/components/schemas/Nothing'),
      b: ref('example.json'),
      c: ref('none.json'),
      d: { $ref: 1 },
    }
    const schema = { type: 'object', example, default: ref('https://example.org/'), enum: [ref('#/x')] }
    const api = { ...giving(schema), openapi: '3.0.3', 'x-a': [ref('example.json'), ref('none.json')] }
    const { value } = await bundle(api, { 'example.json': { text: 'x' } })
    expect(value.paths['/x'].post.responses[200].content['application/json'].schema).toEqual({
      ...schema,
      example: { ...example, b: { text: 'x' } },
    })
    expect(value['x-a']).toEqual([{ text: 'x' }, ref('none.json')])
  })

  it('are properties if that is what they are called', async () => {
    const properties = { $ref: { type: 'string' } }
    const { value } = await bundle(giving({ properties, required: ['$ref'] }))
    expect(value.paths['/x'].post.responses[200].content['application/json'].schema.properties).toEqual(properties)
  })
})

describe('Swagger 2.0', () => {
  it('has its components at the top', async () => {
    const api = {
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          get: {
            operationId: 'op',
            parameters: [ref('parts.yaml#/parameters/limit')],
            responses: { 200: ref('parts.yaml#/responses/ok') },
          },
        },
      },
      definitions: { Own: { type: 'string' } },
    }
    const { value } = await bundle(api, {
      'parts.yaml': {
        parameters: { limit: { name: 'limit', in: 'query', type: 'integer' } },
        responses: { ok: { description: 'ok', schema: ref('#/definitions/Pet') } },
        definitions: { Pet: { type: 'object', properties: { own: ref('api.yaml#/definitions/Own') } } },
      },
    })
    expect(value).toEqual({
      ...api,
      paths: {
        '/x': {
          get: {
            operationId: 'op',
            parameters: [ref('#/parameters/limit')],
            responses: { 200: ref('#/responses/ok') },
          },
        },
      },
      definitions: {
        ...api.definitions,
        Pet: { type: 'object', properties: { own: ref('#/definitions/Own') } },
      },
      responses: { ok: { description: 'ok', schema: ref('#/definitions/Pet') } },
      parameters: { limit: { name: 'limit', in: 'query', type: 'integer' } },
    })
  })
})
