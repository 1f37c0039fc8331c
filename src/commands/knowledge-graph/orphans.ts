import { Flags } from '@oclif/core'
import { cacheFlag, rootFlag } from '#cli/flags.ts'
import { pluginsFlag } from '#cli/graph-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import { displayPath } from '#cli/terminal.ts'
import type { GraphOrphansOutput } from '#core/contract'
import { describeNoOrphans, describeNotes, graphOrphans, tabulateNodes } from '#core/graph'

export default class Orphans extends OssaCommand {
  static override summary = 'List agents and workflows that have nothing to do with any other.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --ignore derived',
    '<%= config.bin %> <%= command.id %> --ignore shares-protocol,shares-domain --json',
  ]
  static override flags = {
    ignore: Flags.string({
      description: 'Kinds of edges that do not count, or all of an origin: declared, inferred, derived.',
      delimiter: ',',
      multiple: true,
      default: [],
      helpValue: 'LIST',
    }),
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphOrphansOutput> {
    const { flags } = await this.parse(Orphans)
    const { output, root, ...notes } = await graphOrphans({
      ...this.surroundings,
      ...flags,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
    })
    const table = tabulateNodes(output.nodes, displayPath(root))
    this.print(output.nodes.length > 0 ? formatTable(table) : describeNoOrphans(output))
    for (const line of describeNotes(notes)) this.tell(line)
    return output
  }
}
