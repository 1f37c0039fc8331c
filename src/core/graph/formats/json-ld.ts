import type { Community, Evidence, GraphEdge, GraphNode } from '#core/contract'
import { evidenceAttributes } from './attributes.ts'
import type { Format, GraphContent } from './format.ts'
import { jsonLines } from './lines.ts'
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

const reference = { '@type': '@id' }

const context = {
  '@vocab': vocabulary,
  '@version': 1.1,
  rel: relations,
  source: reference,
  target: reference,
  community: reference,
  weight: { '@type': `${datatypes}decimal` },
}

const contextHead = `{"@context":{"@vocab":"${vocabulary}",`

/** JSON-LD 1.1 (https://www.w3.org/TR/json-ld11): the same triples as in Turtle. */
export const jsonLd: Format = {
  name: 'json-ld',
  summary: 'RDF as JSON-LD 1.1, for triple stores and the web; all evidence.',
  files: [
    {
      path: 'graph.jsonld',
      head: contextHead,
      *write(content) {
        yield `${JSON.stringify(context).slice(contextHead.length - '{"@context":'.length)},\n"@graph":`
        yield jsonLines(items(content))
        yield '}\n'
      },
    },
  ],
}

function* items({ communities, nodes, edges }: GraphContent): Generator<object> {
  for (const community of communities) yield communityItem(community)
  for (const node of nodes) yield nodeItem(node)
  for (const edge of edges) {
    const { kind, source, target } = edge
    yield { '@id': nodeIri({ id: source }), [`rel:${relationOf(kind)}`]: { '@id': nodeIri({ id: target }) } }
    yield edgeItem(edge)
  }
}

function communityItem({ id, name, agents }: Community): object {
  return { '@id': communityIri(id), '@type': 'Community', name: visible(name), agents }
}

function nodeItem(node: GraphNode): object {
  const { kind, labels, tags, community } = node
  return {
    '@id': nodeIri(node),
    '@type': classOf(kind),
    ...Object.fromEntries(plainAttributes.map(({ name, read }) => [name, plainValue(read(node))])),
    label: labels && Object.entries(labels).map(([key, value]) => ({ key: visible(key), value: visible(value) })),
    tag: tags?.map(visible),
    community: community === undefined ? undefined : communityIri(community),
  }
}

function edgeItem(edge: GraphEdge): object {
  const { source, target, kind, origin, weight = 1, evidence } = edge
  return {
    '@id': edgeIri(edge),
    '@type': 'Edge',
    source: nodeIri({ id: source }),
    target: nodeIri({ id: target }),
    kind,
    origin,
    weight: String(weight),
    evidence: evidence.map(evidenceItem),
  }
}

function evidenceItem(evidence: Evidence): object {
  return Object.fromEntries(evidenceAttributes.map(({ name, read }) => [name, plainValue(read(evidence))]))
}

function plainValue(value: string | number | undefined): string | number | undefined {
  return typeof value === 'string' ? visible(value) : value
}
