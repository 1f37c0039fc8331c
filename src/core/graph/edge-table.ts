import type { Evidence, GraphEdge } from '#core/contract'
import type { EdgeColumns } from './edge-columns.ts'
import { factCodes } from './fact-codes.ts'
import { isWeighed } from './hubs.ts'
import { type Columns, none } from './int-columns.ts'
import type { FactColumn, Sketches } from './sketches.ts'

/** The edges of a graph, made into objects when they are asked for. */
export class EdgeTable {
  readonly columns: EdgeColumns
  readonly length: number
  readonly #facts: Columns<FactColumn>
  readonly #texts: Sketches['texts']
  readonly #ids: readonly string[]
  readonly #weights: Float64Array

  /** `ids` are of nodes; `weights` are of the edges that lead to each, 1 if they have none. */
  constructor(
    columns: EdgeColumns,
    { facts, texts }: Pick<Sketches, 'facts' | 'texts'>,
    { ids, weights }: { readonly ids: readonly string[]; readonly weights: Float64Array },
  ) {
    this.columns = columns
    this.length = columns.sources.length
    this.#facts = facts
    this.#texts = texts
    this.#ids = ids
    this.#weights = weights
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
    const [source, target] = [sources[edge] ?? none, targets[edge] ?? none]
    const evidence: Evidence[] = []
    for (let place = starts[edge] ?? 0; place < (starts[edge + 1] ?? 0); place += 1)
      evidence.push(this.#evidence(place))
    const made = { source: this.#ids[source] ?? '', target: this.#ids[target] ?? '', kind, origin, evidence }
    const weight = isWeighed(kind) ? (this.#weights[target] ?? 1) : 1
    return weight === 1 ? made : { ...made, weight }
  }

  *[Symbol.iterator](): Generator<GraphEdge> {
    for (let edge = 0; edge < this.length; edge += 1) yield this.at(edge)
  }

  #evidence(place: number): Evidence {
    const { file, document, pointer, line, verb, code } = this.#facts
    const row = this.columns.said[place] ?? none
    const number = document.at(row)
    const shown = line.at(row)
    const rule = factCodes[code.at(row)]?.rule ?? ''
    const said = verb.at(row)
    return {
      file: this.#texts.at(file.at(row)),
      ...(number === 0 ? {} : { document: number }),
      pointer: this.#texts.at(pointer.at(row)),
      ...(shown === none ? {} : { line: shown }),
      rule,
      ...(said === none ? {} : { verb: this.#texts.at(said) }),
    }
  }

  #codeOf(edge: number) {
    const code = factCodes[this.columns.codes[edge] ?? none]
    if (code === undefined) throw new Error('There is no such edge.')
    return code
  }
}
