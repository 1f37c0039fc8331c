import type { Located, MediaTypes } from '#core/openapi'
import type { ChangeDefinition } from '../definitions/define.ts'
import { operationChanges } from '../definitions/operations.ts'
import { pairMedia } from './media.ts'
import type { OperationSubject } from './operation-subject.ts'

/** The body of the request. */
export async function compareBodies(subject: OperationSubject): Promise<void> {
  const [previous, present] = [subject.previous.body, subject.present.body]
  const part = 'request body'
  const { bodyRequired, bodyOptional, bodyAdded, bodyRemoved } = operationChanges
  if (previous === undefined && present === undefined) return
  if (previous === undefined)
    return subject.add(
      present?.required ? bodyRequired : bodyAdded,
      { message: present?.required ? 'It is new, and required.' : 'It is new.', part },
      { present },
    )
  if (present === undefined) return subject.add(bodyRemoved, { message: 'It is gone.', part }, { previous })
  if (previous.required !== present.required) {
    const [definition, word] = present.required ? [bodyRequired, 'required'] : [bodyOptional, 'optional']
    subject.add(definition, { message: `It is ${word} now.`, part }, { previous, present })
  }
  await compareMedia(subject, { previous, present, part, direction: 'request' })
}

interface Versions<T> {
  readonly previous: T
  readonly present: T
}

interface Contents extends Versions<Located & { readonly media: MediaTypes }> {
  readonly part: string
  readonly direction: 'request' | 'response'
}

/** What a body may be, by media type. */
export async function compareMedia(subject: OperationSubject, contents: Contents): Promise<void> {
  const { previous, present, part, direction } = contents
  const { both, added, removed } = pairMedia(previous.media, present.media)
  const { requestMediaAdded, requestMediaRemoved, responseMediaAdded, responseMediaRemoved } = operationChanges
  const isRequest = direction === 'request'
  const say = (definition: ChangeDefinition, message: string, places: Partial<Versions<Located>>) =>
    subject.add(definition, { message, part }, { previous, present, ...places })
  for (const [type, schema] of added)
    say(isRequest ? requestMediaAdded : responseMediaAdded, `The media type ${type} is new.`, { present: schema })
  for (const [type, schema] of removed)
    say(isRequest ? requestMediaRemoved : responseMediaRemoved, `The media type ${type} is gone.`, { previous: schema })
  for (const pair of both) {
    const name = both.length === 1 ? part : `${part} (${pair.present[0]})`
    await subject.compareSchemas({ previous: pair.previous[1], present: pair.present[1] }, direction, name)
  }
}
