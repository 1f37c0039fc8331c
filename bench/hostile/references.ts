import { apiWith, type HostileInput, head } from './input.ts'
import { openRedirectingHost } from './redirecting-host.ts'
import { named } from './texts.ts'

const levels = 40
const leaf = '{ type: object, properties: { v: { type: string } } }'

/** Ways in which a schema can refer to the next one more than once. */
const shapes: Readonly<Record<string, (next: string) => string>> = {
  properties: (next) => `{ type: object, properties: { a: ${next}, b: ${next} } }`,
  allOf: (next) => `{ allOf: [${next}, ${next}] }`,
  anyOf: (next) => `{ anyOf: [${Array.from({ length: 10 }, () => next).join(', ')}] }`,
  oneOf: (next) => `{ oneOf: [${next}, ${next}] }`,
  not: (next) => `{ not: { anyOf: [${next}, ${next}] } }`,
  'if and then': (next) => `{ if: ${next}, then: ${next}, else: ${next} }`,
  items: (next) => `{ type: array, prefixItems: [${next}, ${next}], items: ${next} }`,
  'choices of properties': (next) =>
    `{ anyOf: [{ properties: { a: ${next} } }, { required: [a], properties: { a: ${next} } }] }`,
}

function chain(shape: (next: string) => string, address: string): Record<string, string> {
  const schemas = Array.from({ length: levels }, (_, level) => [
    `S${level}`,
    shape(`{ $ref: '${address}S${level + 1}' }`),
  ])
  return { ...Object.fromEntries(schemas), [`S${levels}`]: leaf }
}

function fleetWith(shape: (next: string) => string): string {
  const lines = Object.entries(chain(shape, '#/spec/x-schemas/')).map(([name, schema]) => `    ${name}: ${schema}\n`)
  const schemas = `  x-schemas:\n${lines.join('')}`
  const whole = "{ $ref: '#/spec/x-schemas/S0' }"
  const agent = (name: string, capability: string) =>
    `${head(name)}spec:\n  type: worker\n  runtime: { command: { run: [cat] } }\n  capabilities: [${capability}]\n${schemas}`
  return [
    agent('one', `{ name: go, input: ${whole}, output: ${whole} }`),
    agent('two', '{ name: go, operation: ./api.yaml#go }'),
    `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec:\n  input: { $ref: './api.yaml#/components/schemas/S0' }\n  tasks:\n    a: { agent: one, capability: go, input: '\${{ input }}' }\n    b: { agent: two, capability: go, input: { a: '\${{ tasks.a.output.a }}' } }\n`,
  ].join('---\n')
}

const bombs = Object.entries(shapes).flatMap(([name, shape]): HostileInput[] => {
  const files = { 'api.yaml': apiWith(chain(shape, '#/components/schemas/')) }
  return [
    { name: `reference bomb, ${name}: OpenAPI`, files, exitCode: 0, codes: [] },
    {
      name: `reference bomb, ${name}: bundle`,
      files,
      command: ['spec', 'bundle', 'api.yaml'],
      exitCode: 0,
      says: /S39/,
    },
    {
      name: `reference bomb, ${name}: diff`,
      files: { ...files, 'old/api.yaml': files['api.yaml'].replace('v: { type: string }', 'v: { type: integer }') },
      command: ['spec', 'diff', 'api.yaml', '--against', 'old/api.yaml', '--json'],
      exitCode: 1,
      says: /"code": "changes\//,
    },
    // What flows may be found fault with, or not; it must come to an end.
    {
      name: `reference bomb, ${name}: agents`,
      files: { ...files, 'fleet.yaml': fleetWith(shape) },
      // A list has no fields. Of all others, it is a warning what they may lack.
      exitCode: name === 'items' ? 1 : 0,
      says: /"code": /,
    },
  ]
})

const unresolved = { exitCode: 1, codes: ['references/ref-resolves'] }
const refused = { exitCode: 1, codes: ['references/remote-allowed'] }
const referringTo = (reference: string) => ({
  'a/api.yaml': apiWith({ S: `{ $ref: '${reference}' }` }),
  'a/ossa.yaml': '',
})
const host = await openRedirectingHost()
const fetching = (path: string) => ({
  ...referringTo(host + path),
  'a/ossa.yaml': `remote: { allow: ['${host}/**'] }\n`,
})
const inA = ['spec', 'validate', '--root', 'a', '--no-cache', '--json', 'a']

