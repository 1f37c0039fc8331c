import { Flags } from '@oclif/core'
import { runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import type { ExecutionPruneOutput } from '#core/contract'
import { endedStatuses, pastTime } from '#core/orchestrator'

export default class Prune extends RunsCommand {
  static override summary = 'Forget executions that ended long ago.'
  static override description =
    'Their histories, inputs and outputs are gone for good, and the database shrinks. Executions that have not ended are never touched.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --older-than 7d --status completed --keep 10',
  ]
  static override flags = {
    'older-than': Flags.string({
      default: '30d',
      description: 'That last changed so long ago, or before a date.',
      helpValue: 'TIME',
    }),
    status: Flags.option({ options: endedStatuses, multiple: true })({ description: 'Only those that ended so.' }),
    keep: Flags.integer({ default: 0, min: 0, description: 'The newest of each workflow that stay in any case.' }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionPruneOutput> {
    const { flags } = await this.parse(Prune)
    const before = pastTime(flags['older-than'], this.runtime.now())
    const removed = await this.withRuns({ ...flags, access: 'write' }, (runs) =>
      runs.prune({ before, status: flags.status, keep: flags.keep }),
    )
    this.print(removed === 1 ? '1 execution was forgotten.' : `${removed} executions were forgotten.`)
    return { removed }
  }
}
