import type { GraphFormat } from '#core/contract'
import { listCandidates, usageError } from '#core/diagnostics'
import { cytoscape } from './cytoscape.ts'
import type { Format } from './format.ts'
import { graphml } from './graphml.ts'
import { json } from './json.ts'

/** All formats that a graph can be written in. */
export const formats: readonly Format[] = [json, graphml, cytoscape]

/** The formats that a list such as `json,graphml` names. Throws OssaError for a name that is none. */
export function parseFormats(list: string): GraphFormat[] {
  const names = list.split(',').map((name) => name.trim())
  const known = formats.map(({ name }) => name)
  const wrong = names.find((name) => !known.some((each) => each === name))
  if (wrong === undefined) return known.filter((name) => names.includes(name))
  const message = `There is no graph format ${JSON.stringify(wrong)}.`
  throw usageError('graph/unknown-format', message, listCandidates(wrong, known, 'formats'))
}