/** What leads elsewhere, in circles, or too far. */
export const references: readonly HostileInput[] = [
  ...bombs,
  {
    name: 'circle of references',
    files: {
      'api.yaml': apiWith({ A: "{ $ref: '#/components/schemas/B' }", B: "{ $ref: '#/components/schemas/A' }" }),
    },
    ...unresolved,
  },
  {
    name: 'recursion',
    files: {
      'api.yaml': apiWith({
        A: "{ properties: { a: { $ref: '#/components/schemas/A' } }, allOf: [{ $ref: '#/components/schemas/A' }] }",
      }),
    },
    exitCode: 0,
    codes: [],
  },
  {
    name: 'circle of files',
    files: {
      'api.yaml': apiWith({ A: '{ $ref: ./b.yaml }' }),
      'b.yaml': '$ref: ./c.yaml\n',
      'c.yaml': '$ref: ./b.yaml\n',
    },
    ...unresolved,
  },
  {
    name: 'circle of path items',
    files: {
      'api.yaml':
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { $ref: '#/paths/~1b' }, /b: { $ref: '#/paths/~1a' } }\n",
    },
    ...unresolved,
  },
  {
    name: 'chain of 5,000 references',
    files: {
      'api.yaml': apiWith(
        Object.fromEntries([
          ...Array.from({ length: 5_000 }, (_, index) => [
            `S${index}`,
            `{ $ref: '#/components/schemas/S${index + 1}' }`,
          ]),
          ['S5000', leaf],
        ]),
      ),
    },
    ...unresolved,
  },
  { name: '$ref to file:', files: referringTo('file:///etc/passwd'), command: inA, ...unresolved },
  {
    name: '$ref out of the root',
    files: { ...referringTo('../secret.yaml'), 'secret.yaml': leaf },
    command: inA,
    ...unresolved,
  },
  {
    name: '$ref out of the root, encoded',
    files: { ...referringTo('%2e%2e/secret.yaml'), 'secret.yaml': leaf },
    command: inA,
    ...unresolved,
  },
  {
    name: '$ref to http, not allowed',
    files: referringTo('http://169.254.169.254/latest/meta-data'),
    command: inA,
    ...refused,
  },
  {
    name: '$ref to http, allowed by name only',
    files: {
      ...referringTo('http://localhost.:9/a.yaml'),
      'a/ossa.yaml': "remote: { allow: ['http://localhost.:9/**'] }\n",
    },
    command: inA,
    exitCode: 1,
    says: /references\/remote-a(llowed|vailable)/,
  },
  {
    name: '$ref to http, allowed, that redirects to what is not',
    files: fetching('/a.yaml'),
    command: inA,
    ...refused,
  },
  {
    name: '$ref to http, allowed, that is too large',
    files: fetching('/large.yaml'),
    command: inA,
    exitCode: 1,
    codes: ['references/remote-available'],
  },
  {
    name: 'catastrophic pattern with an example',
    files: {
      'api.yaml': apiWith({
        A: `{ type: string, pattern: '^(a+)+$', example: ${'a'.repeat(40)}!, default: ${'a'.repeat(40)}! }`,
      }),
    },
    exitCode: 0,
    codes: [],
  },
  {
    name: 'catastrophic pattern, input of a run',
    files: {
      'w.yaml': `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec:\n  input: { type: object, properties: { a: { type: string, pattern: '^(a+)+$' } } }\n  tasks: { t: { wait: 1ms } }\n`,
    },
    command: ['run', 'workflow', 'w.yaml', '--input', JSON.stringify({ a: `${'a'.repeat(40)}!` }), '--json'],
    exitCode: 1,
    says: /workflow\/invalid-input/,
  },
  {
    name: 'pattern that looks ahead, input of a run',
    files: {
      'w.yaml': `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec:\n  input: { type: object, properties: { a: { type: string, pattern: '^(?=a)b' } } }\n  tasks: { t: { wait: 1ms } }\n`,
    },
    command: ['run', 'workflow', 'w.yaml', '--input', '{"a": "x"}', '--json'],
    exitCode: 1,
    says: /schema\/|pattern/,
  },
  {
    name: '100,000 parentheses in an expression',
    files: {
      'w.yaml': `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec:\n  tasks: { t: { wait: 1ms, when: '${'('.repeat(100_000)}true${')'.repeat(100_000)}' } }\n`,
    },
    exitCode: 1,
    codes: ['workflow/valid-expression'],
    command: named('w.yaml'),
  },
]
