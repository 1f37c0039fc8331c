import { Flags } from '@oclif/core'
import { runsFlags, textArg } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import type { WorkflowsOutput } from '#core/contract'
import { tabulateVersions, toWorkflowsOutput } from '#core/orchestrator'

export default class List extends RunsCommand {
  static override summary = 'List the versions of workflows that were run or published here.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> invoice-pipeline --status published --json',
  ]
  static override args = { name: textArg({ description: 'Only this workflow.' }) }
  static override flags = {
    status: Flags.option({ options: ['draft', 'published', 'deprecated'] as const, multiple: true })({
      description: 'Only those that stand so.',
    }),
    ...runsFlags,
  }

  async run(): Promise<WorkflowsOutput> {
    const { args, flags } = await this.parse(List)
    const filter = { name: args.name, status: flags.status }
    const versions = await this.withRuns({ ...flags, access: 'read' }, (runs) => runs.versions.list(filter))
    const output = toWorkflowsOutput(versions)
    this.print(versions.length === 0 ? 'There are no workflows.' : formatTable(tabulateVersions(output)))
    return output
  }
}
