import { expect } from 'vitest'
import { bundleDocument, checkOpenApi, openOpenApi } from '#core/openapi'
import { contractsOf, differenceOf } from './same-contracts.ts'

/** The bundle of api.yaml, and what is reported; a bundle that is right is valid, and has the contracts of the files. */
export async function bundle(api: object, files: Readonly<Record<string, unknown>> = {}) {
  const all: Readonly<Record<string, unknown>> = { 'api.yaml': api, ...files }
  const load = (file: string) => all[file]
  const place = { file: 'api.yaml', pointer: '' }
  const { document: opened } = openOpenApi(place, api as Record<string, unknown>, load)
  const { value, findings } = bundleDocument(opened!, load)
  const said = findings.map(({ file, pointer }) => `${file}${pointer}`)
  // Nothing but data, with members of any type.
  const plain = JSON.parse(JSON.stringify(value))
  if (said.length > 0) return { value: plain, said }

  const loadBundle = (file: string) => (file === 'api.yaml' ? value : undefined)
  const { document: bundled } = openOpenApi(place, value, loadBundle)
  const checked = await checkOpenApi(bundled!, place, { load: loadBundle })
  expect(checked.findings.map(({ message }) => message)).toEqual([])
  const [before, after] = [contractsOf('api.yaml', load), contractsOf('api.yaml', loadBundle)]
  expect([...after.requests]).toEqual([...before.requests])
  for (const [name, { input, output }] of before.contracts) {
    expect(differenceOf(input, after.contracts.get(name)?.input)).toBeUndefined()
    expect(differenceOf(output, after.contracts.get(name)?.output)).toBeUndefined()
  }
  return { value: plain, said }
}
