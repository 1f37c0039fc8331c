import { Flags } from '@oclif/core'
import { cacheFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { expandFlag, hubCapFlag } from '#cli/graph-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { GraphBuildOutput } from '#core/contract'
import {
  buildGraph,
  describeBuild,
  describeExpansion,
  describeNotes,
  formatNames,
  parseFormats,
  usualFormats,
} from '#core/graph'

export default class Build extends OssaCommand {
  static override summary = 'Make the graph of agents, workflows and all that they refer to.'
  static override description =
    'Each edge says whether it is declared or inferred, and where: file, pointer, line and rule. What cannot be read is left out, and said.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> agents/ --output docs/graph --format json,graphml',
    '<%= config.bin %> <%= command.id %> --json | jq .edges.byKind',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    output: Flags.string({
      char: 'o',
      description: 'Folder for the files. Default: graph.output of ossa.yaml, else .ossa/graph.',
      helpValue: 'DIR',
    }),
    format: Flags.string({
      description: `Formats to write: ${formatNames.join(', ')}. Default: graph.formats of ossa.yaml, else ${usualFormats.join(', ')}.`,
      helpValue: 'LIST',
    }),
    expand: expandFlag,
    'hub-cap': hubCapFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphBuildOutput> {
    const { argv, flags } = await this.parse(Build)
    const formats = flags.format === undefined ? undefined : parseFormats(flags.format)
    const request = { ...this.surroundings, ...flags, root: flags.root, hubCap: flags['hub-cap'] }
    const { output, communities, ...notes } = await buildGraph({ ...request, paths: argv as string[], formats })
    for (const line of describeBuild(output, communities)) this.print(line)
    for (const line of [...describeNotes(notes), ...describeExpansion(output.expansion)]) this.tell(line)
    return output
  }
}
