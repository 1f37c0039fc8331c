import { Flags } from '@oclif/core'
import { runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionListOutput } from '#core/contract'
import { executionStatuses, pastTime, tabulateExecutions, toSummary } from '#core/orchestrator'

export default class List extends RunsCommand {
  static override summary = 'List executions, the newest first.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --status failed --status paused --since 24h',
    '<%= config.bin %> <%= command.id %> --workflow invoice-pipeline --limit 5 --json',
  ]
  static override flags = {
    status: Flags.option({ options: executionStatuses, multiple: true })({ description: 'Only those that stand so.' }),
    workflow: Flags.string({
      description: 'Only those of this workflow, or of this version of it.',
      helpValue: 'NAME[@VERSION]',
    }),
    since: Flags.string({
      description: 'Only those that were started so long ago at most, or since a date: 24h, 2026-01-31.',
      helpValue: 'TIME',
    }),
    limit: Flags.integer({ default: 50, min: 1, max: 1_000_000, description: 'How many at most.' }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionListOutput> {
    const { flags } = await this.parse(List)
    const { root, engine, since, ...filter } = flags
    const from = since === undefined ? undefined : pastTime(since, this.runtime.now())
    const records = await this.withRuns({ root, engine, access: 'read' }, (runs) =>
      runs.list({ ...filter, since: from }),
    )
    const output = { executions: records.map(toSummary) }
    this.print(output.executions.length === 0 ? 'There are no executions.' : formatTable(tabulateExecutions(output)))
    return output
  }
}
