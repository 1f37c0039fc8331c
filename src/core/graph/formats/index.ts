import type { GraphFormat } from '#core/contract'
import { listCandidates, usageError } from '#core/diagnostics'
import { csv } from './csv.ts'
import { cypher } from './cypher.ts'
import { cytoscape } from './cytoscape.ts'
import { dot } from './dot.ts'
import type { Format } from './format.ts'
import { gexf } from './gexf.ts'
import { graphml } from './graphml.ts'
import { json } from './json.ts'
import { jsonLd } from './json-ld.ts'
import { mermaid } from './mermaid.ts'
import { neo4j } from './neo4j.ts'
import { turtle } from './turtle.ts'

/** All formats that a graph can be written in. */
export const formats: readonly Format[] = [
  json,
  graphml,
  gexf,
  cytoscape,
  dot,
  mermaid,
  neo4j,
  cypher,
  turtle,
  jsonLd,
  csv,
]

/** The names of all formats. */
export const formatNames: readonly GraphFormat[] = formats.map(({ name }) => name)

/** What is written when nobody says which: what other tools of ours read, and no copies of it for nobody. */
export const defaultFormats: readonly GraphFormat[] = ['json']

/** The format of a name. Throws OssaError if there is none. */
export function findFormat(name: string): Format {
  const format = formats.find((each) => each.name === name)
  if (format !== undefined) return format
  const message = `There is no graph format ${JSON.stringify(name)}.`
  throw usageError('graph/unknown-format', message, listCandidates(name, formatNames, 'formats'))
}

/** The formats that a list such as `json,graphml` names, each once. Throws OssaError for a name that is none. */
export function parseFormats(list: string): GraphFormat[] {
  const named = new Set(list.split(',').map((name) => findFormat(name.trim())))
  return formats.filter((format) => named.has(format)).map(({ name }) => name)
}
