import { executionArg, runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import type { RunWorkflowOutput } from '#core/contract'
import { noteOnEnded, resumeExecution } from '#core/orchestrator'

export default class Resume extends RunsCommand {
  static override summary = 'Go on with an execution that was interrupted or paused.'
  static override description =
    'Follows the plan that was stored at the start, even if the files have changed. Tasks that were completed do not run again; a task that was under way does, with the same idempotency key.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 01990f3e-7c1a-7b3e-9d52-0c6a3f1b2e4d',
    '<%= config.bin %> <%= command.id %> order-4711 --json',
  ]
  static override args = { id: executionArg }
  static override flags = { ...runsFlags }

  async run(): Promise<RunWorkflowOutput> {
    const { args, flags } = await this.parse(Resume)
    return this.withRuns({ ...flags, access: 'write' }, async (runs) => {
      for (const line of noteOnEnded(await resumeExecution(runs, args.id))) this.tell(line)
      return this.carryOut(runs, args.id)
    })
  }
}
