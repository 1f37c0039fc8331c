import { Flags } from '@oclif/core'

/** `--format`: how to show paths through the graph. */
export const wayFormatFlag = Flags.option({
  options: ['text', 'mermaid', 'json'] as const,
  description: 'How to print: text, mermaid (a flowchart), json.',
})({ default: 'text' })
