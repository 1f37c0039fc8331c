import { Flags } from '@oclif/core'
import { cacheFlag, rootFlag, textArg } from '#cli/flags.ts'
import { pluginsFlag, wayFormatFlag } from '#cli/graph-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath, standardOutput } from '#cli/terminal.ts'
import type { GraphWhyOutput } from '#core/contract'
import { describeNotes, describeWhy, drawWhy, whyRelated } from '#core/graph'

export default class Why extends OssaCommand {
  static override summary = 'Show how two things are related: the strongest paths between them, with evidence.'
  static override description =
    'Edges are followed in either direction. An edge to what many agents share counts for little. Exits with 1 if nothing leads from one to the other.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> invoice-clerk fraud-judge',
    "<%= config.bin %> <%= command.id %> invoice-clerk 'owner:risk' --paths 5",
    '<%= config.bin %> <%= command.id %> invoice-clerk fraud-judge --format mermaid',
  ]
  static override args = {
    from: textArg({ description: 'A name, or a selector.', required: true }),
    to: textArg({ description: 'Another one.', required: true }),
  }
  static override flags = {
    paths: Flags.integer({
      description: 'How many paths to show at most.',
      default: 3,
      min: 1,
      max: 100,
      helpValue: 'N',
    }),
    format: wayFormatFlag,
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphWhyOutput> {
    const { args, flags } = await this.parse(Why)
    const request = {
      ...this.surroundings,
      ...flags,
      ...args,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
      most: flags.paths,
    }
    const { output, root, ...notes } = await whyRelated(request)
    const appearance = { style: standardOutput.style, displayPath: displayPath(root) }
    const lines = flags.format === 'mermaid' ? drawWhy(output) : describeWhy(output, appearance)
    this.print(lines.join('\n'))
    if (output.paths.length === 0) this.fail()
    for (const line of describeNotes(notes)) this.tell(line)
    return output
  }
}
