import { canonicalJson } from '#core/json'
import { requestChanges, schemaChanges } from '../definitions/schemas.ts'
import type { FlatNode, FlatSchema } from './flat.ts'
import { kindOfKeyword } from './keywords.ts'
import { within } from './side.ts'
import { definitionOf, harmlessIn, shortly } from './simple-keywords.ts'
import type { SchemaChange, Subject } from './subject.ts'

// What belongs together is asked together.
const groups = [
  ['not'],
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['patternProperties'],
  ['propertyNames'],
  ['dependentRequired'],
  ['dependentSchemas'],
  ['dependencies'],
  ['unevaluatedProperties'],
  ['unevaluatedItems'],
]

/** Keywords with schemas in them that cannot be looked into one by one. */
export async function compareOtherKeywords(subject: Subject): Promise<SchemaChange[]> {
  const changes: SchemaChange[] = []
  for (const group of groups) {
    const change = await compareGroup(group, subject)
    if (change !== undefined) changes.push(change)
  }
  return [...changes, ...compareNotes(subject)]
}

async function compareGroup(group: readonly string[], subject: Subject): Promise<SchemaChange | undefined> {
  const sayIn = ({ nodes }: FlatSchema) => nodes.filter(({ own }) => group.some((keyword) => keyword in own))
  const [given, asked] = [sayIn(subject.produced), sayIn(subject.accepted)]
  if (given.length === 0 && asked.length === 0) return undefined
  const isIn = (nodes: readonly FlatNode[], node: FlatNode) =>
    nodes.some((other) => isSame(group, subject, { node, other }))
  const [added, lost] = [asked.filter((node) => !isIn(given, node)), given.filter((node) => !isIn(asked, node))]
  if (added.length === 0 && lost.length === 0) return undefined
  const [keyword = ''] = group
  const [before, now] = subject.direction === 'request' ? [lost, added] : [added, lost]
  const spotOf = ([node]: readonly FlatNode[]) => node && within(node.spot, keyword)
  const said = now.length === 0 ? 'is gone' : before.length === 0 ? 'is new' : 'is another'
  const change = { ...subject.places(spotOf(before), spotOf(now)), message: `\`${keyword}\` ${said}.` }
  for (const node of added) {
    const definition = definitionOf(keyword, subject)
    const found = subject.judge(await subject.askKeywords(node, group), { ...change, definition })
    if (found !== undefined) return found
  }
  return { ...change, definition: harmlessIn(subject) }
}

function isSame(
  group: readonly string[],
  { direction, sameness, produced }: Subject,
  { node, other }: { node: FlatNode; other: FlatNode },
): boolean {
  const isGiven = produced.nodes.includes(node)
  const isPrevious = isGiven === (direction === 'request')
  const [previous, present] = isPrevious ? [node, other] : [other, node]
  return group.every((keyword) =>
    sameness.areSame(within(previous.spot, keyword), within(present.spot, keyword), kindOfKeyword(keyword)),
  )
}

/** What is said beside the schema, and matters all the same. */
function compareNotes(subject: Subject): SchemaChange[] {
  const { previous, present } = subject
  const changes: SchemaChange[] = []
  const [before, now] = [noteIn(previous, 'default'), noteIn(present, 'default')]
  if (subject.direction === 'request' && before !== undefined && !isEqual(before, now)) {
    const message = `The default was ${shortly(before.value)}, and is ${now === undefined ? 'not set' : shortly(now.value)}.`
    changes.push({ ...subject.places(before, now), definition: requestChanges.defaultChanged, message })
  }
  const [was, is] = [noteIn(previous, 'deprecated'), noteIn(present, 'deprecated')]
  if (is?.value === true && was?.value !== true)
    changes.push({ ...subject.places(was, is), definition: schemaChanges.deprecated, message: 'It is deprecated.' })
  const [one, other] = [noteIn(previous, 'discriminator'), noteIn(present, 'discriminator')]
  if (one !== undefined && !isEqual(one, other)) {
    const message = 'The discriminator is another.'
    changes.push({ ...subject.places(one, other), definition: schemaChanges.discriminator, message })
  }
  return changes
}

function noteIn({ nodes }: FlatSchema, keyword: string) {
  const found = nodes.find(({ own }) => keyword in own)
  return found && within(found.spot, keyword)
}

function isEqual(one: { value: unknown }, other: { value: unknown } | undefined): boolean {
  return other !== undefined && canonicalJson(one.value) === canonicalJson(other.value)
}
