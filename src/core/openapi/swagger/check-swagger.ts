import type { Finding } from '#core/diagnostics'
import { appendPointer, isObject } from '#core/json'
import { openapiDiagnostics } from '../diagnostics.ts'
import type { OpenApiDocument } from '../document.ts'
import type { Fragment } from '../fragments.ts'
import type { LoadDocument, Located } from '../reference.ts'
import { Inheritance } from './inheritance.ts'
import { type Outline, outlineOperation, outlineSchema, safe, schemasOf } from './outline.ts'

/** A Swagger 2.0 document, what it refers to in other files, and what is known to be wrong with its structure. */
interface Checked {
  readonly document: OpenApiDocument
  readonly fragments: readonly Fragment[]
  readonly faults: readonly Finding[]
}

/**
 * The rules of Swagger 2.0 that no schema expresses, as swagger-parser has them. It would follow every reference and say only the
 * first thing that is wrong, without a place. So it gets the outline of the document, and where it finds something, the parts by themselves.
 */
export async function checkSwagger({ document, fragments, faults }: Checked, load: LoadDocument): Promise<Finding[]> {
  const inheritance = new Inheritance(load)
  const schemas = schemasOf(document, fragments)
  const outlines = [
    ...document.operations.flatMap((operation, index) => outlineOperation({ document, operation, index }, load)),
    ...schemas.flatMap((schema, index) => outlineSchema(schema, `d${index}`, inheritance)),
  ]
  const findings = inheritance.isExhausted ? [limitFinding(document)] : []
  if ((await refusalOf(joined(outlines))) === undefined) return findings
  for (const outline of outlines) if (!hasFault(outline, faults)) findings.push(...(await findingsIn(outline)))
  return findings
}

function joined(outlines: readonly Outline[]): Pick<Outline, 'paths' | 'definitions'> {
  // Each under a path of its own.
  const items = outlines.flatMap(({ paths }) => Object.values(paths ?? {}))
  const paths = Object.fromEntries(items.map((item, index) => [`/${index}`, item]))
  return {
    paths,
    definitions: Object.fromEntries(outlines.flatMap(({ definitions }) => Object.entries(definitions ?? {}))),
  }
}

async function findingsIn(outline: Outline): Promise<Finding[]> {
  const message = await refusalOf(outline)
  if (message === undefined) return []
  if (outline.definitions !== undefined) return missingProperties(outline)
  const { file, pointer } = placeOf(outline, message)
  return [openapiDiagnostics.semantics({ file, pointer, message: said(message, outline) })]
}

async function missingProperties({ of, id, definitions = {} }: Outline): Promise<Finding[]> {
  const findings: Finding[] = []
  const required = isObject(of.value) && Array.isArray(of.value['required']) ? of.value['required'] : []
  for (const [index, name] of required.entries()) {
    const outlines = Object.entries(definitions).map(([key, outline]) => [
      key,
      { ...(outline as object), required: [safe(String(name))] },
    ])
    if ((await refusalOf({ id, definitions: Object.fromEntries(outlines) })) === undefined) continue
    const message = `The property ${JSON.stringify(name)} is required but does not exist.`
    const pointer = appendPointer(of.pointer, 'required', index)
    findings.push(openapiDiagnostics.requiredProperties({ file: of.file, pointer, message }))
  }
  return findings
}

/** Why swagger-parser refuses a document. What it is given is ours: it can change nothing, and has nothing to load. */
async function refusalOf({ paths = {}, definitions = {} }: Partial<Outline>): Promise<string | undefined> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser')
  const api = { swagger: '2.0', info: { title: '', version: '' }, paths, definitions }
  const options = { validate: { schema: false, spec: true }, resolve: { external: false } } as const
  try {
    await SwaggerParser.validate(api as unknown as Parameters<typeof SwaggerParser.validate>[0], options)
    return undefined
  } catch (error) {
    if (error instanceof Error && error.name === 'SyntaxError') return error.message
    throw error
  }
}

// Where the structure is wrong already, more words would say the same.
function hasFault({ parts }: Outline, faults: readonly Finding[]): boolean {
  return faults.some(({ file, pointer }) =>
    parts.some((part) => part.file === file && `${pointer}/`.startsWith(`${part.pointer}/`)),
  )
}

function placeOf({ of, parts }: Outline, message: string): Located {
  const parametersIn = (...places: string[]) =>
    parts.filter(({ value }) => isObject(value) && places.includes(String(value['in'])))
  if (message.includes('body parameters')) return parametersIn('body', 'formData')[1] ?? of
  if (message.includes('file parameter'))
    return parametersIn('formData').find(({ value }) => isObject(value) && value['type'] === 'file') ?? of
  return of
}

function said(message: string, { id, label }: Outline): string {
  const text = message.replace(/^Validation failed\. /, '').replaceAll(id, label)
  return `${text.replace(/\.$/, '')}.`
}

function limitFinding({ file }: OpenApiDocument): Finding {
  const message = 'Schemas are joined by allOf so often that not all properties that they require could be looked up.'
  return openapiDiagnostics.limits({ file, pointer: '', message })
}
