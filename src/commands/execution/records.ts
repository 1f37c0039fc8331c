import { Flags } from '@oclif/core'
import { runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionRecordsOutput } from '#core/contract'
import { noteOnCutRecords, pastTime, tabulateRecords, toRecordsOutput } from '#core/orchestrator'
import { recordKinds } from '#core/workflow'

export default class Records extends RunsCommand {
  static override summary = 'List what tasks have kept as records, the newest first.'
  static override description =
    'A task with `record: lesson` (or task, result, metric, decision, policy) keeps its output apart from the history of its execution. Records go when their execution is pruned.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --kind lesson --kind policy --workflow feedback --since 30d',
    '<%= config.bin %> <%= command.id %> --execution order-4711 --json',
  ]
  static override flags = {
    kind: Flags.option({ options: recordKinds, multiple: true })({ description: 'Only those of this kind.' }),
    workflow: Flags.string({
      description: 'Only those of this workflow, or of this version of it.',
      helpValue: 'NAME[@VERSION]',
    }),
    execution: Flags.string({
      description: 'Only those of this execution, by id or key, and of the executions that it has started.',
      helpValue: 'ID',
    }),
    since: Flags.string({
      description: 'Only those that were kept so long ago at most, or since a date: 24h, 2026-01-31.',
      helpValue: 'TIME',
    }),
    limit: Flags.integer({ default: 50, min: 1, max: 1_000_000, description: 'How many at most.' }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionRecordsOutput> {
    const { flags } = await this.parse(Records)
    const { root, engine, since, ...filter } = flags
    const from = since === undefined ? undefined : pastTime(since, this.runtime.now())
    const records = await this.withRuns({ root, engine, access: 'read' }, (runs) =>
      runs.records({ ...filter, since: from }),
    )
    const output = toRecordsOutput(records)
    const rows = tabulateRecords(output)
    this.print(records.length === 0 ? 'There are no records.' : formatTable(rows))
    const note = noteOnCutRecords(rows, flags.limit)
    if (note !== undefined) this.print(note)
    return output
  }
}
