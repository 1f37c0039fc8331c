import { runsFlags, textArg } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import type { WorkflowsOutput } from '#core/contract'
import { tabulateVersions, toWorkflowsOutput } from '#core/orchestrator'

export default class Deprecate extends RunsCommand {
  static override summary = 'Say that a published workflow should not be run any more.'
  static override description = 'It can be run all the same, with a warning. It is not published again.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> invoice-pipeline@1.0.0',
    '<%= config.bin %> <%= command.id %> invoice-pipeline',
  ]
  static override args = {
    workflow: textArg({ required: true, description: 'NAME@VERSION, or NAME for all that is published of it.' }),
  }
  static override flags = { ...runsFlags }

  async run(): Promise<WorkflowsOutput> {
    const { args, flags } = await this.parse(Deprecate)
    const versions = await this.withRuns({ ...flags, access: 'write' }, (runs) =>
      runs.versions.deprecate(args.workflow),
    )
    const output = toWorkflowsOutput(versions)
    this.print(formatTable(tabulateVersions(output)))
    return output
  }
}
