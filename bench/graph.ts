/**
 * How long `ossa knowledge-graph build` takes as a whole process: cold, unchanged, and with one file changed. Of the agents of ossa
 * 0.1.9 (in `$OSSA_SHARED`, default `../shared`) and of made-up fleets. `npx tsx bench/graph.ts [AGENTS…]`, default 309.
 */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { agentFile, agentText, writeFleet } from './fleet.ts'
import { compare, measure, packageRoot, report, type Subject } from './measure.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const args = [path.join(packageRoot, 'bin/run.cjs'), 'knowledge-graph', 'build', '--json']
let edition = 0

try {
  const sizes = process.argv.slice(2).map(Number)
  const corpus = path.resolve(process.env['OSSA_SHARED'] ?? '../shared', 'corpus/ossa-0.1.9/.agents')
  for (const agents of sizes.length > 0 ? sizes : [309]) {
    const cwd = path.join(sandbox, `fleet-${agents}`)
    writeFleet(cwd, agents)
    const change = () => writeFileSync(agentFile(cwd, agents >> 1), agentText(agents >> 1, ++edition))
    const runs = agents > 1_000 ? 3 : 11
    const timed = subjects(`${agents} agents`, cwd, change)
    report(measure(timed, { runs }))
    const base = 'plain graphology'
    const plain = { name: base, args: [path.join(import.meta.dirname, 'plain-graph.cjs')], cwd }
    report(compare([plain, ...timed], { runs }), { base })
  }
  if (existsSync(corpus)) {
    const cwd = path.join(sandbox, 'corpus')
    cpSync(corpus, cwd, { recursive: true, mode: 0 })
    const file = path.join(cwd, 'changing.yaml')
    writeFileSync(file, agentText(1))
    report(measure(subjects('ossa 0.1.9', cwd, () => appendFileSync(file, '# changed\n'))))
  } else console.warn(`skipped: ${corpus} is absent; set OSSA_SHARED to the folder that holds it`)
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

function subjects(name: string, cwd: string, change: () => void): Subject[] {
  const forget = () => rmSync(path.join(cwd, '.ossa'), { recursive: true, force: true })
  mkdirSync(cwd, { recursive: true })
  return [
    { name: `${name}, cold`, args, cwd, prepare: forget },
    { name: `${name}, one file changed`, args, cwd, prepare: change },
    { name: `${name}, unchanged`, args, cwd },
  ]
}
