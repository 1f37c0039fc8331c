import type { LinkedWorkspace } from '#core/compiler'
import type { GraphNodeKind } from '#core/contract'
import type { Place } from '#core/diagnostics'
import { isImported, placeIn } from '#core/manifest'
import type { FindLine } from '#core/source'
import type { Derivation, Fact } from './derivation.ts'
import { agentCapability } from './derivations/agent-capability.ts'
import { derivations } from './derivations/index.ts'
import { codeOf } from './fact-codes.ts'
import type { FileSubjects, Subject } from './file-subjects.ts'
import { hubId, idPart, idSegment, toolId } from './identity.ts'
import { addRow, none } from './int-columns.ts'
import type { Mention } from './mentions.ts'
import type { NodeRef, SubjectRef } from './node-ref.ts'
import type { Spot } from './node-table.ts'
import { isForeign, noTerm, type Sketches, subjectForms, type TermRow, termForms } from './sketches.ts'

/** More questions about other files take longer to ask again than the answers take to find. */
const mostAsked = 100

type Terms = Map<string, number>
type TermGroups = Map<string, Terms>
type NamedRef = Extract<NodeRef, { readonly name: string | undefined }>

/** The numbers of the facts of a derivation, by their kind. */
const codes = new Map(
  derivations.map(({ rule, kinds }) => [rule, new Map(kinds.map((kind) => [kind, codeOf(rule, kind)]))]),
)

