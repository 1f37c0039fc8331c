import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject, parsePointer, toPointer, valueAt } from '#core/json'
import { defaultDialect, dialectOf, isKeyword, schemaDiagnostics, schemaFindings, visitSchemas } from '#core/schema'
import { type CheckedDocument, shapeFindings } from './check.ts'
import { openapiDiagnostics } from './diagnostics.ts'
import { isOpenApi, versionOf } from './document.ts'
import { type LoadDocument, type Located, resolveSchema, type Unresolved } from './reference.ts'
import { referencesIn, type WrittenReference } from './references-in.ts'
import { dialectAt } from './schema-dialect.ts'
import { unresolvedReference } from './unresolved.ts'

/**
 * Checks a schema, and all that it refers to in whatever file, against the meta-schema of its dialect. What is wrong is found in the
 * file that holds it. Parts of OpenAPI documents are checked by the rules of these.
 */
export async function checkSchema(schema: unknown, place: Place, load: LoadDocument): Promise<CheckedDocument> {
  const findings: Finding[] = []
  const own = isObject(schema) ? schema['$schema'] : undefined
  const dialect = (typeof own === 'string' ? dialectOf(own) : undefined) ?? defaultDialect
  const parts = new Map([[`${place.file}#${place.pointer}`, { place, value: schema, dialect }]])
  // The map grows while it is walked.
  for (const part of parts.values()) {
    const version = part.place === place ? undefined : openApiVersion(part.place.file, load)
    if (version === undefined) {
      findings.push(...(await schemaFindings(part.value, part.place, part.dialect)))
      findings.push(...dialectFindings(part))
    } else findings.push(...(await shapeFindings({ ...part.place, value: part.value, kind: 'schema' }, version)))
    for (const written of referencesIn(part.value, 'schema', part.place.pointer)) {
      if (written.kind === 'free') continue
      const moved = movedReference(written, part)
      if (moved !== undefined) findings.push(moved)
      const at = { ...part.place, pointer: written.pointer }
      const found = ofAnotherDocument(at, written.reference) ?? resolveSchema(at, written.reference, load)
      if ('problem' in found) {
        findings.push(unresolvedReference(at, found))
        continue
      }
      const wrong = nothingSaid(found, { at, reference: written.reference, whole: place })
      if (wrong !== undefined) {
        findings.push(wrong)
        continue
      }
      const { file, pointer, value } = found
      const key = `${file}#${pointer}`
      if (!parts.has(key)) parts.set(key, { place: { file, pointer }, value, dialect: dialectAt(file, pointer, load) })
    }
  }
  return { findings, files: new Set([...parts.values()].slice(1).map((part) => part.place.file)) }
}

// What a file is known by is its first document.
function ofAnotherDocument({ file, document = 0 }: Place, reference: string): Unresolved | undefined {
  if (document === 0 || !reference.startsWith('#')) return undefined
  return {
    problem: `The reference ${reference} counts from the first document of ${file}, and this is another one.`,
    hint: 'Give this manifest a file of its own. If the first document is meant, name the file before the #.',
  }
}

/** A schema without any keyword accepts everything, so a reference to what was never meant to be one would check nothing. */
function nothingSaid(
  { file, pointer, value }: Located,
  { at, reference, whole }: { at: Place; reference: string; whole: Place },
): Finding | undefined {
  if (!isObject(value)) return undefined
  const isDocument = isOpenApi(value) || (typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string')
  if (pointer === '' && isDocument) {
    const here = `The # is the top of the file: for this schema itself, write #${whole.pointer}.`
    return openapiDiagnostics.reference({
      ...at,
      message: `The reference ${reference} leads to the top of ${file}, which is no schema.`,
      hint: file === whole.file ? here : 'Say after a # where in that file the schema is.',
    })
  }
  const names = Object.keys(value)
  if (names.length === 0 || names.some((name) => /^(?:x-|\$)/.test(name) || isKeyword(name))) return undefined
  return schemaDiagnostics.keyword({
    ...at,
    message: `The reference ${reference} leads to what has no keyword of a schema, and checks nothing.`,
    hint: 'Lead it to a schema: a mapping with `type`, `properties` or another keyword.',
  })
}

interface Part {
  readonly place: Place
  readonly value: unknown
  readonly dialect: ReturnType<typeof dialectAt>
}

function openApiVersion(file: string, load: LoadDocument) {
  const value = load(file)
  return isOpenApi(value) ? versionOf(value) : undefined
}

function dialectFindings({ value: part, place, dialect }: Part): Finding[] {
  const findings: Finding[] = []
  visitSchemas(part, ({ value, pointer }) => {
    const uri = value['$schema']
    if (typeof uri !== 'string') return
    const named = dialectOf(uri)
    const at = { ...place, pointer: `${place.pointer}${pointer}/$schema` }
    if (named === undefined)
      findings.push(schemaDiagnostics.dialect({ ...at, message: `The dialect ${JSON.stringify(uri)} is not known.` }))
    else if (named !== dialect) {
      const message = `A schema of ${named} stands inside one of ${dialect}.`
      findings.push(schemaDiagnostics.dialect({ ...at, message, hint: 'Put it into a file of its own.' }))
    }
  })
  return findings
}

/** An `$id` inside a document changes what the references below it are relative to; here, that is always the file. */
function movedReference({ pointer, reference }: WrittenReference, { place, value }: Part): Finding | undefined {
  const path = parsePointer(pointer.slice(place.pointer.length)).slice(0, -1)
  const holder = path.findIndex((_, index) => {
    const around = valueAt(value, toPointer(...path.slice(0, index + 1)))
    const id = isObject(around) ? around['$id'] : undefined
    return typeof id === 'string' && !id.startsWith('#')
  })
  if (holder === -1) return undefined
  const id = appendPointer(place.pointer, ...path.slice(0, holder + 1), '$id')
  return schemaDiagnostics.supported({
    ...place,
    pointer: id,
    message: `An \`$id\` inside a document, with the reference ${reference} below it, is not supported.`,
    hint: 'Put the schema into a file of its own, or leave the `$id` out: references are relative to the file.',
  })
}
