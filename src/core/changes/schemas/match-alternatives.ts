import { canonicalJson, isObject } from '#core/json'
import type { Sameness } from './sameness.ts'
import type { Spot } from './side.ts'

/** Which alternatives of the two versions correspond. */
export interface Matched {
  readonly gone: readonly Spot[]
  readonly added: readonly Spot[]
  /** Those that correspond and say something else. */
  readonly changed: readonly (readonly [previous: Spot, present: Spot])[]
}

/** Matches what is the same, then what has the same name, then what is left over if it is only one on both sides. */
export function matchAlternatives(previous: readonly Spot[], present: readonly Spot[], sameness: Sameness): Matched {
  const added = [...present]
  const different = previous.filter((before) => {
    const index = added.findIndex((now) => sameness.areSame(before, now))
    if (index !== -1) added.splice(index, 1)
    return index === -1
  })
  const changed: (readonly [Spot, Spot])[] = []
  const gone = different.filter((before) => {
    const alike = added.filter((now) => labelOf(now) === labelOf(before))
    const [only] = alike
    if (only === undefined || alike.length > 1) return true
    added.splice(added.indexOf(only), 1)
    changed.push([before, only])
    return false
  })
  const [before, now] = [gone[0], added[0]]
  if (gone.length !== 1 || added.length !== 1 || before === undefined || now === undefined)
    return { gone, added, changed }
  const isNamed = [before, now].every(({ value }) => isObject(value) && '$ref' in value)
  return isNamed ? { gone, added, changed } : { gone: [], added: [], changed: [...changed, [before, now]] }
}

// What an alternative is known by: the schema it refers to, its title, or its type.
function labelOf({ value }: Spot): string {
  if (!isObject(value)) return JSON.stringify(value)
  const { $ref, title, type } = value
  if (typeof $ref === 'string') return `$ref ${$ref.split('/').at(-1)}`
  return typeof title === 'string' ? `title ${title}` : `type ${canonicalJson(type)}`
}
