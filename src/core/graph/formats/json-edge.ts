import type { Evidence, GraphEdge } from '#core/contract'

/** Gives text in JSON. */
export type Quote = (text: string) => string

/** Edges as JSON.stringify writes them; texts that stand in many of them are made ready once. */
export function jsonEdge({ source, target, kind, origin, evidence, weight }: GraphEdge, quote: Quote): string {
  let said = ''
  for (const each of evidence) said += `${said === '' ? '' : ','}${jsonEvidence(each, quote)}`
  const ends = `"source":${quote(source)},"target":${quote(target)},"kind":${quote(kind)},"origin":${quote(origin)}`
  // Weights of derived edges come before their evidence.
  if (origin === 'derived') return `{${ends}${weightText(weight)},"evidence":[${said}]}`
  return `{${ends},"evidence":[${said}]${weightText(weight)}}`
}

function jsonEvidence({ file, document, pointer, line, rule, verb }: Evidence, quote: Quote): string {
  const shown = document === undefined ? '' : `,"document":${document}`
  const at = line === undefined ? '' : `,"line":${line}`
  const how = verb === undefined ? '' : `,"verb":${quote(verb)}`
  return `{"file":${quote(file)}${shown},"pointer":${quote(pointer)}${at},"rule":${quote(rule)}${how}}`
}

function weightText(weight: number | undefined): string {
  return weight === undefined ? '' : `,"weight":${weight}`
}
