/**
 * How long `ossa knowledge-graph export --format graphml --expand` takes as a whole process, for a fleet whose agents all share a domain: a million
 * edges, or as many as are asked for. Next to `node -e 0`, and to writing the same bytes with `fs.writeFileSync`.
 * `npx tsx bench/export.ts [EDGES]`.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compare, measure, packageRoot, report } from './measure.ts'

const edges = Number(process.argv[2] ?? 1_000_000)
const agents = Math.ceil((1 + Math.sqrt(1 + 8 * edges)) / 2)
const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const output = path.join(sandbox, 'graph.graphml')
const command = [path.join(packageRoot, 'bin/run.cjs'), 'knowledge-graph', 'export', '--format', 'graphml', '--expand']
const args = [...command, '--hub-cap', String(agents), '--output', output]

try {
  const cwd = path.join(sandbox, 'fleet')
  mkdirSync(cwd)
  const documents = Array.from({ length: agents }, (_, index) => manifest(index))
  // In few files, so that it is writing that is measured.
  for (let first = 0; first < agents; first += 100)
    writeFileSync(path.join(cwd, `agents-${first}.yaml`), documents.slice(first, first + 100).join('---\n'))
  const prepare = () => rmSync(output, { force: true })
  report(measure([{ name: `${edges} edges`, args, cwd, prepare }], { runs: 3 }))
  const { size } = statSync(output)
  console.log(`${(size / 1e6).toFixed(0)} MB written, ${agents} agents`)
  const floor = `require('fs').writeFileSync(${JSON.stringify(output)}, Buffer.alloc(${size}, 'x'))`
  const name = 'the same number of bytes at once'
  report(
    compare(
      [
        { name, args: ['-e', floor], cwd, prepare },
        { name: `${edges} edges`, args, cwd, prepare },
      ],
      { runs: 3 },
    ),
    { base: name },
  )
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

function manifest(index: number): string {
  return [
    'apiVersion: ossa/v1',
    'kind: Agent',
    `metadata: { name: agent-${index}, version: 1.0.0 }`,
    'spec: { type: worker, domains: [shared] }',
    '',
  ].join('\n')
}
