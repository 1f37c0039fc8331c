import { didYouMean, listCandidates } from '#core/diagnostics'
import { isObject, toPointer } from '#core/json'
import { viewSchema } from '#core/schema'
import { type Receiver, receiversOf } from '../flow/receivers.ts'
import { defineRule } from '../rule.ts'

export const inputDeclared = defineRule({
  code: 'workflow/input-declared',
  on: 'workflow',
  severity: 'warning',
  summary: 'A task is given only what its capability mentions.',
  rationale:
    'The schema mentions other fields but not this one: it is probably misspelt. An operation is never sent it, and the optional field that was meant is missing.',
  hint: 'Correct the name, leave the field out, or mention it in the schema of the capability.',
  examples: {
    valid: ['{ tasks: { one: { agent: helper, capability: order, input: { notify: true } } } }'],
    invalid: [
      {
        source: '{ tasks: { one: { agent: helper, capability: order, input: { notfy: true } } } }',
        pointers: ['/spec/tasks/one/input/notfy'],
      },
    ],
  },
  *check({ workflow, workspace }) {
    for (const receiver of receiversOf(workflow, workspace)) {
      const { id, pointer, input, accepted, name } = receiver
      if (!isObject(input) || isOpen(accepted)) continue
      const view = viewSchema(accepted)
      for (const field of Object.keys(input)) {
        const { presence, known } = view.member(field)
        if (presence !== 'undeclared') continue
        // What is lacking because of a slip is an error of its own, which names the slip.
        const meant = didYouMean(
          field,
          known.filter((each) => !Object.hasOwn(input, each)),
        )
        if (meant !== undefined && view.member(meant).presence === 'sure') continue
        yield {
          pointer: `${pointer}/input${toPointer(field)}`,
          target: 'key' as const,
          message: `The task ${id} is given ${JSON.stringify(field)}, which ${name} does not mention.`,
          hint: listCandidates(field, known, 'fields'),
          related: [{ ...receiver.place, message: 'What is accepted is declared here.' }],
        }
      }
    }
  },
})

const opening = ['additionalProperties', 'unevaluatedProperties', 'patternProperties', 'propertyNames']

// It says itself that there are others.
function isOpen(accepted: Receiver['accepted']): boolean {
  return viewSchema(accepted).said.some((schema) => opening.some((keyword) => keyword in schema))
}
