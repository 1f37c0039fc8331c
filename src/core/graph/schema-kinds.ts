/** How an agent is related to the schemas of its capabilities. */
export const schemaKinds = { input: 'accepts', output: 'returns' } as const
