"""Reads the files of a graph with programs that others wrote and compares each with graph.json, attribute by attribute.

Prints, for each reader, how many nodes and edges it found and the first differences.
"""
import csv
import json
import re
import sys
import warnings

import igraph
import networkx
import rdflib

warnings.simplefilter('ignore')
csv.field_size_limit(1 << 30)
folder = sys.argv[1]
document = json.load(open(folder + '/graph.json', encoding='utf-8'))
OSSA = 'urn:ossa:graph:'


def visible(text):
    """What formats that cannot hold every character make of a text."""
    hidden = re.compile('[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]')
    return hidden.sub(lambda found: '\\u{%x}' % ord(found.group()), text)


def plain(attributes):
    return {name: visible(value) if isinstance(value, str) else value for name, value in attributes.items() if value is not None}


def flat_node(node):
    labels = ', '.join(f'{key}={value}' for key, value in node.get('labels', {}).items())
    flat = {**node, 'labels': labels or None, 'tags': ', '.join(node.get('tags', [])) or None}
    del flat['id']
    return plain(flat)


def flat_edge(edge):
    first = edge['evidence'][0]
    own = {'kind': edge['kind'], 'origin': edge['origin'], 'weight': float(edge.get('weight', 1)), 'mentions': len(edge['evidence'])}
    return plain({**own, **{name: first.get(name) for name in ('rule', 'file', 'document', 'pointer', 'line')}})


nodes = {node['id']: flat_node(node) for node in document['nodes']}
edges = {(edge['source'], edge['target'], edge['kind']): flat_edge(edge) for edge in document['edges']}
assert len(nodes) == len(document['nodes']) and len(edges) == len(document['edges'])
found = {}


def compare(reader, read_nodes, read_edges):
    read_nodes, read_edges = list(read_nodes), list(read_edges)
    differences = []
    for expected, read in ((nodes, read_nodes), (edges, read_edges)):
        for key, attributes in read:
            if expected.get(key) != attributes:
                differences.append([str(key)[:200], str(expected.get(key))[:500], str(attributes)[:500]])
        if len({key for key, _ in read}) != len(expected):
            differences.append(['distinct', len(expected), len({key for key, _ in read})])
    found[reader] = {'nodes': len(read_nodes), 'edges': len(read_edges), 'differences': differences[:3]}


def without(attributes, *names):
    return {name: value for name, value in attributes.items() if name not in names}


def numbered(attributes):
    """Readers of text that has no types."""
    numbers = {'community': int, 'document': int, 'line': int, 'mentions': int, 'weight': float}
    return {name: numbers.get(name, str)(value) for name, value in attributes.items()}


graphml = networkx.read_graphml(folder + '/graph.graphml')
assert graphml.is_directed()
# networkx leaves out texts that are empty.
compare(
    'graphml in networkx',
    ((key, {**{name: '' for name, value in nodes[key].items() if value == ''}, **d}) for key, d in graphml.nodes(data=True)),
    (
        (key, {**{name: '' for name, value in edges[key].items() if value == ''}, **d})
        for s, t, d in graphml.edges(data=True)
        for key in [(s, t, d['kind'])]
    ),
)

# igraph knows no absent values: numbers are NaN, texts are empty.
other = igraph.Graph.Read_GraphML(folder + '/graph.graphml')
assert other.is_directed()


def from_igraph(expected, attributes):
    present = {name: value for name, value in attributes.items() if name in expected or not (value == '' or value != value)}
    return {name: int(value) if isinstance(value, float) and name != 'weight' else value for name, value in present.items()}


ids = other.vs['id'] if other.vcount() else []
compare(
    'graphml in igraph',
    ((v['id'], from_igraph(nodes.get(v['id'], {}), without(v.attributes(), 'id'))) for v in other.vs),
    (
        ((ids[e.source], ids[e.target], e['kind']), from_igraph(edges.get((ids[e.source], ids[e.target], e['kind']), {}), without(e.attributes(), 'id')))
        for e in other.es
    ),
)

gexf = networkx.read_gexf(folder + '/graph.gexf', version='1.2draft')
assert gexf.is_directed()
compare(
    'gexf in networkx',
    ((key, without(attributes, 'label')) for key, attributes in gexf.nodes(data=True)),
    (((s, t, d['kind']), without(d, 'id')) for s, t, d in gexf.edges(data=True)),
)

cytoscape = networkx.cytoscape_graph(json.load(open(folder + '/graph.cytoscape.json', encoding='utf-8')))
assert cytoscape.is_directed()
compare(
    'cytoscape in networkx',
    ((key, flat_node({'id': key, **without(d, 'id', 'value')})) for key, d in cytoscape.nodes(data=True)),
    (((s, t, k), plain({**without(d, 'id', 'source', 'target', 'key'), 'weight': float(d['weight'])})) for s, t, k, d in cytoscape.edges(keys=True, data=True)),
)


def rows(file):
    # Line ends are RFC 4180's in CSV and Unix's for Neo4j; no field has one.
    return list(csv.DictReader(open(f'{folder}/{file}', encoding='utf-8', newline=''), strict=True))


def from_csv(expected, row):
    present = {name: value for name, value in row.items() if value != '' or expected.get(name) == ''}
    return numbered(present)


