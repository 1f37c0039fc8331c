/** What agents do with one another, as instructions say it. */
const verbs = [
  'advise',
  'ask',
  'assign',
  'assist',
  'call',
  'collaborate',
  'complement',
  'consult',
  'coordinate',
  'defer',
  'delegate',
  'dispatch',
  'engage',
  'escalate',
  'feed',
  'follow',
  'forward',
  'guide',
  'hand',
  'help',
  'inform',
  'integrate',
  'invoke',
  'involve',
  'launch',
  'liaise',
  'mentor',
  'notify',
  'pair',
  'partner',
  'pass',
  'provide',
  'receive',
  'recommend',
  'redirect',
  'refer',
  'rely',
  'report',
  'request',
  'route',
  'run',
  'send',
  'share',
  'spawn',
  'suggest',
  'support',
  'switch',
  'sync',
  'synchronize',
  'transfer',
  'trigger',
  'use',
  'work',
]

const prepositions = new Set(['by', 'for', 'from', 'on', 'through', 'to', 'via', 'with'])

const baseOf = new Map(verbs.flatMap((verb) => formsOf(verb).map((form) => [form, verb])))

/** The verb that leads to a name in a text that ends before it, with its preposition: `coordinate with`. */
export function verbBefore(text: string): string | undefined {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const last = words.findLastIndex((word) => baseOf.has(word))
  const verb = baseOf.get(words[last] ?? '')
  if (verb === undefined) return undefined
  const particle = verb === 'hand' && words[last + 1] === 'off' ? 'hand off' : verb
  const preposition = words.slice(last + 1).findLast((word) => prepositions.has(word))
  return preposition === undefined ? particle : `${particle} ${preposition}`
}

function formsOf(verb: string): string[] {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb
  const third = /(?:s|sh|ch)$/.test(verb) ? `${verb}es` : verb.endsWith('y') ? `${verb.slice(0, -1)}ies` : `${verb}s`
  const past = verb.endsWith('y') ? `${verb.slice(0, -1)}ied` : `${stem}ed`
  return [verb, third, past, `${stem}ing`]
}
