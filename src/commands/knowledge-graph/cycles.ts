import { Flags } from '@oclif/core'
import { cacheFlag, rootFlag } from '#cli/flags.ts'
import { pluginsFlag } from '#cli/graph-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath, standardOutput } from '#cli/terminal.ts'
import type { GraphCyclesOutput } from '#core/contract'
import { describeCycles, describeNotes, graphCycles } from '#core/graph'

export default class Cycles extends OssaCommand {
  static override summary = 'Show where things depend on themselves in the end: a shortest circle for each knot.'
  static override description = 'Exits with 1 if there are any.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --kinds feeds,depends-on --json',
  ]
  static override flags = {
    kinds: Flags.string({
      description: 'Kinds of edges to follow. Default those without which something cannot work.',
      delimiter: ',',
      multiple: true,
      helpValue: 'LIST',
    }),
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphCyclesOutput> {
    const { flags } = await this.parse(Cycles)
    const { output, root, ...notes } = await graphCycles({
      ...this.surroundings,
      ...flags,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
    })
    const appearance = { style: standardOutput.style, displayPath: displayPath(root) }
    this.print(describeCycles(output, appearance).join('\n'))
    if (output.cycles.length > 0) this.fail()
    for (const line of describeNotes(notes)) this.tell(line)
    return output
  }
}
