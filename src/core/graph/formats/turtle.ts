import type { Community, Evidence, GraphEdge, GraphNode } from '#core/contract'
import { evidenceAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { lines } from './lines.ts'
import { visible } from './visible.ts'
import {
  classOf,
  communityIri,
  datatypes,
  edgeIri,
  nodeIri,
  plainAttributes,
  relationOf,
  relations,
  vocabulary,
} from './vocabulary.ts'

/** RDF 1.1 Turtle (https://www.w3.org/TR/turtle). */
export const turtle: Format = {
  name: 'turtle',
  summary: 'RDF as Turtle, for triple stores; all evidence.',
  files: [
    {
      path: 'graph.ttl',
      head: '# Made by ossa.',
      *write({ communities, nodes, edges }) {
        yield `\n@prefix ossa: <${vocabulary}> .\n@prefix rel: <${relations}> .\n@prefix xsd: <${datatypes}> .\n`
        yield lines(communities, communityText)
        yield lines(nodes, nodeText)
        yield lines(edges, edgeText)
      },
    },
  ],
}

function communityText({ id, name, agents }: Community): string {
  return `<${communityIri(id)}> a ossa:Community ; ossa:name ${quoted(name)} ; ossa:agents ${agents} .\n`
}

function nodeText(node: GraphNode): string {
  const { labels = {}, tags = [], community } = node
  const said = plainAttributes.flatMap(({ name, read }) => property(name, read(node)))
  for (const [key, value] of Object.entries(labels))
    said.push(`ossa:label [ ossa:key ${quoted(key)} ; ossa:value ${quoted(value)} ]`)
  for (const tag of tags) said.push(`ossa:tag ${quoted(tag)}`)
  if (community !== undefined) said.push(`ossa:community <${communityIri(community)}>`)
  return `<${nodeIri(node)}> a ossa:${classOf(node.kind)} ; ${said.join(' ; ')} .\n`
}

function edgeText(edge: GraphEdge): string {
  const { source, target, kind, origin, weight = 1, evidence } = edge
  const from = nodeIri({ id: source })
  const to = nodeIri({ id: target })
  return [
    `<${from}> ${relation(kind)} <${to}> .\n`,
    `<${edgeIri(edge)}> a ossa:Edge ; ossa:source <${from}> ; ossa:target <${to}> ; ossa:kind ${quoted(kind)}`,
    ` ; ossa:origin ${quoted(origin)} ; ossa:weight "${weight}"^^xsd:decimal`,
    ` ; ossa:evidence ${evidence.map(evidenceText).join(' , ')} .\n`,
  ].join('')
}

function evidenceText(evidence: Evidence): string {
  return `[ ${evidenceAttributes.flatMap(({ name, read }) => property(name, read(evidence))).join(' ; ')} ]`
}

function property(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`ossa:${name} ${typeof value === 'number' ? value : quoted(value)}`]
}

function relation(kind: string): string {
  return /^[a-z][a-z0-9-]*$/.test(kind) ? `rel:${kind}` : `<${relations}${relationOf(kind)}>`
}

// No control characters are left, and of all others a string may not hold only these two as they are.
function quoted(text: string): string {
  return `"${visible(text).replace(/["\\]/g, '\\$&')}"`
}
