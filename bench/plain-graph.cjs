// What the least that one would write by hand takes: every manifest parsed, agents and what they name put into graphology. No
// checks, evidence, cache, communities or files.
const { readdirSync, readFileSync } = require('node:fs')
const { MultiDirectedGraph } = require('graphology')
const { loadAll } = require('js-yaml')

const graph = new MultiDirectedGraph()
const join = (agent, kind, names = []) => {
  for (const name of names) {
    graph.mergeNode(`${kind}:${name}`)
    graph.addEdge(agent, `${kind}:${name}`, { kind })
  }
}
for (const file of readdirSync('.', { recursive: true }).filter((name) => name.endsWith('.yaml')))
  for (const { metadata, spec } of loadAll(readFileSync(file, 'utf8'))) {
    const agent = `agent:${metadata.name}`
    graph.mergeNode(agent, metadata)
    join(agent, 'domain', spec.domains)
    join(agent, 'protocol', spec.protocols)
    join(
      agent,
      'capability',
      spec.capabilities?.map(({ name }) => name),
    )
    join(
      agent,
      'tool',
      spec.tools?.map(({ name }) => name),
    )
    join(
      agent,
      'agent',
      spec.dependsOn?.map((other) => other.agent),
    )
  }
console.log(graph.order, graph.size)
