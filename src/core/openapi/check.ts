import type { Finding, Place } from '#core/diagnostics'
import { isObject, parsePointer, toPointer, valueAt } from '#core/json'
import { openApiShapeProblems } from '#core/schema'
import { openapiDiagnostics } from './diagnostics.ts'
import type { OpenApiDocument } from './document.ts'

/** Checks a document against the official schema of its version. References are not followed. */
export async function checkOpenApi(document: OpenApiDocument, place: Place): Promise<Finding[]> {
  if (document.version === '2.0') return checkSwagger(document, place)
  const problems = await openApiShapeProblems(document.version, document.value)
  // Some documents put a reference where the specification wants a value; what it leads to is not at this place.
  const isReference = (pointer: string) => {
    const value = valueAt(document.value, pointer)
    return isObject(value) && '$ref' in value
  }
  return problems
    .filter(({ pointer }) => !isReference(pointer))
    .map(({ pointer, message }) => openapiDiagnostics.structure({ ...place, pointer, message: said(pointer, message) }))
}

async function checkSwagger(document: OpenApiDocument, place: Place): Promise<Finding[]> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser')
  try {
    const copy = structuredClone(document.value) as unknown as Parameters<typeof SwaggerParser.validate>[0]
    await SwaggerParser.validate(copy, { resolve: { external: false }, dereference: { circular: 'ignore' } })
    return []
  } catch (error) {
    const details = isObject(error) && Array.isArray(error['details']) ? (error['details'] as unknown[]) : []
    const findings = details.filter(isObject).map((detail) => {
      const pointer = toPointer(...parsePointer(String(detail['instancePath'] ?? '')))
      return openapiDiagnostics.structure({ ...place, pointer, message: said(pointer, String(detail['message'])) })
    })
    if (findings.length > 0) return findings
    const message = error instanceof Error ? error.message : String(error)
    return [openapiDiagnostics.structure({ ...place, message: `${message}.` })]
  }
}

function said(pointer: string, message: string): string {
  const label = parsePointer(pointer).join(' › ')
  return `${label === '' ? 'The document' : label} ${message}.`
}
