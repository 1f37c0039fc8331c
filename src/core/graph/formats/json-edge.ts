import type { Evidence, GraphEdge } from '#core/contract'
import { sameAsLast } from './remembered-text.ts'

/** Gives text in JSON. */
export type Quote = (text: string) => string

/** Writes edges as JSON.stringify does. What is the same in edges that follow one another, or in very many, is made once. */
export function jsonEdges(quote: Quote): (edge: GraphEdge) => string {
  const sourceText = sameAsLast((source: string) => `{"source":${quote(source)},"target":`)
  const fileText = sameAsLast((file: string) => `{"file":${quote(file)}`)
  const said = (evidence: Evidence) => fileText(evidence.file) + evidenceText(evidence, quote)
  return ({ source, target, kind, origin, evidence, weight }) => {
    let all = ''
    for (let place = 0; place < evidence.length; place += 1)
      all += (place === 0 ? '' : ',') + said(evidence[place] as Evidence)
    const ends = `${sourceText(source)}${quote(target)},"kind":${quote(kind)},"origin":"${origin}"`
    const share = weight === undefined ? '' : `,"weight":${weight}`
    // Edges that are derived were made with their weight first.
    return origin === 'derived' ? `${ends}${share},"evidence":[${all}]}` : `${ends},"evidence":[${all}]${share}}`
  }
}

function evidenceText({ document, pointer, line, rule, verb }: Evidence, quote: Quote): string {
  const shown = document === undefined ? '' : `,"document":${document}`
  const at = line === undefined ? '' : `,"line":${line}`
  const how = verb === undefined ? '' : `,"verb":${quote(verb)}`
  return `${shown},"pointer":${quote(pointer)}${at},"rule":${quote(rule)}${how}}`
}
