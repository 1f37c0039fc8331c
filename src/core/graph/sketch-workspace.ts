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
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import { SchemaReader } from './capability-schemas.ts'
import { codeOf } from './fact-codes.ts'
import { type FileContent, FileSubjects, knowsTaskEdges, mentionsIn, type Surroundings } from './file-subjects.ts'
import { none } from './int-columns.ts'
import { NameFinder } from './mentions.ts'
import { SketchWriter } from './sketch-writer.ts'
import { emptyLike, isFaulty, isOurs, Sketches } from './sketches.ts'

/** More questions about other files take longer to ask again than the answers take to find. */
const mostAsked = 100

/** Sketches of an earlier time, of files that are as they were then. */
export class KnownSketches {
  readonly sketches: Sketches
  /** The files that were looked at and are not known, with the hashes of their content. */
  readonly others = new Map<string, string>()
  /** Rows of files that are as they were. */
  readonly found = new Map<string, number>()
  readonly #files: WorkspaceFiles
  readonly #rows = new Map<string, number>()

  constructor(sketches: Sketches, files: WorkspaceFiles) {
    this.sketches = isCluttered(sketches) ? new Sketches() : sketches
    this.#files = files
    const { size, texts, files: rows } = this.sketches
    for (let row = 0; row < size; row += 1) this.#rows.set(texts.at(rows.name.at(row)), row)
  }

  /** Whether all that the graph takes from a file is known, if its content has this hash. */
  readonly isKnown = (file: string, hash: string): boolean => {
    const row = this.#rows.get(file)
    const { files, hashes } = this.sketches
    const isSame = row !== undefined && hashes[row] === hash && this.#isAnswered(files.asking.at(row))
    if (isSame) this.found.set(file, row)
    else this.others.set(file, hash)
    return isSame
  }

  /** How many of the files that are as they were hold something. */
  get hits(): number {
    const { flags } = this.sketches.files
    return [...this.found.values()].filter((row) => (flags.at(row) & isOurs) !== 0).length
  }

  faultyFiles(): string[] {
    const { flags } = this.sketches.files
    return [...this.found].flatMap(([file, row]) => ((flags.at(row) & isFaulty) === 0 ? [] : [file]))
  }

  /** Whether these differ from what is known. */
  isStale({ sketches }: Sketched): boolean {
    return this.others.size > 0 || this.found.size < this.#rows.size || sketches.names !== this.sketches.names
  }

  #isAnswered(asking: number): boolean {
    if (asking === none) return true
    const { asked, answers } = JSON.parse(this.sketches.texts.at(asking)) as { asked: string[]; answers: string }
    return this.#files.inquiry.answersTo(asked) === answers
  }
}

// What nobody speaks of any more is forgotten when all is sketched anew.
function isCluttered({ texts, firstTexts = 0 }: Sketches): boolean {
  return texts.list.length > 2 * firstTexts + 1000
}

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

/** Sketches all files: those that were read, and those that are known. */
export async function sketchWorkspace(read: ReadWorkspace, known: KnownSketches | undefined): Promise<Sketched> {
  const { workspace } = read
  if (!workspace.workflows.every((workflow) => knowsTaskEdges(workflow, workspace.files))) await loadExpressions()
  const sketches = known === undefined ? new Sketches() : emptyLike(known.sketches)
  const sketcher = new Sketcher(sketches, read, known)
  sketcher.sketchAll()
  const { isAsked, schema } = sketcher
  return { sketches, isAsked, schema, isSound: workspace.files.inquiry.isSound }
}

class Sketcher {
  readonly #sketches: Sketches
  readonly #read: ReadWorkspace
  readonly #known: KnownSketches | undefined
  readonly #writer: SketchWriter
  readonly #contents: ReadonlyMap<string, FileContent>
  readonly #around: Surroundings
  readonly #schemas: SchemaReader
  /** Of the names of all agents. */
  readonly #state: string
  #finder: NameFinder | undefined

  constructor(sketches: Sketches, read: ReadWorkspace, known: KnownSketches | undefined) {
    const { files } = read.workspace
    this.#sketches = sketches
    this.#read = read
    this.#known = known
    this.#writer = new SketchWriter(sketches, files)
    this.#contents = contentsOf(read)
    const finder = () => {
      this.#finder ??= new NameFinder(this.#agentNames())
      return this.#finder
    }
    this.#schemas = new SchemaReader(read.workspace)
    this.#around = { files, schemas: this.#schemas, finder }
    this.#state = this.#hasProse() ? hashText(this.#agentNames().sort().join('\n')) : (known?.sketches.names ?? '')
    sketches.names = this.#state
  }

  readonly isAsked = (file: string): boolean =>
    this.#read.workspace.asked.has(file) || this.#known?.found.has(file) === true

  /** Of all files, sorted. */
  #names(): string[] {
    const { found, others } = this.#known ?? {}
    return [...new Set([...this.#contents.keys(), ...(found?.keys() ?? []), ...(others?.keys() ?? [])])].sort()
  }

  sketchAll(): void {
    const names = this.#names()
    for (let place = 0; place < names.length; ) place = this.#sketch(names, place)
  }

  /** Sketches a file, or several that are known one after the other; the place of the next one. */
  #sketch(names: readonly string[], place: number): number {
    const file = names[place] ?? ''
    const row = this.#known?.found.get(file)
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

  #follows(file: string, row: number): boolean {
    return this.#known?.found.get(file) === row && this.#isAsNamed(file)
  }

  /** Whether all that could be mentioned in a file has the names that it had. */
  #isAsNamed(file: string): boolean {
    return this.#known?.sketches.names === this.#state || formatOf(file) !== 'markdown'
  }

  #make(file: string): void {
    const { files } = this.#read.workspace
    const facts = this.#read.facts.get(file)
    const hash = this.#known?.others.get(file) ?? ''
    this.#writer.begin({ file, hash, flags: facts === undefined ? 0 : flagsOf(facts) })
    const content = this.#contents.get(file)
    if (content === undefined) return
    const subjects = new FileSubjects(content, this.#around)
    if (!this.isAsked(file)) {
      this.#writer.writeOutline(subjects)
      return
    }
    const work = () => this.#writer.write(subjects)
    const asked = [...files.inquiry.trace(work).asked].filter((question) => question !== `read ${file}`)
    if (asked.length > mostAsked) this.#writer.forget()
    else if (asked.length > 0) this.#writer.keepAsked({ asked, answers: files.inquiry.answersTo(asked) })
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
    const file = ownerOf(hash, this.#sketches)
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
    const { sketches, found } = this.#known ?? {}
    if (sketches === undefined) return [...names]
    const { subjects, texts } = sketches
    for (const row of found?.values() ?? []) {
      const [first, last] = sketches.rowsOf(row, 'subjects')
      for (let subject = first; subject < last; subject += 1)
        if (subjects.form.at(subject) === 0) names.add(texts.at(subjects.name.at(subject)))
    }
    return [...names]
  }
}

function flagsOf({ findings }: FileFacts): number {
  return isOurs | (findings.some(({ severity }) => severity === 'error') ? isFaulty : 0)
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

/** A file with a capability that has this schema. */
function ownerOf(hash: string, { terms, facts, texts }: Sketches): string | undefined {
  for (let fact = 0; fact < facts.code.length; fact += 1) {
    const target = facts.target.at(fact)
    const more = target < 0 ? undefined : texts.found(terms.more.at(target))
    if (more?.includes(hash) === true) return texts.at(facts.file.at(fact))
  }
  return undefined
}