def unguarded(expected, attributes):
    """Texts that a spreadsheet would take for a formula have an apostrophe before them."""
    guarded = re.compile("'[=+\\-@\uff1d\uff0b\uff0d\uff20]")
    return {
        name: value[1:] if isinstance(value, str) and guarded.match(value) and value[1:] == expected.get(name) else value
        for name, value in attributes.items()
    }


compare(
    'csv in python',
    ((row['id'], unguarded(nodes[row['id']], from_csv(nodes[row['id']], without(row, 'id')))) for row in rows('nodes.csv')),
    (
        (key, unguarded(edges[key], from_csv(edges[key], without(row, 'source', 'target'))))
        for row in rows('edges.csv')
        for key in [(row['source'], row['target'], row['kind'])]
    ),
)

# As neo4j-admin names things: `name:type`, and columns of its own.
neo4j_nodes = [{name.split(':')[0] or name: value for name, value in row.items()} for row in rows('neo4j-nodes.csv')]
neo4j_edges = [{name.split(':')[0] or name: value for name, value in row.items()} for row in rows('neo4j-relationships.csv')]
assert {row[':START_ID'] for row in neo4j_edges} | {row[':END_ID'] for row in neo4j_edges} <= {row['id'] for row in neo4j_nodes}
assert all(re.fullmatch('OssaNode;[A-Z][A-Za-z]*', row[':LABEL']) for row in neo4j_nodes)
assert all(re.fullmatch('[A-Z]+(_[A-Z]+)*', row[':TYPE']) for row in neo4j_edges)
compare(
    'neo4j csv in python',
    ((row['id'], from_csv(nodes[row['id']], without(row, 'id', ':LABEL'))) for row in neo4j_nodes),
    (
        (key, from_csv(edges[key], without(row, ':START_ID', ':END_ID', ':TYPE')))
        for row in neo4j_edges
        for key in [(row[':START_ID'], row[':END_ID'], row['kind'])]
    ),
)

turtle = rdflib.Graph().parse(folder + '/graph.ttl', format='turtle')
json_ld = rdflib.Graph().parse(folder + '/graph.jsonld', format='json-ld')


def rdf(reader, graph):
    from urllib.parse import unquote

    def id_of(iri):
        return unquote(str(iri).removeprefix('urn:ossa:node:'))

    def said(subject):
        return {str(p).removeprefix(OSSA): o.toPython() for p, o in graph.predicate_objects(subject) if str(p).startswith(OSSA) and isinstance(o, rdflib.Literal)}

    def node_of(subject):
        labels = {said(each)['key']: said(each)['value'] for each in graph.objects(subject, rdflib.URIRef(OSSA + 'label'))}
        tags = {str(each) for each in graph.objects(subject, rdflib.URIRef(OSSA + 'tag'))}
        community = graph.value(subject, rdflib.URIRef(OSSA + 'community'))
        plain_ones = without(said(subject), 'tag')
        expected = nodes.get(id_of(subject), {})
        same = ', '.join(sorted(f'{k}={v}' for k, v in labels.items())) == ', '.join(sorted(expected.get('labels', '').split(', ')))
        return {
            **plain_ones,
            **({'labels': expected['labels']} if labels and same else {'labels': labels} if labels else {}),
            **({'tags': expected['tags']} if tags and tags == set(expected.get('tags', '').split(', ')) else {'tags': tags} if tags else {}),
            **({} if community is None else {'community': int(str(community).removeprefix('urn:ossa:community:'))}),
        }

    def edge_of(subject):
        key = tuple(id_of(graph.value(subject, rdflib.URIRef(OSSA + end))) for end in ('source', 'target'))
        kind = str(graph.value(subject, rdflib.URIRef(OSSA + 'kind')))
        assert (rdflib.URIRef(str(graph.value(subject, rdflib.URIRef(OSSA + 'source')))), rdflib.URIRef('urn:ossa:relation:' + kind), graph.value(subject, rdflib.URIRef(OSSA + 'target'))) in graph
        evidence = [said(each) for each in graph.objects(subject, rdflib.URIRef(OSSA + 'evidence'))]
        expected = edges.get((*key, kind), {})
        first = next((each for each in evidence if all(expected.get(name) == value for name, value in each.items())), {})
        own = said(subject)
        return (*key, kind), {**own, 'weight': float(own['weight']), 'mentions': len(evidence), **first}

    subjects = {s for s in graph.subjects(rdflib.RDF.type) if str(s).startswith('urn:ossa:node:')}
    compare(
        reader,
        ((id_of(subject), node_of(subject)) for subject in subjects),
        (edge_of(subject) for subject in graph.subjects(rdflib.RDF.type, rdflib.URIRef(OSSA + 'Edge'))),
    )


rdf('turtle in rdflib', turtle)
rdf('json-ld in rdflib', json_ld)


def triples(graph):
    """With what is said of a blank node in its place; here none leads to another."""

    def named(term):
        return term if not isinstance(term, rdflib.BNode) else frozenset(graph.predicate_objects(term))

    return {(named(s), p, named(o)) for s, p, o in graph}


assert triples(turtle) == triples(json_ld)
print(json.dumps(found))
