import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

/** Mermaid itself, in a browser, since it works nowhere else. */
export interface Mermaid {
  /** What it finds in a flowchart. */
  read(text: string): Promise<{ type: string; labels: string[]; edges: string[][] }>
  /** Draws a flowchart; the labels as they can be read in it. */
  draw(text: string): Promise<(string | null)[]>
  close(): Promise<void>
}

export async function startMermaid(executablePath: string): Promise<Mermaid> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js') })
  return {
    async read(text) {
      const found = await page.evaluate(async (flowchart) => {
        const { mermaid } = globalThis as unknown as Globals
        mermaid.initialize({ startOnLoad: false, maxEdges: 1e6, maxTextSize: 1e9 })
        const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(flowchart)
        const labels = [...db.getVertices().values()].map((vertex) => vertex.text)
        return { type, labels, edges: db.getEdges().map((edge) => [edge.start, edge.text, edge.end]) }
      }, text)
      return { ...found, labels: found.labels.map(decoded) }
    },
    draw: (text) =>
      page.evaluate(async (flowchart) => {
        const { mermaid, document } = globalThis as unknown as Globals
        const { svg } = await mermaid.render('drawing', flowchart)
        document.body.innerHTML = svg
        return [...document.querySelectorAll('.nodeLabel')].map(({ textContent }) => textContent)
      }, text),
    close: () => browser.close(),
  }
}

// Mermaid keeps entities as these until it draws.
function decoded(label: string): string {
  return label.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

/** What there is in the page. */
interface Globals {
  readonly mermaid: {
    initialize(settings: object): void
    mermaidAPI: { getDiagramFromText(text: string): Promise<{ type: string; db: Flowchart }> }
    render(id: string, text: string): Promise<{ svg: string }>
  }
  readonly document: {
    body: { innerHTML: string }
    querySelectorAll(selector: string): Iterable<{ textContent: string | null }>
  }
}

interface Flowchart {
  getVertices(): Map<string, { text: string }>
  getEdges(): { start: string; text: string; end: string }[]
}
