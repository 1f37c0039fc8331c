import type { Evidence, GraphEdge } from '#core/contract'
import type { EdgeColumns } from './edge-columns.ts'
import { factCodes } from './fact-codes.ts'
import { isWeighed } from './hubs.ts'
import { type Columns, none } from './int-columns.ts'
import type { FactColumn, Sketches } from './sketches.ts'

const isWeighedCode = factCodes.map(({ kind }) => isWeighed(kind))

/** The edges of a graph, made into objects when they are asked for. */
export class EdgeTable {
  readonly columns: EdgeColumns
  readonly length: number
  /** That edges follow from. */
  readonly facts: Columns<FactColumn>
  readonly texts: Sketches['texts']
  /** Of nodes. */
  readonly ids: readonly string[]
  /** Of the edges that lead to each node, if they are weighed; 1 if nothing is known. */
  readonly weights: Float64Array

  constructor(
    columns: EdgeColumns,
    { facts, texts }: Pick<Sketches, 'facts' | 'texts'>,
    { ids, weights }: { readonly ids: readonly string[]; readonly weights: Float64Array },
  ) {
    this.columns = columns
    this.length = columns.sources.length
    this.facts = facts
    this.texts = texts
    this.ids = ids
    this.weights = weights
  }

  kindOf(edge: number): string {
    return this.#codeOf(edge).kind
  }

  originOf(edge: number): GraphEdge['origin'] {
    return this.#codeOf(edge).origin
  }

  at(edge: number): GraphEdge {
    const { sources, targets, starts } = this.columns
    const { kind, origin } = this.#codeOf(edge)
    const source = sources[edge] ?? none
    const target = targets[edge] ?? none
    const evidence: Evidence[] = []
    for (let place = starts[edge] ?? 0; place < (starts[edge + 1] ?? 0); place += 1)
      evidence.push(this.#evidence(place))
    const ends = [this.ids[source] ?? '', this.ids[target] ?? ''] as const
    const weight = isWeighedCode[this.columns.codes[edge] ?? none] === true ? (this.weights[target] ?? 1) : 1
    if (weight === 1) return { source: ends[0], target: ends[1], kind, origin, evidence }
    return { source: ends[0], target: ends[1], kind, origin, evidence, weight }
  }

  *[Symbol.iterator](): Generator<GraphEdge> {
    for (let edge = 0; edge < this.length; edge += 1) yield this.at(edge)
  }

  #evidence(place: number): Evidence {
    const { file: files, document: documents, pointer: pointers, line: lines, verb: verbs, code } = this.facts
    const row = this.columns.said[place] ?? none
    const document = documents.at(row)
    const line = lines.at(row)
    const verb = verbs.at(row)
    const file = this.texts.at(files.at(row))
    const pointer = this.texts.at(pointers.at(row))
    const rule = factCodes[code.at(row)]?.rule ?? ''
    // Nearly all are like this.
    if (document === 0 && line !== none && verb === none) return { file, pointer, line, rule }
    return {
      file,
      ...(document === 0 ? {} : { document }),
      pointer,
      ...(line === none ? {} : { line }),
      rule,
      ...(verb === none ? {} : { verb: this.texts.at(verb) }),
    }
  }

  #codeOf(edge: number) {
    const code = factCodes[this.columns.codes[edge] ?? none]
    if (code === undefined) throw new Error('There is no such edge.')
    return code
  }
}
