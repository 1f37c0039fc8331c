import { findOperation, openOpenApi, operationContract } from '#core/openapi'
import { validateInstance } from '#core/schema'

type Files = Readonly<Record<string, unknown>>
type Paths = Readonly<Record<string, unknown>>

/** An OpenAPI document. */
export const document = (paths: Paths, rest: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1.0.0' },
  paths,
  ...rest,
})

/** The contract of an operation of api.yaml, and what is reported on the way. */
export function contractOf(api: object, reference: string, files: Files = {}) {
  const all: Files = { 'api.yaml': api, ...files }
  const load = (file: string) => all[file]
  const { document: opened, findings } = openOpenApi(
    { file: 'api.yaml', pointer: '' },
    api as Record<string, unknown>,
    load,
  )
  if (opened === undefined) throw new Error(findings[0]?.message)
  const operation = findOperation(opened, reference)
  if (operation === undefined) throw new Error(`There is no ${reference}.`)
  const result = operationContract(opened, operation, load)
  const said = [...findings, ...result.findings].map(({ file, code, pointer }) => `${file} ${code} ${pointer}`)
  return { ...result.contract, said }
}

/** Content of JSON. */
export const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
/** A parameter. */
export const parameter = (name: string, place: string, rest: object = {}) => ({
  name,
  in: place,
  schema: { type: 'string' },
  ...rest,
})
/** A document with one operation, `op`. */
export const post = (operation: object) =>
  document({ '/x': { post: { operationId: 'op', responses: {}, ...operation } } })
/** True if a value fits a schema. */
export const fits = async (schema: unknown, value: unknown) => (await validateInstance(schema, value)).length === 0
