import { Flags } from '@oclif/core'
import { cacheFlag, rootFlag, textArg } from '#cli/flags.ts'
import { pluginsFlag } from '#cli/graph-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import { displayPath } from '#cli/terminal.ts'
import type { GraphQueryOutput } from '#core/contract'
import { describeNotes, describeSelectors, describeUnmatched, queryGraph, tabulateNodes } from '#core/graph'

export default class Query extends OssaCommand {
  static override summary = 'List the nodes of the graph that a selector selects.'
  static override description = describeSelectors()
  static override examples = [
    '<%= config.bin %> <%= command.id %> domain:billing,type:worker',
    "<%= config.bin %> <%= command.id %> '*-judge' owner:risk --exclude label:state=retired",
    '<%= config.bin %> <%= command.id %> changed:git#main+ --json',
    "<%= config.bin %> <%= command.id %> 'clerk[dependsOn]+2'",
  ]
  static override strict = false
  static override args = { selector: textArg({ description: 'What to select.', required: true }) }
  static override flags = {
    exclude: Flags.string({ description: 'A selector of what is left out.', helpValue: 'SELECTOR' }),
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphQueryOutput> {
    const { argv, flags } = await this.parse(Query)
    const request = {
      ...this.surroundings,
      ...flags,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
      select: argv.join(' '),
    }
    const { output, root, ...notes } = await queryGraph(request)
    this.print(
      output.nodes.length > 0 ? formatTable(tabulateNodes(output.nodes, displayPath(root))) : 'Nothing is selected.',
    )
    for (const line of [...describeUnmatched(output.unmatched), ...describeNotes(notes)]) this.tell(line)
    return output
  }
}