/** Writes down what follows from single files. */
export class SketchWriter {
  readonly #sketches: Sketches
  readonly #files: LinkedWorkspace['files']
  /** Terms of hubs, by their kind. */
  readonly #hubs: TermGroups = new Map()
  /** Terms of tools, by the server that they belong to. */
  readonly #tools: TermGroups = new Map()
  /** Terms of schemas, by their hash: those that have a name, and the others by direction and capability. */
  readonly #schemas: Readonly<Record<'named' | 'input' | 'output', TermGroups>> = {
    named: new Map(),
    input: new Map(),
    output: new Map(),
  }
  /** Terms of which nothing but a name is known, by their form. */
  readonly #named: TermGroups = new Map()
  /** Of the derivation that tells facts now. */
  #codes: ReadonlyMap<string, number> | undefined
  /** The file that was begun last: most places are in it. */
  #file = ''
  #fileText = none
  #findLine: FindLine | undefined
  #isOutline = false

  constructor(sketches: Sketches, files: LinkedWorkspace['files']) {
    this.#sketches = sketches
    this.#files = files
  }

  begin({ file, hash, flags }: { readonly file: string; readonly hash: string; readonly flags: number }): void {
    this.#file = file
    this.#fileText = this.#sketches.texts.of(file)
    this.#findLine = undefined
    this.#sketches.beginFile({ name: this.#fileText, hash, flags })
  }

  /** Agents, workflows and servers, with all that follows from them by themselves, and what was asked of other files for that. */
  write(file: FileSubjects): void {
    const { inquiry } = this.#files
    const traced = inquiry.trace(() => {
      this.#subjects(file)
      this.#derive(derivations, file)
    })
    const own = `read ${file.file}`
    if (traced.asked.size === 0 || (traced.asked.size === 1 && traced.asked.has(own))) return
    const asked = [...traced.asked].filter((question) => question !== own)
    if (asked.length > mostAsked) this.#forget()
    else if (asked.length > 0) this.#keepAsked({ asked, answers: inquiry.answersTo(asked) })
  }

  #keepAsked(asked: { readonly asked: readonly string[]; readonly answers: string }): void {
    const { files, size, texts } = this.#sketches
    files.asking.set(size - 1, texts.of(JSON.stringify(asked)))
  }

  // The file that was begun last is to be looked at again the next time.
  #forget(): void {
    const { hashes, size } = this.#sketches
    hashes[size - 1] = ''
    this.#files.keepFacts(this.#file)
  }

  /** The same for a file that only names lead to: what they can lead to. Where that stands is not looked for. */
  writeOutline(file: FileSubjects): void {
    this.#isOutline = true
    this.#subjects(file)
    this.#derive([agentCapability], file)
    this.#isOutline = false
  }

  #derive(wanted: readonly Derivation[], file: FileSubjects): void {
    for (const { rule, derive } of wanted) {
      this.#codes = codes.get(rule)
      derive(file, this.#tell)
    }
  }

  #subjects({ agents, workflows, servers }: FileSubjects): void {
    for (const agent of agents) this.#subject('agent', agent, agent.manifest.content.spec.type)
    for (const workflow of workflows) this.#subject('workflow', workflow)
    for (const server of servers) this.#subject('server', server)
  }

  /** What is mentioned in the prose of the file that was begun last, by its agent of this number. */
  mentions(agent: number, mentions: readonly Mention[]): void {
    const { subjects, files, size, texts } = this.#sketches
    const subject = files.subjects.at(size - 1) + agent
    for (const { name, line, verb } of mentions)
      addRow(this.#sketches.facts, {
        code: codeOf('agent-mention', 'mentions'),
        source: -1 - agent,
        target: this.#node({ form: 'agent', name }),
        file: files.name.at(size - 1),
        document: subjects.document.at(subject),
        pointer: subjects.pointer.at(subject),
        line,
        verb: texts.maybe(verb),
      })
  }

  #subject(form: (typeof subjectForms)[number], { manifest }: Subject, type?: string): void {
    const { texts, subjects } = this.#sketches
    const { name, version, labels, tags } = manifest.content.metadata
    const place = placeIn(manifest, '')
    // What its author gave it to be found by.
    const isLabelled = labels !== undefined && Object.keys(labels).length > 0
    const isTagged = tags !== undefined && tags.length > 0
    const words = { ...(isLabelled ? { labels } : {}), ...(isTagged ? { tags } : {}) }
    addRow(subjects, {
      form: subjectForms.indexOf(form),
      name: texts.of(name),
      version: texts.of(version),
      type: texts.maybe(type),
      words: isLabelled || isTagged ? texts.of(JSON.stringify(words)) : none,
      flags: isImported(manifest) ? isForeign : 0,
      document: place.document ?? 0,
      pointer: texts.of(place.pointer),
      line: this.#lineOf(place),
    })
  }

  readonly #tell = ({ kind, source, target, place, verb, line }: Fact): void => {
    const { texts, facts } = this.#sketches
    // There are more of these than of anything else.
    facts.code.push(this.#codes?.get(kind) ?? none)
    facts.source.push(this.#node(source))
    facts.target.push(this.#node(target))
    facts.file.push(this.#textOfFile(place.file))
    facts.document.push(place.document ?? 0)
    facts.pointer.push(texts.of(place.pointer))
    facts.line.push(line ?? this.#lineOf(place))
    facts.verb.push(texts.maybe(verb))
  }

  // Most of what facts lead to is led to by many: it is known by its name, before anything else is made of that.
  #node(node: NodeRef): number {
    switch (node.form) {
      case 'subject':
        return -1 - node.number
      case 'hub':
        return this.#known(
          groupIn(node.server === undefined ? this.#hubs : this.#tools, node.server ?? node.kind),
          node,
        )
      case 'schema':
        return this.#known(groupIn(this.#schemas[node.name === undefined ? node.direction : 'named'], node.hash), node)
      case 'agent':
      case 'workflow':
        return node.range === undefined ? this.#known(groupIn(this.#named, node.form), node) : this.#term(node)
      case 'server':
        return this.#known(groupIn(this.#named, node.form), node)
      default:
        return this.#term(node)
    }
  }

  #known(terms: Terms, node: NamedRef): number {
    const name = node.form === 'schema' ? (node.name ?? node.capability) : node.name
    const known = terms.get(name)
    if (known !== undefined) return known
    const term = this.#term(node)
    terms.set(name, term)
    return term
  }

  #term(node: Exclude<NodeRef, SubjectRef>): number {
    return this.#sketches.term(this.#rowOf(node))
  }

  #rowOf(node: Exclude<NodeRef, SubjectRef>): TermRow {
    const { texts } = this.#sketches
    switch (node.form) {
      case 'hub': {
        const { kind, name, server } = node
        const id = kind === 'tool' ? toolId(name, server) : hubId(kind, name)
        return this.#thing(kind, id, server === undefined ? name : `${server}/${name}`)
      }
      case 'schema': {
        const { hash, required, name = `${node.capability} ${node.direction}` } = node
        const more = texts.of(JSON.stringify({ hash, required }))
        return { ...this.#thing('schema', `schema:${hash.slice(0, 16)}`, name), more }
      }
      case 'operation': {
        const { document, key, name, place } = node
        const row = this.#thing('operation', `operation:${idPart(document)}#${key}`, name)
        return { ...row, more: texts.of(document), ...this.#placed(place) }
      }
      case 'task': {
        const { workflow, name, place } = node
        const row = { ...this.#called(node.form, name), of: workflow, id: texts.of(idSegment(name)) }
        return { ...row, ...this.#placed(place) }
      }
      case 'agent':
      case 'workflow':
        return { ...this.#called(node.form, node.name), more: texts.maybe(node.range) }
      case 'capability':
        return { ...this.#called(node.form, node.name), of: this.#node(node.agent) }
      case 'server':
        return this.#called(node.form, node.name)
      case 'document':
        return this.#called(node.form, node.file)
    }
  }

  #thing(kind: GraphNodeKind, id: string, name: string): TermRow {
    const { texts } = this.#sketches
    return { ...this.#called('thing', name), kind: texts.of(kind), id: texts.of(id) }
  }

  #called(form: (typeof termForms)[number], name: string): TermRow {
    return { ...noTerm, form: termForms.indexOf(form), name: this.#sketches.texts.of(name) }
  }

  #placed(place: Place): Spot {
    const { file, document = 0, pointer } = place
    const { texts } = this.#sketches
    return { file: this.#textOfFile(file), document, pointer: texts.of(pointer), line: this.#lineOf(place) }
  }

  #textOfFile(file: string): number {
    return file === this.#file ? this.#fileText : this.#sketches.texts.of(file)
  }

  #lineOf(place: Place): number {
    if (this.#isOutline) return none
    if (place.file !== this.#file) return this.#files.lineOf(place) ?? none
    this.#findLine ??= this.#files.lineFinderOf(place.file)
    return this.#findLine(place) ?? none
  }
}

function groupIn(groups: TermGroups, name: string): Terms {
  const known = groups.get(name)
  if (known !== undefined) return known
  const terms: Terms = new Map()
  groups.set(name, terms)
  return terms
}
