import { requestChanges, responseChanges } from '../definitions/schemas.ts'
import type { SchemaChange, Subject } from './subject.ts'

/** What is said about all values at once: that there are none, or that `null` is one whatever the rest says. */
export async function compareWhole(subject: Subject): Promise<SchemaChange[]> {
  const { previous, present, produced, accepted } = subject
  const changes: SchemaChange[] = []
  const add = async (message: string, { isNarrower, asked }: { isNarrower: boolean; asked: object | false }) => {
    const change = await judgeWhole(subject, { message, isNarrower, asked })
    if (change !== undefined) changes.push(change)
  }
  if (previous.isFalse !== present.isFalse) {
    const message = present.isFalse ? 'Nothing fits any more.' : 'Nothing fitted, and now something does.'
    await add(message, { isNarrower: accepted.isFalse, asked: false })
  }
  if (previous.isNullable !== present.isNullable) {
    const message = `It may ${present.isNullable ? 'be null now' : 'not be null any more'}.`
    await add(message, { isNarrower: produced.isNullable, asked: { not: { type: 'null' } } })
  }
  return changes
}

async function judgeWhole(
  subject: Subject,
  { message, isNarrower, asked }: { message: string; isNarrower: boolean; asked: object | false },
): Promise<SchemaChange | undefined> {
  const isRequest = subject.direction === 'request'
  const [harmful, harmless] = isRequest
    ? [requestChanges.typeNarrowed, requestChanges.widened]
    : [responseChanges.typeWidened, responseChanges.narrowed]
  const change = { ...subject.places(undefined, undefined), message }
  if (!isNarrower) return { ...change, definition: harmless }
  return subject.judge(await subject.ask(asked), { ...change, definition: harmful })
}
