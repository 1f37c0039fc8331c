import type { SecurityRequirement } from '#core/openapi'
import { operationChanges } from '../definitions/operations.ts'
import type { Sameness } from '../schemas/sameness.ts'
import type { OperationSubject } from './operation-subject.ts'

type Schemes = SecurityRequirement['schemes']

const anybody: Schemes = new Map()

/** Who is let in. Whoever was, with what was asked for, must still be. */
export function compareSecurity(subject: OperationSubject): void {
  const [previous, present] = [waysIn(subject.previous.security), waysIn(subject.present.security)]
  const { sameness } = subject.comparison
  const asksNoMore = (now: Schemes, before: Schemes) => isWithin(now, before, (a, b) => areSame(sameness, b, a))
  const asksNoLess = (before: Schemes, now: Schemes) => isWithin(before, now, (a, b) => areSame(sameness, a, b))
  const shutOut = previous.filter((before) => !present.some((now) => asksNoMore(now, before)))
  const letIn = present.filter((now) => !previous.some((before) => asksNoLess(before, now)))
  if (shutOut.length === 0 && letIn.length === 0) return
  const places = { previous: subject.previous.security[0], present: subject.present.security[0] }
  const [was, is] = [previous.map(describe).join(' or '), present.map(describe).join(' or ')]
  const message =
    was === is
      ? `What lets callers in is still ${is}, but that has changed.`
      : `What lets callers in was ${was}, and is ${is}.`
  const { securityTightened, securityLoosened } = operationChanges
  subject.add(shutOut.length > 0 ? securityTightened : securityLoosened, { message, part: 'security' }, places)
}

function waysIn(requirements: readonly SecurityRequirement[]): readonly Schemes[] {
  return requirements.length === 0 ? [anybody] : requirements.map(({ schemes }) => schemes)
}

type Definition = Schemes extends ReadonlyMap<string, infer Scheme> ? Scheme : never

/** All that the one asks for, the other asks for, too. */
function isWithin(one: Schemes, other: Schemes, isSame: (a: Definition, b: Definition) => boolean): boolean {
  return [...one].every(([name, scheme]) => {
    const same = other.get(name)
    return same !== undefined && isSame(scheme, same) && scheme.scopes.every((scope) => same.scopes.includes(scope))
  })
}

function areSame(sameness: Sameness, previous: Definition, present: Definition): boolean {
  const [before, now] = [previous.definition, present.definition]
  if (before === undefined || now === undefined) return before === now
  return sameness.areSame(before, now)
}

function describe(schemes: Schemes): string {
  const names = [...schemes].map(([name, { scopes }]) =>
    scopes.length === 0 ? name : `${name} (${scopes.join(', ')})`,
  )
  return names.length === 0 ? 'nothing' : names.join(' and ')
}
