import { isObject } from '#core/json'

/** What an agent has said, as an output: read as JSON where it is JSON and no text is promised. */
export function textValue(text: string, outputSchema: unknown): unknown {
  if (isObject(outputSchema) && outputSchema['type'] === 'string') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
