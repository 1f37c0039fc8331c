import { isObject } from '#core/json'
import type { Assignability } from '#core/schema'
import { requestChanges, responseChanges } from '../definitions/schemas.ts'
import type { FlatNode, FlatSchema } from './flat.ts'
import { matchAlternatives } from './match-alternatives.ts'
import { type Spot, within } from './side.ts'
import { definitionOf, harmlessIn } from './simple-keywords.ts'
import type { Child, Local, SchemaChange, Subject } from './subject.ts'

type Keyword = 'anyOf' | 'oneOf'

const nothing: Local = { changes: [], children: [] }

/** `anyOf` and `oneOf`. Alternatives that correspond are looked into; the others are new, or gone. */
export async function compareChoices(keyword: Keyword, subject: Subject): Promise<Local> {
  const [before, now] = [choicesIn(subject.previous, keyword), choicesIn(subject.present, keyword)]
  const [previous, present] = [before[0], now[0]]
  if (before.length === 1 && now.length === 1 && previous !== undefined && present !== undefined)
    return new Choice({ keyword, subject, previous, present }).compare()
  if (before.length === 0 && now.length === 0) return nothing
  const where = subject.places(spotOf(previous, keyword), spotOf(present, keyword))
  const message = `There is ${present === undefined ? 'no choice any more' : 'a choice now'} (\`${keyword}\`).`
  const asked = subject.direction === 'request' ? now : before
  for (const node of asked) {
    const definition = definitionOf(keyword, subject)
    const found = subject.judge(await subject.askKeywords(node, [keyword]), { ...where, message, definition })
    if (found !== undefined) return { changes: [found], children: [] }
  }
  return { changes: [{ ...where, message, definition: harmlessIn(subject) }], children: [] }
}

function choicesIn({ nodes }: FlatSchema, keyword: Keyword): FlatNode[] {
  return nodes.filter(({ own }) => Array.isArray(own[keyword]))
}

function spotOf(node: FlatNode | undefined, keyword: Keyword): Spot | undefined {
  return node && within(node.spot, keyword)
}

interface Parts {
  readonly keyword: Keyword
  readonly subject: Subject
  readonly previous: FlatNode
  readonly present: FlatNode
}

/** A choice that there is in both versions. */
class Choice {
  readonly #parts: Parts
  readonly #changes: SchemaChange[] = []
  readonly #children: Child[] = []

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async compare(): Promise<Local> {
    const { keyword, subject, previous, present } = this.#parts
    const { gone, added, changed } = matchAlternatives(
      branchesOf(previous, keyword),
      branchesOf(present, keyword),
      subject.sameness,
    )
    if (gone.length + added.length + changed.length === 0) return nothing
    const isRequest = subject.direction === 'request'
    const [lost, gained] = isRequest ? [gone, added] : [added, gone]
    const harmless = isRequest ? requestChanges.alternativeAdded : responseChanges.alternativeRemoved
    for (const spot of gained) this.#changes.push({ ...this.#describe(spot, added), definition: harmless })
    await this.#missAll(lost, added)
    for (const pair of changed) await this.#lookInto(pair)
    if (keyword === 'anyOf' || gained.length + changed.length === 0) return this.#local()
    return { ...this.#local(), ...(await this.#overlap()) }
  }

  async #missAll(lost: readonly Spot[], added: readonly Spot[]): Promise<void> {
    const isRequest = this.#parts.subject.direction === 'request'
    const definition = isRequest ? requestChanges.alternativeRemoved : responseChanges.alternativeAdded
    for (const spot of lost) {
      const change = { ...this.#describe(spot, added), definition }
      const found = this.#parts.subject.judge(await this.#askAlternative(spot), change)
      // One of the others takes it, where nothing is found.
      this.#changes.push(found ?? { ...change, definition: harmlessIn(this.#parts.subject) })
    }
  }

  // What is referred to is judged by itself. What is written here may have moved from one alternative to the next.
  async #lookInto([before, now]: readonly [Spot, Spot]): Promise<void> {
    const { subject } = this.#parts
    const isInline = ![before, now].every(({ value }) => isObject(value) && '$ref' in value)
    const given = subject.direction === 'request' ? before : now
    if (isInline && (await this.#askAlternative(given)).verdict === 'compatible') {
      const message = 'An alternative has changed, and all that was accepted by it still is by some.'
      this.#changes.push({ ...subject.places(before, now), message, definition: harmlessIn(subject) })
    } else this.#children.push({ step: '', previous: [before], present: [now] })
  }

  // With `oneOf`, more may be less: what fits two alternatives is refused.
  async #overlap(): Promise<Pick<Local, 'unlessExplained'>> {
    const { keyword, subject, previous, present } = this.#parts
    const asked = subject.direction === 'request' ? present : previous
    const where = subject.places(within(previous.spot, keyword), within(present.spot, keyword))
    const message = 'A value may fit none of the alternatives, or several of them, where it fitted one.'
    const change = { ...where, message, definition: definitionOf(keyword, subject) }
    const found = subject.judge(await subject.askKeywords(asked, [keyword]), change)
    return found === undefined ? {} : { unlessExplained: found }
  }

  #askAlternative(spot: Spot): Promise<Assignability> {
    const { keyword, subject, previous, present } = this.#parts
    const [given, asked] = subject.direction === 'request' ? [previous, present] : [present, previous]
    const { [keyword]: _choice, ...rest } = isObject(given.spot.value) ? given.spot.value : {}
    return subject.askKeywords(asked, [keyword], [{ ...given.spot, value: rest }, spot])
  }

  #describe(spot: Spot, added: readonly Spot[]): Omit<SchemaChange, 'definition'> {
    const { keyword, subject, previous, present } = this.#parts
    const isNew = added.includes(spot)
    const [before, now] = [within(previous.spot, keyword), within(present.spot, keyword)]
    const where = isNew ? subject.places(before, spot) : subject.places(spot, now)
    return { ...where, message: `The alternative ${nameOf(spot)} is ${isNew ? 'new' : 'gone'}.` }
  }

  #local(): Local {
    return { changes: this.#changes, children: this.#children }
  }
}

function branchesOf({ spot }: FlatNode, keyword: Keyword): Spot[] {
  const choice = within(spot, keyword)
  return Array.isArray(choice.value) ? choice.value.map((_, index) => within(choice, index)) : []
}

function nameOf({ value, pointer }: Spot): string {
  if (!isObject(value)) return JSON.stringify(value)
  const { $ref, title, type, enum: values } = value
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? $ref
  if (typeof title === 'string') return JSON.stringify(title)
  if (Array.isArray(values)) return values.map((each) => JSON.stringify(each)).join(', ')
  return typeof type === 'string' ? type : `number ${Number(pointer.split('/').at(-1)) + 1}`
}
