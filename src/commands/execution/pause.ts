import { executionArg, runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import type { ExecutionShowOutput } from '#core/contract'
import { askExecution, describeExecution, toShowOutput } from '#core/orchestrator'

export default class Pause extends RunsCommand {
  static override summary = 'Pause an execution: no new task starts.'
  static override description =
    'Tasks that are under way end as they may. Whatever process carries the execution out notices, and ends its work on it; `ossa execution resume` goes on.'
  static override examples = ['<%= config.bin %> <%= command.id %> order-4711']
  static override args = { id: executionArg }
  static override flags = { ...runsFlags }

  async run(): Promise<ExecutionShowOutput> {
    const { args, flags } = await this.parse(Pause)
    const snapshot = await this.withRuns({ ...flags, access: 'write' }, (runs) =>
      askExecution(runs, args.id, { do: 'pause' }),
    )
    const output = toShowOutput(snapshot, this.runtime.now())
    this.print(describeExecution(output))
    return output
  }
}
