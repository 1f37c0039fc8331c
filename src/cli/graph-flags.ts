import { Flags } from '@oclif/core'

/** `--format`: how to show paths through the graph. */
export const wayFormatFlag = Flags.option({
  options: ['text', 'mermaid', 'json'] as const,
  description: 'How to print: text, mermaid (a flowchart), json.',
})({ default: 'text' })

/** `--expand`: pairs of agents as edges. */
export const expandFlag = Flags.boolean({
  description: 'Also write an edge for each pair of agents that share something or work together.',
})

/** `--hub-cap N`: what so many share makes no pairs. */
export const hubCapFlag = Flags.integer({
  description: 'With --expand: leave out what joins more than N agents. Default: 100.',
  helpValue: 'N',
  min: 2,
  dependsOn: ['expand'],
})

/** `--allow-plugins`: run code that the workspace brings along. */
export const pluginsFlag = Flags.boolean({
  description: 'Load the plugins that ossa.yaml lists under graph. This runs their code.',
  default: false,
})
