import {
  type LinkedAgent,
  type LinkedServer,
  type LinkedWorkflow,
  linkManifests,
  type ReadWorkspace,
} from '#core/compiler'
import { loadExpressions } from '#core/expression'
import { hashText } from '#core/json'
import { formatOf } from '#core/source'
import { SchemaReader } from './capability-schemas.ts'
import { codeOf } from './fact-codes.ts'
import { type FileContent, FileSubjects, knowsTaskEdges, mentionsIn, type Surroundings } from './file-subjects.ts'
import type { KnownSketches } from './known-sketches.ts'
import { NameFinder } from './mentions.ts'
import { SketchMerger } from './merge-sketches.ts'
import { SketchWriter } from './sketch-writer.ts'
import { emptyLike, flagsOf, Sketches } from './sketches.ts'

/** What a workspace holds, file by file. */
export interface Sketched {
  readonly sketches: Sketches
  /** The other files were read only to find what these refer to. */
  readonly isAsked: (file: string) => boolean
  /** False if a file has changed while it was looked at. */
  readonly isSound: boolean
  /** A schema of which there is a sketch, self-contained. */
  schema(hash: string): unknown
}

/** Files that are sketched already: their rows. */
export interface SketchedFiles {
  readonly sketches: Sketches
  readonly rows: ReadonlyMap<string, number>
}

/** What there is before all files that are to be linked have been read. */
export interface SketchedBefore {
  /** From another time. */
  readonly known?: KnownSketches | undefined
  /** From now. */
  readonly made?: readonly SketchedFiles[]
  /** Has seen the schemas in these. */
  readonly schemas?: SchemaReader
}

/** Sketches all files: those that were read, and those that are sketched already. */
export async function sketchWorkspace(read: ReadWorkspace, before: SketchedBefore = {}): Promise<Sketched> {
  const { workspace } = read
  if (!workspace.workflows.every((workflow) => knowsTaskEdges(workflow, workspace.files))) await loadExpressions()
  const sketches = emptyLike(mostOf(before))
  const sketcher = new Sketcher(sketches, read, before)
  sketcher.sketchAll()
  const { isAsked, schema } = sketcher
  return { sketches, isAsked, schema, isSound: workspace.files.inquiry.isSound }
}

function mergerOf(from: Sketches, into: Sketches, most: Sketches): Made['merger'] {
  return from === most ? { append: (first, last) => into.append(from, first, last) } : new SketchMerger(from, into)
}

/** The sketches of which texts and terms keep their numbers: those that are likely to be the most. */
function mostOf({ known, made: [first] = [] }: SketchedBefore): Sketches {
  if (known !== undefined && !known.isEmpty) return known.sketches
  return first?.sketches ?? new Sketches()
}

interface Made {
  readonly row: number
  readonly merger: Pick<SketchMerger, 'append'>
}

class Sketcher {
  readonly #sketches: Sketches
  readonly #read: ReadWorkspace
  readonly #known: KnownSketches | undefined
  readonly #made: readonly SketchedFiles[]
  /** What has a file that was sketched just now. */
  readonly #makers = new Map<string, Made>()
  readonly #writer: SketchWriter
  readonly #contents: ReadonlyMap<string, FileContent>
  readonly #around: Surroundings
  readonly #schemas: SchemaReader
  /** Of the names of all agents. */
  readonly #state: string
  #finder: NameFinder | undefined
  #owners: ReadonlyMap<string, string> | undefined

  constructor(sketches: Sketches, read: ReadWorkspace, { known, made = [], schemas }: SketchedBefore) {
    const { files } = read.workspace
    this.#sketches = sketches
    this.#read = read
    this.#known = known
    this.#made = made
    for (const each of made) {
      const merger = mergerOf(each.sketches, sketches, mostOf({ known, made }))
      for (const [file, row] of each.rows) this.#makers.set(file, { row, merger })
    }
    this.#writer = new SketchWriter(sketches, files)
    this.#contents = contentsOf(read)
    const finder = () => {
      this.#finder ??= new NameFinder(this.#agentNames())
      return this.#finder
    }
    this.#schemas = schemas ?? new SchemaReader(read.workspace)
    this.#around = { files, schemas: this.#schemas, finder }
    this.#state = this.#hasProse() ? hashText(this.#agentNames().sort().join('\n')) : (known?.sketches.names ?? '')
    sketches.names = this.#state
  }

  readonly isAsked = (file: string): boolean =>
    this.#read.workspace.asked.has(file) || this.#known?.found.has(file) === true || this.#makers.has(file)

  /** Of all files, sorted. */
  #names(): string[] {
    const { found, others } = this.#known ?? {}
    const all = [this.#contents.keys(), found?.keys() ?? [], others?.keys() ?? [], this.#makers.keys()]
    return [...new Set(all.flatMap((names) => [...names]))].sort()
  }

  sketchAll(): void {
    const names = this.#names()
    for (let place = 0; place < names.length; ) place = this.#sketch(names, place)
  }

