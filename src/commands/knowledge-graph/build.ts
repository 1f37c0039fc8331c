import path from 'node:path'
import { Flags } from '@oclif/core'
import { cacheFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { expandFlag, hubCapFlag, pluginsFlag } from '#cli/graph-flags.ts'
import { stopInlining } from '#cli/inlining.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { repeatOnChange } from '#cli/watch.ts'
import { watchedFolders } from '#core/compiler'
import type { GraphBuildOutput } from '#core/contract'
import {
  type BuildRequest,
  buildGraph,
  defaultFormats,
  describeBuild,
  describeExpansion,
  describeNotes,
  formatNames,
  parseFormats,
} from '#core/graph'

export default class Build extends OssaCommand {
  static override summary = 'Make the graph of agents, workflows and all that they refer to.'
  static override description =
    'Each edge says whether it is declared or inferred, and where: file, pointer, line and rule. What cannot be read is left out, and said.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> agents/ --output docs/graph --format json,graphml',
    '<%= config.bin %> <%= command.id %> --json | jq .edges.byKind',
    '<%= config.bin %> <%= command.id %> --metrics-file /var/lib/node_exporter/agent-graph.prom',
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
      description: `Formats to write: ${formatNames.join(', ')}. Default: graph.formats of ossa.yaml, else ${defaultFormats.join(', ')}.`,
      helpValue: 'LIST',
    }),
    expand: expandFlag,
    'hub-cap': hubCapFlag,
    'metrics-file': Flags.string({
      description: 'Also write sizes and duration for the textfile collector of Prometheus.',
      helpValue: 'FILE',
    }),
    watch: Flags.boolean({
      description: 'Make it again whenever something is saved, until Ctrl-C. Only as text.',
      exclusive: ['json'],
    }),
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphBuildOutput | undefined> {
    const { argv, flags } = await this.parse(Build)
    const request: BuildRequest = {
      ...this.surroundings,
      ...flags,
      root: flags.root,
      paths: argv as string[],
      formats: flags.format === undefined ? undefined : parseFormats(flags.format),
      hubCap: flags['hub-cap'],
      metricsFile: flags['metrics-file'],
      allowPlugins: flags['allow-plugins'],
      // Pairs that follow may be a million.
      expectMuch: flags.expand || flags.watch ? undefined : stopInlining,
    }
    if (!flags.watch) return this.build(request)
    const written = new Set<string>()
    const watched = { folders: () => watchedFolders(request), isWritten: (file: string) => written.has(file) }
    await repeatOnChange(watched, async () => {
      const { files, removed } = await this.build(request)
      for (const file of [...files, ...removed, ...(request.metricsFile === undefined ? [] : [request.metricsFile])]) {
        const place = path.resolve(request.cwd, file)
        // The folder may have been made, too.
        written.add(place).add(path.dirname(place))
      }
    })
    return undefined
  }

  private async build(request: BuildRequest): Promise<GraphBuildOutput> {
    const { output, communities, ...notes } = await buildGraph(request)
    for (const line of describeBuild(output, communities)) this.print(line)
    for (const line of [...describeNotes(notes), ...describeExpansion(output.expansion)]) this.tell(line)
    return output
  }
}
