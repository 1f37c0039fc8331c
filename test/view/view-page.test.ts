import { describe, expect, it } from 'vitest'
import { viewDataOf } from '../../src/core/graph/view/view-data-of.ts'
import { pageHead, viewPage } from '../../src/core/graph/view/view-page.ts'
import { graphOf } from '../graph/graph-of.ts'
import { hostileFleet } from '../graph/hostile.ts'

const page = `${pageHead}\n<script type="application/json">"OSSA_GRAPH"</script><script>1</script>\n`
const hostile = await graphOf(hostileFleet())

function embedded(html: string): string {
  return /<script type="application\/json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
}

describe('a page with a graph', () => {
  it('holds the graph in text that cannot end its element or mislead a reader', () => {
    const data = viewDataOf(hostile, '</script><b>$&')
    const html = viewPage(page, data)
    expect(html.replace(embedded(html), '"OSSA_GRAPH"')).toBe(page)
    expect(embedded(html)).not.toMatch(/[<>&\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u)
    expect(JSON.parse(embedded(html))).toEqual(JSON.parse(JSON.stringify(data)))
  })

  it('is the same for the same graph, in whatever order its files are found', async () => {
    const turned = Object.fromEntries(Object.entries(hostileFleet()).reverse())
    const [first, second] = [hostile, await graphOf(turned)].map((graph) => viewPage(page, viewDataOf(graph, 'Fleet')))
    expect(second).toBe(first)
  })

  it('keeps all that the graph says', () => {
    const { nodes, edges, evidence, strings, nodeKinds, edgeKinds } = viewDataOf(hostile, 'Fleet')
    expect(nodes.id.map((id, index) => [id, nodes.name[index], nodeKinds[nodes.kind[index] ?? 0]])).toEqual(
      hostile.nodes.map(({ id, name, kind }) => [id, name, kind]),
    )
    const shown = edges.source.map(
      (source, index) => [source, edges.kind[index] ?? 0, edges.target[index] ?? 0] as const,
    )
    expect(shown.map(([source, kind, target]) => `${nodes.id[source]} ${edgeKinds[kind]} ${nodes.id[target]}`)).toEqual(
      hostile.edges.map(({ source, kind, target }) => `${source} ${kind} ${target}`),
    )
    expect(evidence.file.map((file, index) => [strings[file], strings[evidence.pointer[index] ?? 0]])).toEqual(
      hostile.edges.flatMap((edge) => edge.evidence.map(({ file, pointer }) => [file, pointer])),
    )
  })

  it('is refused where there is no place for a graph', () => {
    expect(() => viewPage('<html></html>', viewDataOf(hostile, ''))).toThrow('not the page')
  })
})