  /** Sketches a file, or several that are known one after the other; the place of the next one. */
  #sketch(names: readonly string[], place: number): number {
    const file = names[place] ?? ''
    const row = this.#known?.found.get(file)
    const made = this.#makers.get(file)
    if (made !== undefined) return this.#merge(names, place, made)
    if (row === undefined) this.#make(file)
    else if (!this.#isAsNamed(file)) this.#copy(file, row)
    else {
      let next = place + 1
      while (next < names.length && this.#follows(names[next] ?? '', row + next - place)) next += 1
      if (this.#known !== undefined) this.#sketches.append(this.#known.sketches, row, row + next - place)
      return next
    }
    return place + 1
  }

  /** Adds files that were sketched one after the other. */
  #merge(names: readonly string[], place: number, { row, merger }: Made): number {
    let next = place + 1
    for (; next < names.length; next += 1) {
      const made = this.#makers.get(names[next] ?? '')
      if (made?.merger !== merger || made.row !== row + next - place) break
    }
    merger.append(row, row + next - place)
    return next
  }

  #follows(file: string, row: number): boolean {
    return this.#known?.found.get(file) === row && this.#isAsNamed(file)
  }

  /** Whether all that could be mentioned in a file has the names that it had. */
  #isAsNamed(file: string): boolean {
    return this.#known?.sketches.names === this.#state || formatOf(file) !== 'markdown'
  }

  #make(file: string): void {
    const hash = this.#known?.others.get(file) ?? ''
    this.#writer.begin({ file, hash, flags: flagsOf(this.#read.facts.get(file)) })
    const content = this.#contents.get(file)
    if (content === undefined) return
    const subjects = new FileSubjects(content, this.#around)
    if (this.isAsked(file)) this.#writer.write(subjects)
    else this.#writer.writeOutline(subjects)
  }

  // What it mentions has to be looked for again.
  #copy(file: string, row: number): void {
    const known = this.#known?.sketches
    if (known === undefined) return
    const mentions = codeOf('agent-mention', 'mentions')
    this.#sketches.appendFile(known, row, (code) => code !== mentions)
    const { subjects, texts, size } = this.#sketches
    const [first, last] = this.#sketches.rowsOf(size - 1, 'subjects')
    for (let subject = first; subject < last; subject += 1) {
      const name = texts.at(subjects.name.at(subject))
      this.#writer.mentions(subject - first, mentionsIn(file, name, this.#around))
    }
  }

  readonly schema = (hash: string): unknown => {
    if (!this.#schemas.has(hash)) this.#linkOwner(hash)
    return this.#schemas.schema(hash)
  }

  // Its file was not read, since all that the graph takes from it is known.
  #linkOwner(hash: string): void {
    const { files, configuration } = this.#read.workspace
    this.#owners ??= ownersOf(this.#sketches)
    const file = this.#owners.get(hash)
    const facts = file === undefined ? undefined : files.facts(file, 'discovered')
    if (file === undefined || facts === undefined) return
    const linked = linkManifests({ facts: new Map([[file, facts]]), files, configuration, asked: new Set() })
    for (const agent of linked.agents) for (const capability of agent.capabilities) this.#schemas.of(agent, capability)
  }

  #hasProse(): boolean {
    const agents = this.#read.workspace.agents.some(({ manifest }) => formatOf(manifest.file) === 'markdown')
    return agents || [...(this.#known?.found.keys() ?? [])].some((file) => formatOf(file) === 'markdown')
  }

  #agentNames(): string[] {
    const names = new Set(this.#read.workspace.agents.map(({ manifest }) => manifest.content.metadata.name))
    const known = this.#known === undefined ? [] : [{ sketches: this.#known.sketches, rows: this.#known.found }]
    for (const { sketches, rows } of [...known, ...this.#made])
      for (const row of rows.values()) for (const name of sketches.agentsIn(row)) names.add(name)
    return [...names]
  }
}

interface Content extends FileContent {
  readonly agents: LinkedAgent[]
  readonly workflows: LinkedWorkflow[]
  readonly servers: LinkedServer[]
}

/** What was read, by file. */
function contentsOf({ workspace, facts }: ReadWorkspace): ReadonlyMap<string, Content> {
  const contents = new Map<string, Content>()
  const of = (file: string): Content => {
    const known = contents.get(file)
    if (known !== undefined) return known
    const content = { file, agents: [], workflows: [], servers: [], isOpenApi: facts.get(file)?.isOpenApi ?? false }
    contents.set(file, content)
    return content
  }
  for (const file of facts.keys()) of(file)
  for (const agent of workspace.agents) of(agent.manifest.file).agents.push(agent)
  for (const workflow of workspace.workflows) of(workflow.manifest.file).workflows.push(workflow)
  for (const server of workspace.servers) of(server.manifest.file).servers.push(server)
  return contents
}

/** Files with capabilities that have schemas, by these. */
function ownersOf({ terms, facts, texts }: Sketches): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  const seen = new Set<number>()
  for (let fact = 0; fact < facts.code.length; fact += 1) {
    const target = facts.target.at(fact)
    if (target < 0 || seen.has(target) || texts.at(terms.kind.at(target)) !== 'schema') continue
    seen.add(target)
    const { hash } = JSON.parse(texts.at(terms.more.at(target))) as { hash: string }
    if (!owners.has(hash)) owners.set(hash, texts.at(facts.file.at(fact)))
  }
  return owners
}
