import type { Direction } from '#core/openapi'
import { compareAdditionalFields } from './additional-fields.ts'
import { compareChoices } from './choices.ts'
import { compareFields } from './fields.ts'
import { flatten, keyOf } from './flat.ts'
import { compareItems } from './items.ts'
import { compareOtherKeywords } from './other-keywords.ts'
import { Sameness } from './sameness.ts'
import type { Side, Spot } from './side.ts'
import { compareKeywords } from './simple-keywords.ts'
import { type Local, type Pair, type SchemaChange, Subject } from './subject.ts'
import { compareWhole } from './whole.ts'

/** A change, and where in the value it is: `lines[].amount`; empty for the value itself. */
export interface FoundChange {
  readonly change: SchemaChange
  readonly path: string
}

/** Two schemas that correspond, and what has been found in them. */
interface PairNode {
  readonly pair: Pair
  readonly direction: Direction
  local?: LinkedLocal
}

interface LinkedLocal extends Omit<Local, 'children'> {
  readonly children: readonly { readonly step: string; readonly node: PairNode }[]
}

/**
 * Compares schemas of two versions. Each pair of schemas is compared once, however many refer to it, so that a change of a shared
 * schema is one change; who is affected is found by walking from schema to schema.
 */
export class SchemaComparison {
  readonly previous: Side
  readonly present: Side
  readonly sameness: Sameness
  readonly #nodes = new Map<string, PairNode>()

  constructor(previous: Side, present: Side) {
    this.previous = previous
    this.present = present
    this.sameness = new Sameness(previous, present)
  }

  /** All that has changed for those who give, or get, values of a schema. */
  async compare(previous: Spot, present: Spot, direction: Direction): Promise<FoundChange[]> {
    const root = this.#node({ previous: [previous], present: [present] }, direction)
    return root === undefined ? [] : this.#collect(root)
  }

  // The shortest way to a change is the first that is found.
  async #collect(root: PairNode): Promise<FoundChange[]> {
    const found = new Map<SchemaChange, string>()
    const paths = new Map<PairNode, string>([[root, '']])
    const unexplained: PairNode[] = []
    for (const [node, path] of paths) {
      node.local ??= await this.#compareOnce(node)
      const { changes, children, unlessExplained } = node.local
      for (const change of changes) if (!found.has(change)) found.set(change, path)
      if (unlessExplained !== undefined) unexplained.push(node)
      for (const { step, node: child } of children) if (!paths.has(child)) paths.set(child, joined(path, step))
    }
    for (const node of unexplained) {
      const change = node.local?.unlessExplained
      if (change !== undefined && !(await this.#isExplained(node))) found.set(change, paths.get(node) ?? '')
    }
    return [...found].map(([change, path]) => ({ change, path }))
  }

  async #isExplained({ local }: PairNode): Promise<boolean> {
    for (const { node } of local?.children ?? []) {
      const changes = await this.#collect(node)
      if (changes.some(({ change }) => change.definition.level !== 'safe')) return true
    }
    return false
  }

  // Undefined for what has not changed.
  #node(written: Pair, direction: Direction): PairNode | undefined {
    const pair = { previous: this.previous.settle(written.previous), present: this.present.settle(written.present) }
    if (this.#areSame(pair)) return undefined
    const key = `${direction} ${keyOfPair(pair)}`
    const node = this.#nodes.get(key) ?? { pair, direction }
    this.#nodes.set(key, node)
    return node
  }

  // All of it holds at once, so the order does not matter, nor what is said twice.
  #areSame({ previous, present }: Pair): boolean {
    const has = (spots: readonly Spot[], areSame: (spot: Spot) => boolean) => spots.some(areSame)
    return (
      previous.every((before) => has(present, (now) => this.sameness.areSame(before, now))) &&
      present.every((now) => has(previous, (before) => this.sameness.areSame(before, now)))
    )
  }

  async #compareOnce({ pair, direction }: PairNode): Promise<LinkedLocal> {
    const subject = new Subject({
      direction,
      sameness: this.sameness,
      previous: flatten(pair.previous, this.previous, direction),
      present: flatten(pair.present, this.present, direction),
    })
    const parts = [
      { changes: [...(await compareWhole(subject)), ...(await compareKeywords(subject))], children: [] },
      ...(subject.mayBoth('object') ? [await compareFields(subject), await compareAdditionalFields(subject)] : []),
      ...(subject.mayBoth('array') ? [await compareItems(subject)] : []),
      await compareChoices('anyOf', subject),
      await compareChoices('oneOf', subject),
      { changes: await compareOtherKeywords(subject), children: [] },
    ] satisfies Local[]
    const unlessExplained = parts.find((part: Local) => part.unlessExplained)?.unlessExplained
    return {
      changes: parts.flatMap(({ changes }) => changes),
      children: parts
        .flatMap(({ children }: Local) => children)
        .flatMap((child) => {
          const node = this.#node(child, direction)
          return node === undefined ? [] : [{ step: child.step, node }]
        }),
      ...(unlessExplained && { unlessExplained }),
    }
  }
}

function keyOfPair({ previous, present }: Pair): string {
  return `${previous.map(keyOf).join(' & ')} > ${present.map(keyOf).join(' & ')}`
}

function joined(path: string, step: string): string {
  if (step === '' || step === '[]' || path === '') return path + step
  return `${path}.${step}`
}
