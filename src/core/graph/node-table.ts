import type { GraphNode, GraphNodeKind } from '#core/contract'
import { addRow, columnsOf, none, type Texts } from './int-columns.ts'
import type { Sketches } from './sketches.ts'
import { subjectForms } from './sketches.ts'
import type { SubjectIds } from './subject-ids.ts'

/** Where something is said, as numbers. */
export interface Spot {
  readonly file: number
  readonly document: number
  readonly pointer: number
  readonly line: number
}

/** By file, document and pointer, and by line where it is all that is known, as in prose. */
export function compareSpots(a: Spot, b: Spot, texts: Texts): number {
  return (
    compareTexts(a.file, b.file, texts) ||
    a.document - b.document ||
    compareTexts(a.pointer, b.pointer, texts) ||
    a.line - b.line
  )
}

/** By the texts that numbers stand for. */
export function compareTexts(a: number, b: number, texts: Texts): number {
  if (a === b) return 0
  return texts.at(a) < texts.at(b) ? -1 : 1
}

export interface NodeDraft extends Spot {
  readonly kind: number
  readonly name: number
}

/** Nodes as they come in. One that is mentioned again stands where it comes first in the order of files. */
export class NodeTable {
  readonly ids: string[] = []
  readonly #sketches: Sketches
  readonly #subjects: SubjectIds
  readonly #columns = columnsOf(['subject', 'kind', 'name', 'file', 'document', 'pointer', 'line'])
  readonly #ofSubject: Int32Array
  readonly #ofId = new Map<string, number>()

  readonly #placed: (spot: Spot) => Spot

  /** `placed` finds the line of what was not looked for. */
  constructor(sketches: Sketches, subjects: SubjectIds, placed: (spot: Spot) => Spot) {
    this.#sketches = sketches
    this.#subjects = subjects
    this.#placed = placed
    this.#ofSubject = new Int32Array(subjects.ids.length).fill(none)
  }

  get size(): number {
    return this.ids.length
  }

  ofSubject(subject: number): number {
    const known = this.#ofSubject[subject] ?? none
    if (known !== none) return known
    const { form, name, document, pointer, line } = this.#sketches.subjects
    const kind = this.#sketches.texts.of(subjectForms[form.at(subject)] ?? '')
    const file = this.#subjects.files[subject] ?? none
    const spot = { file, document: document.at(subject), pointer: pointer.at(subject), line: line.at(subject) }
    const draft = { kind, name: name.at(subject), ...this.#placed(spot) }
    const node = this.#add(this.#subjects.ids[subject] ?? '', { subject, ...draft })
    this.#ofSubject[subject] = node
    return node
  }

  /** The node of an id. If it is new, it stands there. */
  ofId(id: string, draft: () => NodeDraft): number {
    const known = this.#ofId.get(id)
    if (known !== undefined) return known
    const node = this.#add(id, { subject: none, ...draft() })
    this.#ofId.set(id, node)
    return node
  }

  /** A node is mentioned in this file, too. Where, and under which name, is asked for only if it may be the first place. */
  mention(node: number, fileName: number, draft: () => NodeDraft): void {
    const columns = this.#columns
    if (compareTexts(columns.file.at(node), fileName, this.#sketches.texts) < 0) return
    const { name, file, document, pointer, line } = draft()
    const isSame = columns.file.at(node) === file && columns.pointer.at(node) === pointer
    // The line says no more than the pointer.
    if (isSame && columns.document.at(node) === document) return
    const here = { file, document, pointer, line: 0 }
    if (compareSpots(here, { ...this.spotOf(node), line: 0 }, this.#sketches.texts) >= 0) return
    columns.name.set(node, name)
    columns.file.set(node, file)
    columns.document.set(node, document)
    columns.pointer.set(node, pointer)
    columns.line.set(node, line)
  }

  spotOf(node: number): Spot {
    const { file, document, pointer, line } = this.#columns
    return { file: file.at(node), document: document.at(node), pointer: pointer.at(node), line: line.at(node) }
  }

  /** A node as it is written. */
  nodeAt(node: number): GraphNode {
    const { texts } = this.#sketches
    const { subject, kind, name } = this.#columns
    const { file, document, pointer, line } = this.spotOf(node)
    const id = this.ids[node] ?? ''
    // Most are like this.
    if (subject.at(node) === none && document === 0 && line !== none) {
      const sort = texts.at(kind.at(node)) as GraphNodeKind
      return { id, kind: sort, name: texts.at(name.at(node)), file: texts.at(file), pointer: texts.at(pointer), line }
    }
    return {
      id,
      kind: texts.at(kind.at(node)) as GraphNodeKind,
      name: texts.at(name.at(node)),
      ...(subject.at(node) === none ? {} : this.#describe(subject.at(node))),
      file: texts.at(file),
      ...(document === 0 ? {} : { document }),
      pointer: texts.at(pointer),
      ...(line === none ? {} : { line }),
    }
  }

  #describe(subject: number): Pick<GraphNode, 'version' | 'type' | 'labels' | 'tags'> {
    const { texts, subjects } = this.#sketches
    const type = texts.found(subjects.type.at(subject))
    const words = texts.found(subjects.words.at(subject))
    return {
      version: texts.at(subjects.version.at(subject)),
      ...(type === undefined ? {} : { type: type as NonNullable<GraphNode['type']> }),
      ...(words === undefined ? {} : (JSON.parse(words) as Pick<GraphNode, 'labels' | 'tags'>)),
    }
  }

  #add(id: string, row: NodeDraft & { readonly subject: number }): number {
    this.ids.push(id)
    addRow(this.#columns, row)
    return this.ids.length - 1
  }
}
