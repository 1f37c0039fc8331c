import type { Place } from '#core/diagnostics'
import { isObject } from '#core/json'
import type { Direction } from '#core/openapi'
import { type Assignability, checkAssignability } from '#core/schema'
import type { ChangeDefinition } from '../definitions/define.ts'
import { requestChanges, responseChanges } from '../definitions/schemas.ts'
import type { FlatNode, FlatSchema } from './flat.ts'
import type { Sameness } from './sameness.ts'
import type { Side, Spot } from './side.ts'

/** A change of a schema, where it stands; whoever uses the schema is affected by it. */
export interface SchemaChange {
  readonly definition: ChangeDefinition
  readonly message: string
  /** In the new version; what is gone has the place of what it was part of. */
  readonly present: Place
  readonly previous: Place
  /** A value that shows it. */
  readonly witness?: { readonly value: unknown }
  /** Why it could not be decided. */
  readonly reason?: string
}

/** The schemas of a member of a value in both versions. */
export interface Pair {
  readonly previous: readonly Spot[]
  readonly present: readonly Spot[]
}

/** What is found in a schema itself, and where to look on. */
export interface Local {
  readonly changes: readonly SchemaChange[]
  readonly children: readonly Child[]
  /** Told only if no change in the children, safe ones apart, is the reason for it. */
  readonly unlessExplained?: SchemaChange
}

export interface Child extends Pair {
  /** A field, `[]` for items, `*` for fields of any name, `''` for an alternative. */
  readonly step: string
}

/**
 * A schema in two versions, in one direction. In a request the old version is what is given and the new one what is accepted; in
 * a response it is the other way round. All that was given must be accepted.
 */
export class Subject {
  readonly direction: Direction
  readonly previous: FlatSchema
  readonly present: FlatSchema
  readonly sameness: Sameness
  #produced: unknown

  constructor(options: Pick<Subject, 'direction' | 'previous' | 'present' | 'sameness'>) {
    this.direction = options.direction
    this.previous = options.previous
    this.present = options.present
    this.sameness = options.sameness
  }

  get produced(): FlatSchema {
    return this.direction === 'request' ? this.previous : this.present
  }

  get accepted(): FlatSchema {
    return this.direction === 'request' ? this.present : this.previous
  }

  /** Whether values of a type fit in both versions, as far as their types tell. What a type loses or gains is told by itself. */
  mayBoth(type: 'object' | 'array'): boolean {
    return [this.previous, this.present].every(({ nodes }) => nodes.every(({ own }) => isOfType(own['type'], type)))
  }

  /** Whether all that is given, or all of some schemas that hold at once, fits a schema that needs no definitions. */
  ask(accepted: object | false, given?: readonly Spot[]): Promise<Assignability> {
    const { side, roots } = this.produced
    if (given === undefined) this.#produced ??= closed(side, this.direction, roots)
    const produced = given === undefined ? this.#produced : closed(side, this.direction, given)
    return checkAssignability({ produced, accepted })
  }

  /** Whether it fits some keywords of an accepting schema. */
  askKeywords({ spot }: FlatNode, keywords: readonly string[], given?: readonly Spot[]): Promise<Assignability> {
    const value = isObject(spot.value) ? spot.value : {}
    const chosen = Object.fromEntries(keywords.filter((key) => key in value).map((key) => [key, value[key]]))
    return this.ask(closed(this.accepted.side, this.direction, [{ ...spot, value: chosen }]), given)
  }

  /** The opposite: whether all that is accepted fits a schema of what is given. */
  askReverse(given: object): Promise<Assignability> {
    return checkAssignability({
      produced: closed(this.accepted.side, this.direction, this.accepted.roots),
      accepted: given,
    })
  }

  /** The change that an answer amounts to; undefined if everything fits. */
  judge(
    answer: Assignability,
    change: Pick<SchemaChange, 'definition' | 'message' | 'present' | 'previous'>,
  ): SchemaChange | undefined {
    if (answer.verdict === 'compatible') return undefined
    if (answer.verdict === 'incompatible') return { ...change, witness: { value: answer.witness } }
    const { undecided } = this.direction === 'request' ? requestChanges : responseChanges
    return { ...change, definition: undecided, reason: answer.reason }
  }

  /** The places of something that may be missing in one of the versions: then, of what it was, or will be, part of. */
  places(previous: Spot | undefined, present: Spot | undefined): Pick<SchemaChange, 'previous' | 'present'> {
    const place = ({ side, nodes: [first], roots: [root] }: FlatSchema, spot: Spot | undefined) => {
      const found = spot ?? first?.spot ?? root
      if (found === undefined) throw new Error('A schema that is compared stands somewhere.')
      return side.placeOf(found, 'key')
    }
    return { previous: place(this.previous, previous), present: place(this.present, present) }
  }
}

function isOfType(said: unknown, type: string): boolean {
  if (Array.isArray(said)) return said.includes(type)
  return typeof said !== 'string' || said === type
}

function closed(side: Side, direction: Direction, spots: readonly Spot[]): object {
  const bundler = side.bundler(direction)
  const copies = spots.map((spot) => bundler.copy(spot.value, spot))
  const [only] = copies
  const whole = copies.length === 1 && isObject(only) ? only : { allOf: copies }
  return bundler.close(whole) as object
}
