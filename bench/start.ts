/**
 * What starting `ossa` costs: whole processes, next to `node -e 0`. The first run of a build compiles, later ones find compiled
 * code. `npx tsx bench/start.ts`; targets: `--version` 2 ×, `spec validate one.yaml` 3 ×.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { measure, packageRoot, report } from './measure.ts'

const cwd = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const cache = path.join(cwd, 'cache')
process.env['XDG_CACHE_HOME'] = cache
const bin = path.join(packageRoot, 'bin/run.cjs')
const validate = [bin, 'spec', 'validate', 'one.yaml']
const faulty = [bin, 'spec', 'validate', 'faulty.yaml']

const manifest = (type: string) => `apiVersion: ossa/v1
kind: Agent
metadata: { name: one, version: 1.0.0, description: Sorts documents. }
spec:
  type: ${type}
  domains: [documents]
  capabilities:
    - name: classify
      description: Say what kind of document a text is.
      input: { type: object, required: [text], properties: { text: { type: string } } }
      output: { type: object, required: [label], properties: { label: { type: string } } }
  runtime: { command: { run: [node, classify.mjs] } }
`

try {
  writeFileSync(path.join(cwd, 'one.yaml'), manifest('worker'))
  writeFileSync(path.join(cwd, 'faulty.yaml'), manifest('wrker'))
  const results = measure(
    [
      { name: '--version', args: [bin, '--version'], cwd },
      { name: 'spec validate one.yaml', args: validate, cwd },
      { name: 'spec validate faulty.yaml', args: faulty, cwd },
      {
        name: 'spec validate one.yaml, first run',
        args: validate,
        cwd,
        prepare: () => rmSync(cache, { recursive: true, force: true }),
      },
      { name: '--help', args: [bin, '--help'], cwd },
    ],
    { runs: 15 },
  )
  report(results)
} finally {
  rmSync(cwd, { recursive: true, force: true })
}
