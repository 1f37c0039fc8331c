import type { LinkedWorkspace } from '#core/compiler'
import type { Place } from '#core/diagnostics'
import { isImported, placeIn } from '#core/manifest'
import type { Derivation, Fact } from './derivation.ts'
import { agentCapability } from './derivations/agent-capability.ts'
import { derivations } from './derivations/index.ts'
import { codeOf } from './fact-codes.ts'
import type { FileSubjects, Subject } from './file-subjects.ts'
import { idSegment } from './identity.ts'
import { addRow, none } from './int-columns.ts'
import type { Mention } from './mentions.ts'
import type { NodeRef, ThingRef } from './node-ref.ts'
import { isForeign, type Sketches, subjectForms, type TermColumn, termForms } from './sketches.ts'

type TermRow = Partial<Record<TermColumn, number>>

/** Writes down what follows from single files. */
export class SketchWriter {
  readonly #sketches: Sketches
  readonly #files: LinkedWorkspace['files']
  readonly #schemas = new Map<string, number>()
  /** Things that stand where they are mentioned, by id and name. */
  readonly #plain = new Map<string, Map<string, number>>()
  #isOutline = false

  constructor(sketches: Sketches, files: LinkedWorkspace['files']) {
    this.#sketches = sketches
    this.#files = files
  }

  begin({ file, hash, flags }: { readonly file: string; readonly hash: string; readonly flags: number }): void {
    const { texts } = this.#sketches
    this.#sketches.beginFile({ name: texts.of(file), hash, flags })
  }

  /** What has been asked of other files, and the answers. */
  keepAsked(asked: { readonly asked: readonly string[]; readonly answers: string }): void {
    const { files, size, texts } = this.#sketches
    files.asking.set(size - 1, texts.of(JSON.stringify(asked)))
  }

  /** The file that was begun last is to be looked at again the next time. */
  forget(): void {
    const { hashes, size } = this.#sketches
    hashes[size - 1] = ''
  }

  /** Agents, workflows and servers, with all that follows from them by themselves. */
  write(file: FileSubjects): void {
    this.#subjects(file)
    this.#derive(derivations, file)
  }

  /** The same for a file that only names lead to: what they can lead to. Where that stands is not looked for. */
  writeOutline(file: FileSubjects): void {
    this.#isOutline = true
    this.#subjects(file)
    this.#derive([agentCapability], file)
    this.#isOutline = false
  }

  #derive(wanted: readonly Derivation[], file: FileSubjects): void {
    for (const { rule, derive, kinds } of wanted) {
      const codes = kinds.map((kind) => codeOf(rule, kind))
      for (const fact of derive(file)) this.#fact(fact, codes[kinds.indexOf(fact.kind)] ?? none)
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
      ...this.#lineOf(place),
    })
  }

  #fact({ source, target, place, verb, line }: Fact, code: number): void {
    const { texts, facts } = this.#sketches
    const found = line === undefined ? this.#lineOf(place) : { line }
    addRow(facts, {
      code,
      source: this.#node(source),
      target: this.#node(target),
      ...this.#placed(place),
      ...found,
      verb: texts.maybe(verb),
    })
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
        return node.place === undefined ? row : { ...row, ...this.#placed(node.place), ...this.#lineOf(node.place) }
      }
      case 'task': {
        const row = { of: node.workflow, id: texts.of(idSegment(node.name)), name: texts.of(node.name) }
        return { ...row, ...this.#placed(node.place), ...this.#lineOf(node.place) }
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

  #placed({ file, document = 0, pointer }: Place): { file: number; document: number; pointer: number } {
    const { texts } = this.#sketches
    return { file: texts.of(file), document, pointer: texts.of(pointer) }
  }

  #lineOf(place: Place): { line?: number } {
    const line = this.#isOutline ? undefined : this.#files.lineOf(place)
    return line === undefined ? {} : { line }
  }
}
