import { styleText } from 'node:util'
import type { GraphBuildOutput, RunWorkflowOutput } from '#core/contract'

let section = 0

/** Begins a section, with the command line that it is about. */
export function heading(title: string, command?: string): void {
  section += 1
  console.log(`\n${styleText('bold', `${section}  ${title}`)}`)
  if (command !== undefined) console.log(styleText('dim', `   $ ${command}`))
}

/** Lines of the current section. */
export function say(...lines: readonly string[]): void {
  for (const line of lines.flatMap((each) => each.split('\n'))) console.log(line === '' ? '' : `   ${line}`)
}

/** The figures of a graph. */
export function describeGraph({ agents, nodes, edges, communities, files }: GraphBuildOutput): string[] {
  const { declared, inferred, derived } = edges
  return [
    `${agents} agents and what they refer to are ${nodes} nodes in ${communities} communities.`,
    `${declared} edges are declared, ${inferred} inferred, ${derived} derived.`,
    ...files.map((file) => `Written: ${file}`),
  ]
}

/** What became of a run: its output in a few words, and its tasks in the order in which they started. */
export function describeRun({ output, tasks, durationMs }: RunWorkflowOutput): string[] {
  // Times of one form sort as text; what never started comes last.
  const entries = Object.entries(tasks).sort(([, a], [, b]) => ((a.startedAt ?? '~') < (b.startedAt ?? '~') ? -1 : 1))
  const width = Math.max(...entries.map(([id]) => id.length))
  const { summary } = output as { summary: string }
  return [
    `${summary} It took ${durationMs} ms.`,
    ...entries.map(([id, { status, attempts }]) => {
      const retried = attempts > 1 ? `, at attempt ${attempts}` : ''
      return `  ${id.padEnd(width)}  ${status}${retried}`
    }),
  ]
}
