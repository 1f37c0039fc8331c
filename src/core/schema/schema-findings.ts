import { didYouMean, type Finding, onlySuggestion, type Place } from '#core/diagnostics'
import { appendPointer, isObject, type JsonObject } from '#core/json'
import { schemaDiagnostics } from './diagnostics.ts'
import { metaValidator, type SchemaDialect } from './dialects.ts'
import { isOfAnother, keywordsOf } from './keywords.ts'
import { type MetaProblem, metaProblem } from './meta-problem.ts'
import { visitSchemas } from './visit.ts'

/**
 * What is wrong with a schema by itself: by the meta-schema of its dialect, and beyond it what would silently check nothing.
 * References are not followed.
 */
export async function schemaFindings(schema: unknown, place: Place, dialect: SchemaDialect): Promise<Finding[]> {
  const findings = (await metaProblems(schema, dialect)).map(({ pointer, ...problem }) =>
    schemaDiagnostics.valid({ ...place, pointer: place.pointer + pointer, ...problem }),
  )
  const formats: (Place & { readonly format: string })[] = []
  visitSchemas(schema, ({ value, pointer }) => {
    const at = { ...place, pointer: place.pointer + pointer }
    findings.push(...keywordFindings(value, at, dialect))
    const { format } = value
    if (typeof format === 'string') formats.push({ ...at, pointer: appendPointer(at.pointer, 'format'), format })
  })
  if (formats.length === 0) return findings
  const { checkedFormats } = await import('./formats.ts')
  return [...findings, ...formats.flatMap(({ format, ...at }) => formatFindings(format, at, checkedFormats))]
}

async function metaProblems(schema: unknown, dialect: SchemaDialect): Promise<MetaProblem[]> {
  const validator = await metaValidator(dialect)
  if (validator(schema)) return []
  const errors = validator.errors ?? []
  const around = new Set(errors.flatMap(({ instancePath }) => pathsAbove(instancePath)))
  const problems = new Map<string, MetaProblem>()
  for (const error of errors) {
    // Where a keyword may have several forms, a fault inside one looks as if it had none.
    if (around.has(error.instancePath) && echoes.has(error.keyword)) continue
    const problem = metaProblem(error, schema)
    problems.set(`${problem.pointer} ${problem.message}`, problem)
  }
  return [...problems.values()]
}

const echoes = new Set(['anyOf', 'type', 'enum'])

function pathsAbove(path: string): string[] {
  const paths: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end))
  return path === '' ? [] : [...paths, '']
}

function keywordFindings(schema: JsonObject, place: Place, dialect: SchemaDialect): Finding[] {
  const known = keywordsOf[dialect]
  return Object.keys(schema).flatMap((keyword) => {
    if ((known.includes(keyword) && !isUnchecked(keyword, dialect)) || keyword.startsWith('x-')) return []
    const at = { ...place, pointer: appendPointer(place.pointer, keyword), target: 'key' as const }
    const name = JSON.stringify(keyword)
    if (isUnchecked(keyword, dialect)) {
      const message = `What ${name} says is a note to readers: values are not checked.`
      return [
        schemaDiagnostics.keyword({ ...at, message, hint: 'Say it with `pattern` if values have to be checked.' }),
      ]
    }
    if (isOfAnother(keyword, dialect)) {
      const message = `The keyword ${name} means nothing in JSON Schema ${dialect}.`
      return [schemaDiagnostics.keyword({ ...at, message, hint: replacement(keyword, dialect) })]
    }
    // Short words are near to many others.
    const to = onlySuggestion(keyword, known.filter(isLong), keyword.length < 7 ? 1 : 2)
    if (to === undefined) return []
    const fix = Object.hasOwn(schema, to) ? undefined : { rename: keyword, to }
    const message = `The keyword ${name} is not known, and checks nothing.`
    return [schemaDiagnostics.keyword({ ...at, message, hint: `Did you mean ${JSON.stringify(to)}?`, fix })]
  })
}

const isLong = ({ length }: string) => length > 3

// Since 2019-09 that is what they mean; before, a validator could check them.
function isUnchecked(keyword: string, dialect: SchemaDialect): boolean {
  return dialect === 'draft-07' && (keyword === 'contentMediaType' || keyword === 'contentEncoding')
}

function replacement(keyword: string, dialect: SchemaDialect): string {
  if (keyword === 'additionalItems')
    return 'Write `items`: beside `prefixItems`, it is about the items that come after.'
  return dialect === '2020-12' ? 'Say it with a keyword of this version.' : 'Name a later version in `$schema`.'
}

function formatFindings(format: string, place: Place, checked: ReadonlySet<string>): Finding[] {
  if (checked.has(format)) return []
  const similar = didYouMean(format, checked)
  const message = `The format ${JSON.stringify(format)} is not known: values are not checked.`
  const hint = similar === undefined ? undefined : `Did you mean ${JSON.stringify(similar)}?`
  return [schemaDiagnostics.format({ ...place, message, hint })]
}

/** The patterns of a schema that cannot be run. References are not followed. */
export async function patternFindings(schema: unknown, placeOf: (schema: JsonObject) => Place): Promise<Finding[]> {
  const found: { readonly place: Place; readonly pattern: string; readonly target: 'key' | 'value' }[] = []
  visitSchemas(schema, ({ value }) => {
    const { pattern, patternProperties } = value
    const names = isObject(patternProperties) ? Object.keys(patternProperties) : []
    if (pattern === undefined && names.length === 0) return
    const place = placeOf(value)
    const at = (...path: string[]) => ({ ...place, pointer: appendPointer(place.pointer, ...path) })
    if (typeof pattern === 'string') found.push({ place: at('pattern'), pattern, target: 'value' })
    for (const name of names) found.push({ place: at('patternProperties', name), pattern: name, target: 'key' })
  })
  if (found.length === 0) return []
  const { patternFault } = await import('./pattern.ts')
  return found.flatMap(({ place, pattern, target }) => {
    const fault = patternFault(pattern)
    if (fault === undefined) return []
    const message = `The pattern ${JSON.stringify(pattern)} cannot be used: ${fault.reason}.`
    const hint = fault.isSyntax
      ? 'Correct it: patterns are regular expressions as in ECMAScript, with Unicode.'
      : undefined
    return [schemaDiagnostics.pattern({ ...place, target, message, hint })]
  })
}
