import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { setOwn } from '#core/json'
import { limits } from './limits.ts'
import { keyText } from './yaml-nodes.ts'

/** What is wrong with a node that the parser itself accepts. */
export type ReportNode = (node: Node, problem: { what: 'alias' | 'merge' | 'size'; message: string }) => void

/**
 * The value of a document. Aliases share the value of their anchor, so a value may contain itself. The library's own conversion
 * takes quadratic time on many aliases, and gives sets and dates, which JSON does not have.
 */
export function yamlValue(contents: unknown, report: ReportNode): unknown {
  return new Conversion(report).convert(contents)
}

class Conversion {
  readonly #report: ReportNode
  readonly #anchors = new Map<string, unknown>()
  #mergedKeys = 0

  constructor(report: ReportNode) {
    this.#report = report
  }

  convert(node: unknown): unknown {
    if (isAlias(node)) return this.#alias(node)
    if (isMap(node)) return this.#map(node)
    if (isSeq(node)) {
      const list: unknown[] = []
      this.#remember(node.anchor, list)
      for (const item of node.items) list.push(this.convert(item))
      return list
    }
    if (!isScalar(node)) return null
    this.#remember(node.anchor, node.value)
    return node.value
  }

  #remember(anchor: string | undefined, value: unknown): void {
    if (anchor !== undefined) this.#anchors.set(anchor, value)
  }

  #alias(alias: Alias): unknown {
    if (this.#anchors.has(alias.source)) return this.#anchors.get(alias.source)
    this.#report(alias, { what: 'alias', message: `There is no anchor &${alias.source} before this alias.` })
    return null
  }

  #map(node: YAMLMap): object {
    const map = {}
    this.#remember(node.anchor, map)
    for (const pair of node.items as Pair[]) {
      this.convert(pair.key)
      const value = this.convert(pair.value)
      if (isMerge(pair)) this.#merge(pair, value, map)
      else setOwn(map, keyText(pair), value)
    }
    return map
  }

  // What is written in the mapping itself wins, wherever it is written.
  #merge(pair: Pair, value: unknown, into: object): void {
    for (const source of Array.isArray(value) ? value : [value]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        this.#report(pair.key as Node, { what: 'merge', message: 'Only a mapping can be merged with <<.' })
        return
      }
      for (const [key, member] of Object.entries(source)) {
        this.#mergedKeys += 1
        if (this.#mergedKeys > limits.expandedNodes) {
          if (this.#mergedKeys > limits.expandedNodes + 1) return
          this.#report(pair.key as Node, { what: 'size', message: 'Too many keys are merged with <<.' })
          return
        }
        if (!Object.hasOwn(into, key)) setOwn(into, key, member)
      }
    }
  }
}

/** True for the key `<<`, which takes the keys of another mapping over. Quoted, it is a key like any other. */
export function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && (key.type === undefined || key.type === 'PLAIN')
}
