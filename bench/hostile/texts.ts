import { type HostileInput, head, jsonManifest, sound } from './input.ts'

const deep = 100_000
const nested = (open: string, close: string) => open.repeat(deep) + close.repeat(deep)
const bomb = Array.from({ length: 12 }, (_, n) => `x-${n + 1}: &a${n + 1} [${`*a${n},`.repeat(12)}]\n`).join('')
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024)
const tooLarge = { exitCode: 1, codes: ['source/size-limit'] }
const unreadable = { exitCode: 3, codes: ['source/readable-file'] }

/** What is hard to parse. */
export const texts: readonly HostileInput[] = [
  { name: 'alias bomb', files: { 'a.yaml': `${sound}x-0: &a0 [1]\n${bomb}` }, ...tooLarge },
  {
    name: 'alias bomb in frontmatter',
    files: { 'a.md': `---\nname: a\ndescription: b\nx-0: &a0 [1]\n${bomb}---\nProse.\n` },
    ...tooLarge,
    command: named('a.md'),
  },
  { name: 'alias of itself', files: { 'a.yaml': `${sound}x-a: &a [*a]\n` }, ...tooLarge },
  { name: '100,000 levels, YAML lists', files: { 'a.yaml': `${sound}x-a: ${nested('[', ']')}\n` }, ...tooLarge },
  { name: '100,000 levels, YAML mappings', files: { 'a.yaml': `${sound}x-a: ${nested('{ a: ', '}')}\n` }, ...tooLarge },
  {
    name: '100,000 levels, YAML, never closed',
    files: { 'a.yaml': `${sound}x-a: ${'['.repeat(deep)}\n` },
    ...tooLarge,
  },
  { name: '100,000 levels, YAML dashes', files: { 'a.yaml': `${sound}x-a:\n  ${'- '.repeat(deep)}a\n` }, ...tooLarge },
  { name: '100,000 levels, YAML question marks', files: { 'a.yaml': `${sound}${'? '.repeat(deep)}a\n` }, ...tooLarge },
  {
    name: '4,000 levels, YAML indentation',
    files: {
      'a.yaml': `${sound}x-a:\n${Array.from({ length: 4_000 }, (_, level) => `${' '.repeat(level + 1)}a:`).join('\n')}\n`,
    },
    ...tooLarge,
  },
  { name: '100,000 levels, JSON', files: { 'a.json': jsonManifest(`, "x-a": ${nested('[', ']')}`) }, ...tooLarge },
  {
    name: '100,000 levels, JSON objects',
    files: { 'a.json': jsonManifest(`, "x-a": ${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`) },
    ...tooLarge,
  },
  {
    name: '100,000 levels, JSON, with brackets in strings',
    files: { 'a.json': jsonManifest(`, "x-a": ${nested('["]",', ']')}`) },
    ...tooLarge,
  },
  {
    name: '100,000 levels, YAML, with brackets in quotes',
    files: { 'a.yaml': `${sound}x-a: ${nested('["]", ', ']')}\n` },
    ...tooLarge,
  },
  {
    name: '100,000 levels, OpenAPI',
    files: {
      'a.json': `{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "x-a": ${nested('[', ']')}}`,
    },
    ...tooLarge,
  },
  {
    name: '100,000 levels in frontmatter',
    files: { 'a.md': `---\nname: a\ndescription: ${nested('[', ']')}\n---\nProse.\n` },
    ...tooLarge,
    command: named('a.md'),
  },
  {
    name: '100,000 levels in ossa.yaml',
    files: { 'ossa.yaml': `x-a: ${nested('[', ']')}\n`, 'a.yaml': sound },
    ...tooLarge,
  },
  {
    name: '50 MB scalar, YAML',
    files: { 'a.yaml': `${sound}x-a: ${megabytes(50)}\n` },
    ...unreadable,
    command: named('a.yaml'),
  },
  {
    name: '50 MB scalar, JSON',
    files: { 'a.json': jsonManifest(`, "x-a": "${megabytes(50)}"`) },
    ...unreadable,
    command: named('a.json'),
  },
  {
    name: '50 MB scalar, found',
    files: { 'a.yaml': `${sound}x-a: ${megabytes(50)}\n` },
    exitCode: 1,
    codes: ['source/readable-file'],
  },
  { name: '30 MB scalar, YAML', files: { 'a.yaml': `${sound}x-a: ${megabytes(30)}\n` }, exitCode: 0, codes: [] },
  {
    name: '50 MB on standard input',
    files: {},
    command: ['spec', 'validate', '-', '--json'],
    exitCode: 3,
    codes: ['source/readable-file'],
  },
  {
    name: 'keys of all objects',
    files: {
      'a.yaml': `${sound}x-a: { __proto__: { polluted: 1 }, constructor: 2, toString: 3 }\n__proto__: { x: 1 }\n`,
    },
    exitCode: 1,
    codes: ['manifest/known-field'],
  },
  {
    name: 'keys of all objects, JSON',
    files: { 'a.json': jsonManifest(', "x-a": {"__proto__": {"polluted": 1}, "constructor": 2}') },
    exitCode: 0,
    codes: [],
  },
  {
    name: 'merges',
    files: { 'a.yaml': `${head()}x-a: &a { type: worker }\nspec: { <<: *a, "<<": 1 }\n` },
    exitCode: 1,
    codes: ['manifest/known-field'],
  },
  {
    name: 'merge of no mapping',
    files: { 'a.yaml': `${sound}x-a: &a [1]\nx-b: { <<: *a }\n` },
    exitCode: 1,
    codes: ['source/valid-syntax'],
  },
  { name: 'equal keys, YAML', files: { 'a.yaml': `${sound}kind: Agent\n` }, exitCode: 1, codes: ['source/unique-key'] },
  {
    name: 'equal keys, JSON',
    files: { 'a.json': jsonManifest(', "kind": "Agent"') },
    exitCode: 1,
    codes: ['source/unique-key'],
  },
  {
    name: '1e400 and 2^64',
    files: { 'a.yaml': `${sound}x-a: [1e400, 18446744073709551616]\n` },
    exitCode: 1,
    codes: ['source/exact-number', 'source/finite-number'],
  },
  {
    name: '1e400 and 2^64, JSON',
    files: { 'a.json': jsonManifest(', "x-a": [1e400, 18446744073709551616]') },
    exitCode: 1,
    codes: ['source/exact-number', 'source/finite-number'],
  },
  {
    name: 'invalid UTF-8',
    files: { 'a.yaml': Buffer.concat([Buffer.from(sound), Buffer.from([0x23, 0xff, 0xfe, 0x0a])]) },
    exitCode: 1,
    codes: ['source/utf8-text'],
  },
  {
    name: 'UTF-16',
    files: { 'a.yaml': Buffer.from(`\ufeff${sound}`, 'utf16le') },
    exitCode: 1,
    codes: ['source/utf8-text'],
  },
  { name: 'byte order mark', files: { 'a.yaml': `\ufeff${sound}` }, exitCode: 0, codes: [] },
  {
    name: 'tabs as indentation',
    files: { 'a.yaml': `${head()}spec:\n\ttype: worker\n` },
    exitCode: 1,
    codes: ['source/valid-syntax'],
  },
  {
    name: 'NUL and control characters',
    files: { 'a.yaml': `${sound}x-a: "a\0b\u001b[2J"\n` },
    exitCode: 1,
    codes: ['source/unambiguous-yaml'],
  },
  {
    name: 'frontmatter, never closed',
    files: { 'a.md': `---\nname: a\ndescription: b\n\n${'Prose.\n'.repeat(1000)}` },
    exitCode: 1,
    codes: ['source/valid-syntax'],
    says: /never closed/,
    command: named('a.md'),
  },
  {
    name: 'frontmatter, unquoted colon',
    files: { '.claude/agents/a.md': '---\nname: a\ndescription: Use it: always\n---\nProse.\n' },
    exitCode: 0,
    codes: ['source/strict-frontmatter'],
    says: /"line": 3[\s\S]*'Use it: always'|'Use it: always'[\s\S]*"line": 3/,
  },
  {
    name: '10,000 errors in one file',
    files: {
      'a.yaml': `${head()}spec:\n  type: worker\n  dependsOn:\n${Array.from({ length: 10_000 }, (_, index) => `    - { agent: missing-${index} }\n`).join('')}`,
    },
    exitCode: 1,
    codes: ['references/agent-exists'],
  },
  {
    name: '10,000 errors in one file, as text',
    files: {
      'a.yaml': `${head()}spec:\n  type: worker\n  dependsOn:\n${Array.from({ length: 10_000 }, (_, index) => `    - { agent: missing-${index} }\n`).join('')}`,
    },
    exitCode: 1,
    command: ['spec', 'validate', '--no-cache'],
    says: /10,?000 errors/,
  },
]

/** A file that is named, rather than found. */
export function named(file: string): readonly string[] {
  return ['spec', 'validate', file, '--no-cache', '--json']
}
