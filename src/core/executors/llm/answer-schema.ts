import { isObject, type JsonObject } from '#core/json'

/** How an answer is asked for, and what the output is of what comes. */
export interface AnswerSchema {
  /** Undefined where any text is the output. */
  readonly schema: unknown
  outputOf(answer: unknown): unknown
}

/** APIs give objects only: what is none is asked for as the member `value` of one. */
export function answerSchema(outputSchema: unknown): AnswerSchema {
  if (outputSchema === undefined || (isObject(outputSchema) && outputSchema['type'] === 'string'))
    return { schema: undefined, outputOf: (answer) => answer }
  if (isObject(outputSchema) && outputSchema['type'] === 'object')
    return { schema: outputSchema, outputOf: (answer) => answer }
  const { $defs, ...rest }: JsonObject = isObject(outputSchema) ? outputSchema : {}
  const schema = {
    type: 'object',
    properties: { value: isObject(outputSchema) ? rest : outputSchema },
    required: ['value'],
    additionalProperties: false,
    // References in it start from the root.
    ...($defs === undefined ? {} : { $defs }),
  }
  return { schema, outputOf: (answer) => (isObject(answer) && 'value' in answer ? answer['value'] : answer) }
}
