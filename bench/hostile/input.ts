/** Something that an attacker, or a tool gone mad, could leave in a repository. */
export interface HostileInput {
  readonly name: string
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** Does what is more than writing files. */
  readonly prepare?: (folder: string) => void
  /** Words after `ossa`. Default: `spec validate --no-cache --json`. */
  readonly command?: readonly string[]
  /** By somebody who is not the owner of the files. */
  readonly asNobody?: boolean
  readonly exitCode: number
  /** Codes that must be reported; none else may be. Left out: whatever is said, as long as `says` matches. */
  readonly codes?: readonly string[]
  /** What the output must say. */
  readonly says?: RegExp
}

export const head = (name = 'hostile') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\n`
export const sound = `${head()}spec: { type: worker }\n`

/** A manifest in JSON with more in it. */
export function jsonManifest(rest: string): string {
  return `{"apiVersion": "ossa/v1", "kind": "Agent", "metadata": {"name": "hostile", "version": "1.0.0"}, "spec": {"type": "worker"}${rest}}`
}

/** An OpenAPI document with these schemas, the first of which goes in and out. */
export function apiWith(schemas: Readonly<Record<string, string>>): string {
  const [first = ''] = Object.keys(schemas)
  const body = `{ content: { application/json: { schema: { $ref: '#/components/schemas/${first}' } } } }`
  const operation = `{ operationId: go, requestBody: ${body}, responses: { '200': { description: ok, ${body.slice(2)} } }`
  const lines = Object.entries(schemas).map(([name, schema]) => `    ${name}: ${schema}\n`)
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /go: { post: ${operation} }\ncomponents:\n  schemas:\n${lines.join('')}`
}
