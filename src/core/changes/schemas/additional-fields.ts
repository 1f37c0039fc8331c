import { isObject } from '#core/json'
import { requestChanges, responseChanges } from '../definitions/schemas.ts'
import { propertiesOf } from './fields.ts'
import type { FlatNode, FlatSchema } from './flat.ts'
import { type Spot, within } from './side.ts'
import { harmlessIn } from './simple-keywords.ts'
import type { Local, SchemaChange, Subject } from './subject.ts'

/** What is said of fields that are not declared: nothing, that they may be anything, of some kind, or absent. */
type Standing = 'unsaid' | 'open' | 'described' | 'closed'

const words: Readonly<Record<Standing, string>> = {
  unsaid: 'not mentioned',
  open: 'welcome',
  described: 'held to a schema',
  closed: 'refused',
}

/** Fields that are not declared. A producer that says nothing of them is trusted to give none: what depends on it is risky. */
export async function compareAdditionalFields(subject: Subject): Promise<Local> {
  const pair = { previous: schemasIn(subject.previous), present: schemasIn(subject.present) }
  const children = pair.previous.length > 0 && pair.present.length > 0 ? [{ step: '*', ...pair }] : []
  const change = await compareStanding(subject)
  return { changes: change === undefined ? [] : [change], children }
}

async function compareStanding(subject: Subject): Promise<SchemaChange | undefined> {
  const [given, asked] = [standingOf(subject.produced), standingOf(subject.accepted)]
  if (given === asked || (isOpen(given) && isOpen(asked))) return undefined
  const [before, now] = [standingOf(subject.previous), standingOf(subject.present)]
  const message = `Fields that are not declared were ${words[before]}, and are ${words[now]}.`
  const change = { ...subject.places(spotIn(subject.previous), spotIn(subject.present)), message }
  if (isOpen(asked) || given === 'closed') return { ...change, definition: harmlessIn(subject) }
  const isRequest = subject.direction === 'request'
  if (given === 'unsaid') {
    const definition = isRequest ? requestChanges.maybeClosed : responseChanges.maybeOpened
    return { ...change, definition, reason: 'nothing tells whether there are such fields' }
  }
  const definition = isRequest ? requestChanges.closed : responseChanges.opened
  for (const node of subject.accepted.nodes.filter(({ own }) => 'additionalProperties' in own)) {
    const found = subject.judge(await askOthers(node, subject), { ...change, definition })
    if (found !== undefined) return found
  }
  return undefined
}

function isOpen(standing: Standing): boolean {
  return standing === 'unsaid' || standing === 'open'
}

function standingOf({ nodes }: FlatSchema): Standing {
  const said = nodes.flatMap(({ own }) =>
    own['additionalProperties'] === undefined ? [] : [own['additionalProperties']],
  )
  if (said.includes(false)) return 'closed'
  if (said.some(isTelling)) return 'described'
  return said.length > 0 ? 'open' : 'unsaid'
}

function isTelling(schema: unknown): boolean {
  return isObject(schema) && Object.keys(schema).length > 0
}

function schemasIn({ nodes }: FlatSchema): Spot[] {
  return nodes
    .filter(({ own }) => isTelling(own['additionalProperties']))
    .map(({ spot }) => within(spot, 'additionalProperties'))
}

function spotIn({ nodes }: FlatSchema): Spot | undefined {
  const found = nodes.find(({ own }) => 'additionalProperties' in own)
  return found && within(found.spot, 'additionalProperties')
}

// Fields that some version declares are compared by themselves.
function askOthers(node: FlatNode, subject: Subject) {
  const declared = [subject.produced, subject.accepted].flatMap(({ nodes }) =>
    nodes.flatMap((each) => Object.keys(propertiesOf(each))),
  )
  const anything = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, true]))
  const patterns = isObject(node.own['patternProperties']) ? Object.keys(node.own['patternProperties']) : []
  const value = {
    properties: anything(declared),
    patternProperties: anything(patterns),
    additionalProperties: node.own['additionalProperties'],
  }
  return subject.askKeywords({ ...node, spot: { ...node.spot, value } }, Object.keys(value))
}
