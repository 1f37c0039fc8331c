/**
 * Bundles the command line into `dist/`: one entry per command, shared code in chunks that are loaded only when needed. The
 * chunks are made as ES modules, since only these can be split, and then turned into CommonJS, since only the compiled code of
 * that can be kept between runs (src/cli/load-program.ts).
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { init, parse } from 'es-module-lexer'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { viewPage } from './build-view.ts'
import { refuseCircles, toCommonJs } from './common-js.ts'
import { deferredFramework } from './defer-imports.ts'

const root = path.resolve(import.meta.dirname, '..')

/** What the bundle is made by. */
const builders = ['build', 'common-js', 'defer-imports'].map((name) => `bin/${name}.ts`)

const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: object }

/** Loaded by few commands, too large or too native to bundle. Everything else is compiled in. */
const external = [
  '@dbos-inc/dbos-sdk',
  'ink',
  'react',
  'react/jsx-runtime',
  'pg',
  'typescript',
  'openapi-typescript',
  '@apidevtools/swagger-parser',
]
for (const name of external)
  if (!(name.replace('/jsx-runtime', '') in dependencies)) throw new Error(`${name} is external but not a dependency`)

/** What few runs need, as further entries: what only these lead to gets a chunk of its own, and is loaded when it is first used. */
const seldom = [
  'node_modules/yaml/dist/index.js',
  'node_modules/jsonc-parser/lib/esm/main.js',
  'node_modules/minimatch/dist/commonjs/index.js',
  'node_modules/tinyglobby/dist/index.cjs',
  'node_modules/cli-spinners/index.js',
  'node_modules/ejs/lib/cjs/ejs.js',
  'node_modules/@oclif/core/lib/help/index.js',
  'src/core/schema/*-validator.gen.js',
  'src/core/schema/assign/assignability.ts',
  'src/core/expression/index.ts',
  'src/core/workflow/index.ts',
  'src/core/openapi/index.ts',
  'src/core/remote/index.ts',
]

/** What is carried out in threads of their own. */
const threads = ['src/core/graph/sketch-share.ts']

const shared = {
  absWorkingDir: root,
  outdir: 'dist',
  outbase: 'src',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // jsonc-parser's main file is a UMD module whose requires cannot be followed.
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  external,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
} satisfies BuildOptions

const asCommonJs = {
  outExtension: { '.js': '.cjs' },
  // What ES modules say about themselves, in the words of CommonJS.
  define: {
    'import.meta.url': '__filename',
    'import.meta.dirname': '__dirname',
    OSSA_BUILD: JSON.stringify(buildId()),
  },
} satisfies BuildOptions

/** Views are ES modules of their own: ink can be loaded in no other way. */
const views: Plugin = {
  name: 'views',
  setup({ onResolve }) {
    onResolve({ filter: /\/views\/[\w-]+\.tsx$/ }, ({ path: imported, kind }) =>
      kind === 'dynamic-import' ? { path: `view:${path.basename(imported, '.tsx')}`, external: true } : undefined,
    )
  },
}

rmSync(path.join(root, 'dist'), { recursive: true, force: true })
await build({ ...shared, entryPoints: ['src/cli/views/*.tsx'] })
await build({
  ...shared,
  ...asCommonJs,
  entryPoints: ['src/cli/load-program.ts', 'src/cli/thread.ts'],
  format: 'cjs',
})
await init
const { outputFiles } = await build({
  ...shared,
  ...asCommonJs,
  entryPoints: ['src/cli/main.ts', 'src/commands/**/*.ts', ...threads, ...seldom],
  splitting: true,
  plugins: [views, deferredFramework],
  write: false,
})
const imported = new Set(outputFiles.flatMap(({ path: file, text }) => importsOf(file, text)))
refuseCircles(new Map(outputFiles.map(({ path: file, text }) => [file, importsOf(file, text, { isStatic: true })])))
for (const { path: file, text } of outputFiles) {
  const name = path.relative(path.join(root, 'dist'), file)
  const isStart = /^(cli|commands)\b/.test(name) || threads.includes(`src/${name.replace(/cjs$/, 'ts')}`)
  if (!isStart && file.endsWith('.cjs') && !imported.has(file)) continue
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, file.endsWith('.cjs') ? wrapped(await toCommonJs(text)) : text)
}

writeFileSync(path.join(root, 'dist/view.html'), await viewPage())

/** The files that a file of the bundle imports, at once or, unless only static imports count, when they are needed. */
function importsOf(file: string, text: string, { isStatic = false } = {}): string[] {
  const wanted = parse(text)[0].filter(({ type }) => !(isStatic && type === 'dynamic'))
  const names = wanted.map((each) => (each.type === 'import-meta' ? undefined : each.specifier))
  return names.flatMap((name) => (name?.startsWith('.') ? [path.resolve(path.dirname(file), name)] : []))
}

/** A function of what CommonJS promises, and of a way to import. Where the file is loaded without our loader, it is carried out at once. */
function wrapped(code: string): string {
  const names = 'exports,require,module,__filename,__dirname'
  const run = `f=>typeof module==="undefined"?f:f(${names},id=>import(id))`
  return `(${run})(function(${names},importModule){${code}\n})`
}

/** Names the program by its sources and by the versions of what is compiled in. */
function buildId(): string {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'package-lock.json', ...builders, ...sources()])
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

function sources(): string[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}
