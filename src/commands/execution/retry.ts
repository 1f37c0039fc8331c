import { Flags } from '@oclif/core'
import { executionArg, runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import type { RunWorkflowOutput } from '#core/contract'

export default class Retry extends RunsCommand {
  static override summary = 'Run an execution again that has ended, from where it failed.'
  static override description =
    'Tasks that were completed keep their results; those that failed or did not run are run. With --from that task and all that need it run again, too, and have effects of their own: their idempotency keys are new ones. The plan is the one that was stored at the start.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --from score',
  ]
  static override args = { id: executionArg }
  static override flags = {
    from: Flags.string({ description: 'Run this task again, and all that need it.', helpValue: 'TASK' }),
    ...runsFlags,
  }

  async run(): Promise<RunWorkflowOutput> {
    const { args, flags } = await this.parse(Retry)
    return this.withRuns({ ...flags, access: 'write' }, async (runs) => {
      await runs.retry(args.id, flags)
      return this.carryOut(runs, args.id)
    })
  }
}
