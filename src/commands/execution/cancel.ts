import { Flags } from '@oclif/core'
import { executionArg, runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import type { ExecutionShowOutput } from '#core/contract'
import { askExecution, describeExecution, toShowOutput } from '#core/orchestrator'

export default class Cancel extends RunsCommand {
  static override summary = 'Cancel an execution: what is under way is ended, and nothing follows.'
  static override description =
    'The executions that it has started as tasks are cancelled with it. What has been completed stays, and is not undone.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --reason "ordered twice"',
  ]
  static override args = { id: executionArg }
  static override flags = {
    reason: Flags.string({ description: 'Why, for the history.', helpValue: 'TEXT' }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionShowOutput> {
    const { args, flags } = await this.parse(Cancel)
    const { reason } = flags
    const snapshot = await this.withRuns({ ...flags, access: 'write' }, (runs) =>
      askExecution(runs, args.id, { do: 'cancel', ...(reason === undefined ? {} : { reason }) }),
    )
    const output = toShowOutput(snapshot, this.runtime.now())
    this.print(describeExecution(output))
    return output
  }
}
