import { Flags } from '@oclif/core'
import { pathArg, rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import { displayPath } from '#cli/terminal.ts'
import { listManifests, tabulateManifests } from '#core/compiler'
import type { SpecListOutput } from '#core/contract'
import { plural } from '#core/diagnostics'
import { agentTypes } from '#core/manifest'

export default class List extends OssaCommand {
  static override summary = 'List agents, workflows and MCP servers, and where they are.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> agents/ --type judge',
    "<%= config.bin %> <%= command.id %> --kind Workflow --json | jq -r '.manifests[].name'",
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    kind: Flags.option({
      options: ['Agent', 'Workflow', 'Server'] as const,
      description: 'Only manifests of this kind.',
    })(),
    type: Flags.option({ options: agentTypes, description: 'Only agents of this type.' })(),
    root: rootFlag,
  }

  async run(): Promise<SpecListOutput> {
    const { argv, flags } = await this.parse(List)
    const request = { ...this.surroundings, ...flags, root: flags.root, paths: argv as string[] }
    const { output, root, faultyFiles } = listManifests(request)
    const table = tabulateManifests(output, displayPath(root))
    this.print(table.length > 1 ? formatTable(table) : 'There are no such manifests.')
    if (faultyFiles > 0) this.tell(`${plural(faultyFiles, 'file')} could not be read in full. See: ossa spec validate`)
    return output
  }
}
