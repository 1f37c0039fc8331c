import { Flags } from '@oclif/core'
import { cacheFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { expandFlag, hubCapFlag, pluginsFlag } from '#cli/graph-flags.ts'
import { interruptible } from '#cli/interrupt.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { GraphExportOutput } from '#core/contract'
import { type OssaError, usageError } from '#core/diagnostics'
import { describeExport, exportGraph, formatNames } from '#core/graph'

export default class Export extends OssaCommand {
  static override summary = 'Write the graph in a format of other tools.'
  static override description =
    'Prints it, or writes it to --output: a file, or a folder for the formats that have several (neo4j, csv). Files that OSSA did not make are not replaced. With --json the answer says what was written.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --format dot | dot -Tsvg -o graph.svg',
    '<%= config.bin %> <%= command.id %> --format gexf --output graph.gexf --expand',
    '<%= config.bin %> <%= command.id %> agents/ --format neo4j --output import/ --json',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    format: Flags.string({
      description: `One of: ${formatNames.join(', ')}.`,
      helpValue: 'NAME',
      required: true,
    }),
    output: Flags.string({
      char: 'o',
      description: 'File or folder to write to. Default: standard output.',
      helpValue: 'FILE|DIR',
    }),
    expand: expandFlag,
    'hub-cap': hubCapFlag,
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphExportOutput> {
    const { argv, flags } = await this.parse(Export)
    if (this.jsonEnabled() && flags.output === undefined) throw jsonNeedsOutput()
    const request = {
      ...this.surroundings,
      ...flags,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
      hubCap: flags['hub-cap'],
    }
    const graph = await exportGraph({ ...request, paths: argv as string[] })
    await this.printChunks(graph.text())
    await interruptible(graph.save)
    const { output, remarks } = graph.report()
    for (const line of describeExport(output)) this.print(line)
    for (const line of remarks) this.tell(line)
    return output
  }
}

function jsonNeedsOutput(): OssaError {
  return usageError(
    'graph/json-without-output',
    '--json tells what was written, and standard output cannot hold the graph as well.',
    'Name a file or folder with --output, or leave --json out: --format json prints the graph itself.',
  )
}
