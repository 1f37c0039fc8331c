import { cacheFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { pluginsFlag } from '#cli/graph-flags.ts'

import { OssaCommand } from '#cli/ossa-command.ts'
import type { GraphStatsOutput } from '#core/contract'
import { describeNotes, describeStats, graphStats } from '#core/graph'

export default class Stats extends OssaCommand {
  static override summary = 'Count what is in the graph: nodes, edges by origin and kind, communities.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    "<%= config.bin %> <%= command.id %> --json | jq '.communities[].name'",
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = { 'allow-plugins': pluginsFlag, cache: cacheFlag, root: rootFlag }

  async run(): Promise<GraphStatsOutput> {
    const { argv, flags } = await this.parse(Stats)
    const request = {
      ...this.surroundings,
      ...flags,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
      paths: argv as string[],
    }
    const { output, ...notes } = await graphStats(request)
    for (const line of describeStats(output)) this.print(line)
    for (const line of describeNotes(notes)) this.tell(line)
    return output
  }
}
