import { checkOpenApi, openOpenApi } from '#core/openapi'

type Value = Readonly<Record<string, unknown>>

/** All that is found in api.yaml, with the other files. */
export async function check(api: Value, files: Readonly<Record<string, unknown>> = {}) {
  const all: Readonly<Record<string, unknown>> = { 'api.yaml': api, ...files }
  const load = (file: string) => all[file]
  const place = { file: 'api.yaml', pointer: '' }
  const { document, findings } = openOpenApi(place, api, load)
  if (document === undefined) return findings
  return [...findings, ...(await checkOpenApi(document, place, { load })).findings]
}
