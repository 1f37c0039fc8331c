import type { CompiledValidator } from './validator.ts'

/** Versions of JSON Schema, by the meta-schemas that describe them. */
export type SchemaDialect = (typeof dialects)[number]['name']

/** What is read where nothing is said. */
export const defaultDialect: SchemaDialect = '2020-12'

const dialects = [
  {
    name: '2020-12',
    uri: /^https?:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.\d\/dialect\/.+)$/,
  },
  { name: '2019-09', uri: /^https?:\/\/json-schema\.org\/draft\/2019-09\/schema$/ },
  { name: 'draft-07', uri: /^https?:\/\/json-schema\.org\/draft-07\/schema$/ },
  { name: 'draft-06', uri: /^https?:\/\/json-schema\.org\/draft-06\/schema$/ },
  { name: 'draft-04', uri: /^https?:\/\/json-schema\.org\/draft-04\/schema$/ },
] as const

/** The dialect that a `$schema` names; undefined if it is none that is understood. */
export function dialectOf(uri: string): SchemaDialect | undefined {
  return dialects.find((dialect) => dialect.uri.test(uri.replace(/#$/, '')))?.name
}

/** Checks schemas against the meta-schema of their dialect. Loaded only now. */
export async function metaValidator(dialect: SchemaDialect): Promise<CompiledValidator> {
  if (dialect === '2020-12') return (await import('./meta2020-validator.gen.js')).meta2020
  if (dialect === '2019-09') return (await import('./meta2019-validator.gen.js')).meta2019
  if (dialect === 'draft-07') return (await import('./meta07-validator.gen.js')).meta07
  if (dialect === 'draft-06') return (await import('./meta06-validator.gen.js')).meta06
  return (await import('./meta04-validator.gen.js')).meta04
}
