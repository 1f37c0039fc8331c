import { Flags } from '@oclif/core'
import { cacheFlag, rootFlag, textArg } from '#cli/flags.ts'
import { pluginsFlag, wayFormatFlag } from '#cli/graph-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath, standardOutput } from '#cli/terminal.ts'
import type { GraphImpactOutput } from '#core/contract'
import { describeImpact, describeNotes, drawImpact, impactOf } from '#core/graph'

export default class Impact extends OssaCommand {
  static override summary = 'Show what may break if something changes, by distance, with the way that leads there.'
  static override description =
    'Whatever refers to something depends on it: an agent on what it calls and uses, a task on its agent, a workflow on its tasks, and an agent that is fed on the one that feeds it.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> invoice-clerk',
    "<%= config.bin %> <%= command.id %> 'operation:getInvoice' --format mermaid",
    '<%= config.bin %> <%= command.id %> --changed git#main --json | jq -r .reached[].node.id',
  ]
  static override args = { target: textArg({ description: 'A name, or a selector.' }) }
  static override flags = {
    changed: Flags.string({
      description: 'What has changed since the branch left this one, instead of TARGET.',
      helpValue: 'git#REF',
    }),
    depth: Flags.integer({ description: 'How many edges away at most.', min: 1, helpValue: 'N' }),
    format: wayFormatFlag,
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphImpactOutput> {
    const { args, flags } = await this.parse(Impact)
    const { output, root, ...notes } = await impactOf({
      ...this.surroundings,
      ...flags,
      ...args,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
    })
    const appearance = { style: standardOutput.style, displayPath: displayPath(root) }
    const lines = flags.format === 'mermaid' ? drawImpact(output) : describeImpact(output, appearance)
    this.print(lines.join('\n'))
    for (const line of describeNotes(notes)) this.tell(line)
    return output
  }
}
