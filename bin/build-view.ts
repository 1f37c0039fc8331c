/** Makes the page that `ossa knowledge-graph view` puts a graph into: one file, which may run only what is in it. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  legalComments: 'none',
  logLevel: 'warning',
  target: ['chrome109', 'firefox115', 'safari16.4'],
} satisfies BuildOptions

/** The page, with a place for the graph. */
export async function viewPage(): Promise<string> {
  const [style, script] = await Promise.all([bundledStyle(), bundledScript()])
  // Only these two may be run and obeyed, nothing may be loaded from anywhere, and no text can become markup.
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script.text)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  const parts: Record<string, string> = {
    OSSA_POLICY: policy.join('; '),
    OSSA_STYLE: style,
    OSSA_LICENCES: licencesOf(script.packages),
    OSSA_SCRIPT: script.text,
  }
  const page = readFileSync(path.join(root, 'src/view/page.html'), 'utf8')
  return page
    .replace(/<!-- biome-ignore .*? -->\s*/g, '')
    .replace(/(?:\/\* )?(OSSA_(?:POLICY|STYLE|LICENCES|SCRIPT))(?: \*\/)?/g, (_, name: string) => parts[name] ?? name)
}

async function bundledStyle(): Promise<string> {
  const { outputFiles } = await build({ ...shared, entryPoints: ['src/view/style/index.css'] })
  return textOf(outputFiles).trim()
}

async function bundledScript(): Promise<{ text: string; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: ['src/view/main.ts'],
    format: 'iife',
    metafile: true,
    tsconfig: 'src/view/tsconfig.json',
  })
  const text = textOf(outputFiles).trim()
  if (/<\/script|<!--/i.test(text)) throw new Error('The script of the page would end its element.')
  const packages = Object.keys(metafile.inputs).flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  )
  return { text, packages: [...new Set(packages)].sort() }
}

function textOf(files: readonly { readonly text: string }[]): string {
  const [file, ...others] = files
  if (file === undefined || others.length > 0) throw new Error('One file was expected.')
  return file.text
}

// What is in the page goes wherever the page goes, and so do its licences.
function licencesOf(packages: readonly string[]): string {
  const texts = packages.map((name) => {
    const folder = path.join(root, 'node_modules', name)
    const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md'].map((each) => path.join(folder, each)).find(existsSync)
    if (file === undefined) throw new Error(`${name} goes into the page and has no licence.`)
    return `${name}\n\n${readFileSync(file, 'utf8').trim()}\n`
  })
  return texts.join(`\n${'-'.repeat(40)}\n\n`).replaceAll('<', '‹')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
