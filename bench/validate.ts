/**
 * How long `ossa spec validate` takes as a whole process, next to the tools that people would otherwise use, in the same run.
 * Install these with `npm ci --prefix bench`. `npx tsx bench/validate.ts [RUNS]`, default 5. The folder of 2,900 files is in
 * `$OSSA_SHARED` (default `../shared`).
 */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { agentText } from './fleet.ts'
import { compare, packageRoot, report, type Subject } from './measure.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const runs = Number(process.argv[2] ?? 5)
const peers = path.join(import.meta.dirname, 'node_modules')
const bin = path.join(packageRoot, 'bin/run.cjs')
const redocly = path.join(peers, '@redocly/cli/bin/cli.js')
const spectral = path.join(peers, '@stoplight/spectral-cli/dist/index.js')
const smallDocument = `openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
paths: { /orders: { get: { operationId: listOrders, responses: { '200': { description: All of them. } } } } }
`

try {
  if (!existsSync(redocly)) throw new Error('The tools to compare with are not there: npm ci --prefix bench')
  oneManifest()
  oneDocument()
  manyFiles(path.resolve(process.env['OSSA_SHARED'] ?? '../shared', 'specs/digitalocean'))
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

function oneManifest(): void {
  const cwd = folder('manifest')
  writeFileSync(path.join(cwd, 'one.yaml'), agentText(0))
  writeFileSync(path.join(cwd, 'api.yaml'), smallDocument)
  writeFileSync(path.join(cwd, 'ruleset.yaml'), 'extends: [[spectral:oas, recommended]]\n')
  show('One small file; target for a manifest: 2.50 × of processor time', [
    { name: 'node -e 0', args: ['-e', '0'], cwd },
    { name: 'a manifest', args: [bin, 'spec', 'validate', 'one.yaml'], cwd },
    { name: 'an OpenAPI document', args: [bin, 'spec', 'validate', 'api.yaml'], cwd },
    { name: 'redocly lint', args: [redocly, 'lint', '--format=summary', 'api.yaml'], cwd },
    { name: 'spectral lint', args: [spectral, 'lint', '--quiet', '--ruleset', 'ruleset.yaml', 'api.yaml'], cwd },
  ])
}

/** GitHub's description of its API: the largest that many know. */
function oneDocument(): void {
  const cwd = folder('document')
  const file = 'api.github.com.json'
  cpSync(path.join(peers, '@octokit/openapi/generated', file), path.join(cwd, file))
  writeFileSync(path.join(cwd, 'check.mjs'), swaggerParser(file))
  const validate = { name: 'ossa spec validate', args: [bin, 'spec', 'validate', file], cwd }
  const forget = () => rmSync(path.join(cwd, '.ossa'), { recursive: true, force: true })
  const title = `One document of ${Math.round(statSync(path.join(cwd, file)).size / 1e6)} MB`
  show(`${title}; target: 0.50 ×, 160 MB`, [
    { name: 'swagger-parser validate', args: ['check.mjs'], cwd },
    { ...validate, prepare: forget },
  ])
  show(`${title}; target: 0.35 ×`, [
    { name: 'redocly lint', args: [redocly, 'lint', '--format=summary', file], cwd },
    { ...validate, prepare: forget },
    { name: 'unchanged', args: validate.args, cwd },
  ])
}

/** One document in many files, of which one changes: an operation that the document refers to. */
function manyFiles(source: string): void {
  if (!existsSync(source)) {
    console.warn(`skipped: ${source} is absent; set OSSA_SHARED to the folder that holds it`)
    return
  }
  const cwd = path.join(sandbox, 'files')
  cpSync(source, cwd, { recursive: true, mode: 0 })
  const root = 'specification/DigitalOcean-public.v2.yaml'
  const change = () =>
    appendFileSync(path.join(cwd, 'specification/resources/1-clicks/oneClicks_list.yml'), '# changed\n')
  const args = [bin, 'spec', 'validate']
  const output = path.join(sandbox, 'bundled.yaml')
  show('One of 2,900 files changed; target: 250 ms, 0.125 ×', [
    { name: 'redocly bundle', args: [redocly, 'bundle', root, '--output', output], cwd },
    { name: 'one file changed', args, cwd, prepare: change },
    { name: 'unchanged', args, cwd },
    { name: 'cold', args: [...args, '--no-cache'], cwd },
  ])
}

function swaggerParser(file: string): string {
  const url = path.join(peers, '@apidevtools/swagger-parser/lib/index.js')
  return `import SwaggerParser from ${JSON.stringify(url)}\nawait SwaggerParser.validate(${JSON.stringify(file)})\n`
}

function show(title: string, subjects: readonly Subject[]): void {
  console.log(`\n${title}`)
  report(compare(subjects, { runs }), { base: subjects[0]?.name ?? '' })
}

function folder(name: string): string {
  const created = path.join(sandbox, name)
  mkdirSync(created)
  return created
}
