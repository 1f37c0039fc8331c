import { isObject, valueAt } from '#core/json'
import { type LoadDocument, openOpenApi, operationContract } from '#core/openapi'

interface Contract {
  readonly input: unknown
  readonly output: unknown
}

/** The contracts of all operations of a document, by method and path; and the codes of what is wrong with them. */
export function contractsOf(
  file: string,
  load: LoadDocument,
): { contracts: Map<string, Contract>; requests: Map<string, unknown>; codes: string[] } {
  const value = load(file)
  const { document, findings } = isObject(value) ? openOpenApi({ file, pointer: '' }, value, load) : { findings: [] }
  if (document === undefined) throw new Error(`${file} is no OpenAPI document`)
  const contracts = new Map<string, Contract>()
  const requests = new Map<string, unknown>()
  const codes = findings.map(({ code }) => code)
  for (const operation of document.operations) {
    const name = `${operation.method} ${operation.path} ${operation.id}`
    const { contract, findings: found } = operationContract(document, operation, load)
    contracts.set(name, contract)
    requests.set(name, contract.request)
    codes.push(...found.map(({ code }) => code))
  }
  return { contracts, requests, codes }
}

/** Where two self-contained schemas differ; undefined if they are the same but for the names of definitions and annotations. */
export function differenceOf(one: unknown, other: unknown): string | undefined {
  const assumed = new Set<string>()
  const compare = (a: unknown, b: unknown, path: string): string | undefined => {
    const [from, to] = [referenceOf(a), referenceOf(b)]
    if (from !== undefined && to !== undefined) {
      if (assumed.has(`${from} ${to}`)) return undefined
      assumed.add(`${from} ${to}`)
      const target = compare(valueAt(one, from), valueAt(other, to), `${path}→`)
      if (target !== undefined) return target
    } else if (from !== undefined && isBare(a)) return compare(valueAt(one, from), b, path)
    else if (to !== undefined && isBare(b)) return compare(a, valueAt(other, to), path)
    else if (from !== to) return path
    if (!isObject(a) || !isObject(b)) {
      if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
        return a.map((item, index) => compare(item, b[index], `${path}/${index}`)).find((each) => each !== undefined)
      return JSON.stringify(a) === JSON.stringify(b) ? undefined : path
    }
    const [left, right] = [keysOf(a), keysOf(b)]
    if (left.join() !== right.join()) return `${path} {${left}} {${right}}`
    return left.map((key) => compare(a[key], b[key], `${path}/${key}`)).find((each) => each !== undefined)
  }
  return compare(one, other, '')
}

const annotations = new Set(['$ref', '$defs', 'example', 'examples', 'description', 'title', 'discriminator'])

function keysOf(schema: object): string[] {
  return Object.keys(schema)
    .filter((key) => !annotations.has(key))
    .sort()
}

function isBare(schema: unknown): boolean {
  return isObject(schema) && keysOf(schema).length === 0
}

function referenceOf(schema: unknown): string | undefined {
  const reference = isObject(schema) ? schema['$ref'] : undefined
  return typeof reference === 'string' ? reference.slice(1) : undefined
}
