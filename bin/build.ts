/** Bundles the command line into `dist/`: one entry per command, shared code in chunks that are loaded only when needed. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: object }

/** Loaded by few commands, too large or too native to bundle. Everything else is compiled in. */
const external = [
  'better-sqlite3',
  'yaml',
  'ink',
  'react',
  'react/jsx-runtime',
  'typescript',
  'openapi-typescript',
  '@apidevtools/swagger-parser',
]
for (const name of external)
  if (!(name.replace('/jsx-runtime', '') in dependencies)) throw new Error(`${name} is external but not a dependency`)

/** Everything that the program is made of. What one build has cached means nothing to another. */
function hashOfSources(): string {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
  const hash = createHash('sha256')
  for (const file of [...sources, 'package.json', 'bin/build.ts'].sort())
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

rmSync(path.join(root, 'dist'), { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts', 'src/commands/**/*.ts'],
  outdir: 'dist',
  outbase: 'src',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // jsonc-parser's main file is a UMD module whose requires cannot be followed.
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  external,
  define: { OSSA_BUILD_ID: JSON.stringify(hashOfSources()) },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
  // CommonJS packages inside an ESM bundle expect these.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';import{fileURLToPath as __toPath}from'node:url';import{dirname as __toFolder}from'node:path';const require=__createRequire(import.meta.url),__filename=__toPath(import.meta.url),__dirname=__toFolder(__filename);",
  },
})
