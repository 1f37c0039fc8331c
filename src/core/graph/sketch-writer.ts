import type { LinkedWorkspace } from '#core/compiler'
import type { Place } from '#core/diagnostics'
import { isImported, placeIn } from '#core/manifest'
import type { FindLine } from '#core/source'
import type { Derivation, Fact } from './derivation.ts'
import { agentCapability } from './derivations/agent-capability.ts'
import { derivations } from './derivations/index.ts'
import { codeOf } from './fact-codes.ts'
import type { FileSubjects, Subject } from './file-subjects.ts'
import { idSegment } from './identity.ts'
import { addRow, none } from './int-columns.ts'
import type { Mention } from './mentions.ts'
import type { NodeRef, ThingRef } from './node-ref.ts'
import type { Spot } from './node-table.ts'
import { isForeign, type Sketches, subjectForms, type TermColumn, termForms } from './sketches.ts'

/** More questions about other files take longer to ask again than the answers take to find. */
const mostAsked = 100

type TermRow = Partial<Record<TermColumn, number>>

/** The numbers of the facts of a derivation, by their kind. */
const codes = new Map(
  derivations.map(({ rule, kinds }) => [rule, new Map(kinds.map((kind) => [kind, codeOf(rule, kind)]))]),
)

/** Writes down what follows from single files. */
export class SketchWriter {
  readonly #sketches: Sketches
  readonly #files: LinkedWorkspace['files']
  readonly #schemas = new Map<string, number>()
  /** Things that stand where they are mentioned, by id and name. */
  readonly #plain = new Map<string, Map<string, number>>()
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
    const asked = [...traced.asked].filter((question) => question !== `read ${file.file}`)
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
      const known = codes.get(rule)
      for (const fact of derive(file)) this.#fact(fact, known?.get(fact.kind) ?? none)
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
        target: this.#term({ form: 'agent', name }),
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
    const words = {
      ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }),
      ...(tags === undefined || tags.length === 0 ? {} : { tags }),
    }
    addRow(subjects, {
      form: subjectForms.indexOf(form),
      name: texts.of(name),
      version: texts.of(version),
      type: texts.maybe(type),
      words: texts.maybe(Object.keys(words).length === 0 ? undefined : JSON.stringify(words)),
      flags: isImported(manifest) ? isForeign : 0,
      document: place.document ?? 0,
      pointer: texts.of(place.pointer),
      line: this.#lineOf(place),
    })
  }

  #fact({ source, target, place, verb, line }: Fact, code: number): void {
    const { texts, facts } = this.#sketches
    // There are more of these than of anything else.
    facts.code.push(code)
    facts.source.push(this.#node(source))
    facts.target.push(this.#node(target))
    facts.file.push(this.#textOfFile(place.file))
    facts.document.push(place.document ?? 0)
    facts.pointer.push(texts.of(place.pointer))
    facts.line.push(line ?? this.#lineOf(place))
    facts.verb.push(texts.maybe(verb))
  }

  #node(node: NodeRef): number {
    return node.form === 'subject' ? -1 - node.number : this.#term(node)
  }

  // Most of what facts lead to is led to by many.
  #term(node: Exclude<NodeRef, { form: 'subject' }>): number {
    const isPlain = node.form === 'thing' && node.place === undefined
    const known = isPlain ? this.#plain.get(node.id)?.get(node.name) : undefined
    if (known !== undefined) return known
    const term = this.#sketches.term({ form: termForms.indexOf(node.form), ...this.#termRow(node) })
    if (isPlain) this.#plain.set(node.id, (this.#plain.get(node.id) ?? new Map<string, number>()).set(node.name, term))
    return term
  }

  #termRow(node: Exclude<NodeRef, { form: 'subject' }>): TermRow {
    const { texts } = this.#sketches
    switch (node.form) {
      case 'thing': {
        const more = node.schema === undefined ? texts.maybe(node.document) : this.#schemaText(node.schema)
        const row = {
          kind: texts.of(node.kind),
          id: texts.of(node.id),
          name: texts.of(node.name),
          more,
        }
        return node.place === undefined ? row : { ...row, ...this.#placed(node.place) }
      }
      case 'task': {
        const row = { of: node.workflow, id: texts.of(idSegment(node.name)), name: texts.of(node.name) }
        return { ...row, ...this.#placed(node.place) }
      }
      case 'agent':
      case 'workflow':
        return { name: texts.of(node.name), more: texts.maybe(node.range) }
      case 'capability':
        return { name: texts.of(node.name), of: this.#term(node.agent) }
      case 'server':
        return { name: texts.of(node.name) }
      case 'document':
        return { name: texts.of(node.file) }
    }
  }

  // Most schemas of a fleet are those of others, too.
  #schemaText(schema: NonNullable<ThingRef['schema']>): number {
    const known = this.#schemas.get(schema.hash) ?? this.#sketches.texts.of(JSON.stringify(schema))
    this.#schemas.set(schema.hash, known)
    return known
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
