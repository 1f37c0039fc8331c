/**
 * How long `ossa knowledge-graph build` takes as a whole process: cold, unchanged, and with one file changed. Of the agents of ossa
 * 0.1.9 (in `$OSSA_SHARED`, default `../shared`) and of made-up fleets. Beside it, what nobody can do without: to find and hash the
 * files each time, and to parse them the first time. For 309 agents also what it takes to write three formats. `npx tsx bench/graph.ts [AGENTS…]`, default 309.
 */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { agentFile, agentText, writeFleet } from './fleet.ts'
import { compare, measure, packageRoot, report, type Subject } from './measure.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const args = [path.join(packageRoot, 'bin/run.cjs'), 'knowledge-graph', 'build', '--json']
let edition = 0

console.log(`${availableParallelism()} processors`)
try {
  const sizes = process.argv.slice(2).map(Number)
  const corpus = path.resolve(process.env['OSSA_SHARED'] ?? '../shared', 'corpus/ossa-0.1.9/.agents')
  for (const agents of sizes.length > 0 ? sizes : [309]) {
    const cwd = path.join(sandbox, `fleet-${agents}`)
    writeFleet(cwd, agents)
    const change = () => writeFileSync(agentFile(cwd, agents >> 1), agentText(agents >> 1, ++edition))
    const runs = agents > 1_000 ? 3 : 11
    const timed = subjects(`${agents} agents`, cwd, change)
    const several = agents === 309 ? severalFormats(timed) : []
    report(measure([...floors(cwd), ...timed, ...several], { runs }))
    const base = 'plain graphology'
    const plain = { name: base, args: [script('plain-graph.cjs')], cwd }
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

/** What each process takes that does nothing but this. */
function floors(cwd: string): Subject[] {
  const nowhere = path.join(sandbox, 'nowhere')
  mkdirSync(nowhere, { recursive: true })
  return [
    { name: 'floor: the program in an empty folder', args, cwd: nowhere },
    { name: 'floor: read and hash the files', args: [script('plain-files.cjs'), 'hash'], cwd },
    { name: 'floor: read and parse the files', args: [script('plain-files.cjs'), 'parse'], cwd },
  ]
}

/** What writing is a part of, with more to write. */
function severalFormats(timed: readonly Subject[]): Subject[] {
  const list = 'json,graphml,cytoscape'
  return timed
    .filter(({ name }) => !name.endsWith('unchanged'))
    .map((each) => ({ ...each, name: `${each.name}, ${list}`, args: [...each.args, '--format', list] }))
}

function script(name: string): string {
  return path.join(import.meta.dirname, name)
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
