import type { GraphNode, GraphNodeKind } from '#core/contract'
import { columnsOf, none, type Texts } from './int-columns.ts'
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

/** By the texts that numbers stand for. */
export function compareTexts(a: number, b: number, texts: Texts): number {
  if (a === b) return 0
  return texts.at(a) < texts.at(b) ? -1 : 1
}

export interface NodeDraft extends Spot {
  readonly kind: string
  readonly name: string
}

/** Nodes as they come in. One that is mentioned again stands where it comes first in the order of files. */
export class NodeTable {
  readonly ids: string[] = []
  readonly #kinds: string[] = []
  readonly #names: string[] = []
  readonly #sketches: Sketches
  readonly #subjects: SubjectIds
  readonly #columns = columnsOf(['subject', 'file', 'document', 'pointer', 'line'])
  /** The nodes of subjects; `none` where there is none yet. */
  readonly ofSubjects: Int32Array
  /** For each node the row of the file that it stands in. */
  readonly rows: number[] = []
  readonly #ofId = new Map<string, number>()
  /** The rows of files, which are in the order of their names, by the numbers of these. */
  readonly #fileOrder: Int32Array
  readonly #placed: (spot: Spot) => Spot

  /** `placed` finds the line of what was not looked for. */
  constructor(sketches: Sketches, subjects: SubjectIds, placed: (spot: Spot) => Spot) {
    this.#sketches = sketches
    this.#subjects = subjects
    this.#placed = placed
    this.ofSubjects = new Int32Array(subjects.ids.length).fill(none)
    this.#fileOrder = new Int32Array(sketches.texts.list.length).fill(none)
    for (let row = 0; row < sketches.size; row += 1) this.#fileOrder[sketches.files.name.at(row)] = row
  }

  get size(): number {
    return this.ids.length
  }

  ofSubject(subject: number): number {
    const known = this.ofSubjects[subject] ?? none
    if (known !== none) return known
    const { texts } = this.#sketches
    const { form, name, document, pointer, line } = this.#sketches.subjects
    const kind = subjectForms[form.at(subject)] ?? ''
    const file = this.#subjects.files[subject] ?? none
    const spot = { file, document: document.at(subject), pointer: pointer.at(subject), line: line.at(subject) }
    const draft = { kind, name: texts.at(name.at(subject)), ...this.#placed(spot) }
    const node = this.#add(this.#subjects.ids[subject] ?? '', { subject, ...draft })
    this.ofSubjects[subject] = node
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

  /** Whether a node that is mentioned in a file may stand there: it is mentioned in no file before it. */
  mayStandIn(node: number, fileName: number): boolean {
    return this.#compareFiles(this.#columns.file.at(node), fileName) >= 0
  }

  /** A node is mentioned here, too. It stands here if this is the first place. */
  mention(node: number, { name, file, document, pointer, line }: NodeDraft): void {
    const columns = this.#columns
    if (this.#compareSpots({ file, document, pointer, line }, this.spotOf(node)) >= 0) return
    this.#names[node] = name
    columns.file.set(node, file)
    this.rows[node] = this.#rowOf(file)
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
    const subject = this.#columns.subject.at(node)
    const { file, document, pointer, line } = this.spotOf(node)
    const id = this.ids[node] ?? ''
    const kind = this.#kinds[node] as GraphNodeKind
    const name = this.#names[node] ?? ''
    // Most are like this.
    if (subject === none && document === 0 && line !== none)
      return { id, kind, name, file: texts.at(file), pointer: texts.at(pointer), line }
    return {
      id,
      kind,
      name,
      ...(subject === none ? {} : this.#describe(subject)),
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

  #add(id: string, { kind, name, ...row }: NodeDraft & { readonly subject: number }): number {
    this.ids.push(id)
    this.#kinds.push(kind)
    this.#names.push(name)
    this.rows.push(this.#rowOf(row.file))
    const { subject, file, document, pointer, line } = this.#columns
    subject.push(row.subject)
    file.push(row.file)
    document.push(row.document)
    pointer.push(row.pointer)
    line.push(row.line)
    return this.ids.length - 1
  }

  // What is no file of the sketches comes after all.
  #rowOf(fileName: number): number {
    const row = this.#fileOrder[fileName] ?? none
    return row === none ? this.#fileOrder.length : row
  }

  #compareFiles(a: number, b: number): number {
    const one = this.#fileOrder[a] ?? none
    const other = this.#fileOrder[b] ?? none
    return one === none || other === none ? compareTexts(a, b, this.#sketches.texts) : one - other
  }

  /** By file, document and pointer. The line says no more. */
  #compareSpots(a: Spot, b: Spot): number {
    const { texts } = this.#sketches
    return this.#compareFiles(a.file, b.file) || a.document - b.document || compareTexts(a.pointer, b.pointer, texts)
  }
}
