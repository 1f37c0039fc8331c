import { isObject } from '#core/json'
import type { FlatNode, FlatSchema } from './flat.ts'
import { type Spot, within } from './side.ts'
import { definitionOf, harmlessIn } from './simple-keywords.ts'
import type { Local, Subject } from './subject.ts'

const keywords = ['prefixItems', 'items']
const nothing: Local = { changes: [], children: [] }

/** The items of lists. Those that all have one schema are looked into; anything else is compared as a whole. */
export async function compareItems(subject: Subject): Promise<Local> {
  const { previous, present, produced, accepted } = subject
  const [before, now] = [itemsIn(previous), itemsIn(present)]
  if (!hasPrefix(previous) && !hasPrefix(present) && before.length > 0 && now.length > 0)
    return { changes: [], children: [{ step: '[]', previous: before, present: now }] }
  const [given, asked] = [produced, accepted].map(({ nodes }) => nodes.filter(saysItems))
  const isNew = (node: FlatNode) => !given?.some((other) => isSameIn(subject, node, other))
  for (const node of asked?.filter(isNew) ?? []) {
    const message = 'The items of the list are others.'
    const change = { ...subject.places(before[0], now[0]), definition: definitionOf('items', subject), message }
    const found = subject.judge(await subject.askKeywords(node, keywords), change)
    if (found !== undefined) return { changes: [found], children: [] }
  }
  if (given?.length === asked?.length && !asked?.some(isNew)) return nothing
  const message = `Items of the list are ${now.length > 0 ? 'held to a schema' : 'not held to a schema'} now.`
  return { changes: [{ ...subject.places(before[0], now[0]), definition: harmlessIn(subject), message }], children: [] }
}

function saysItems({ own }: FlatNode): boolean {
  return keywords.some((keyword) => own[keyword] !== undefined && own[keyword] !== true)
}

function hasPrefix({ nodes }: FlatSchema): boolean {
  return nodes.some(({ own }) => 'prefixItems' in own || Array.isArray(own['items']))
}

function itemsIn({ nodes }: FlatSchema): Spot[] {
  return nodes
    .filter(({ own }) => isObject(own['items']) || own['items'] === false)
    .map(({ spot }) => within(spot, 'items'))
}

function isSameIn({ direction, sameness }: Subject, asked: FlatNode, given: FlatNode): boolean {
  const [previous, present] = direction === 'request' ? [given, asked] : [asked, given]
  return keywords.every((keyword) => sameness.areSame(within(previous.spot, keyword), within(present.spot, keyword)))
}
