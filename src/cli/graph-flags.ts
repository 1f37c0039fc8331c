import { Flags } from '@oclif/core'

/** `--no-cache`: nothing is remembered, and nothing that was is used. */
export const cacheFlag = Flags.boolean({
  description: 'Remember what files hold in .ossa/, so that only those that change are read again.',
  allowNo: true,
  default: true,
})

/** `--format`: how to show paths through the graph. */
export const wayFormatFlag = Flags.option({
  options: ['text', 'mermaid', 'json'] as const,
  description: 'How to print: text, mermaid (a flowchart), json.',
})({ default: 'text' })
