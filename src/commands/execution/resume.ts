import { ExecutionCommand } from '#cli/execution-command.ts'
import { rootFlag, textArg } from '#cli/flags.ts'
import type { RunWorkflowOutput } from '#core/contract'
import { noteOnEnded, openOrchestrator, runWithProgress } from '#core/orchestrator'
import { locateWorkspace, stateFolder } from '#core/workspace'

export default class Resume extends ExecutionCommand {
  static override summary = 'Go on with an execution that was interrupted.'
  static override description =
    'Follows the plan that was stored at the start, even if the files have changed. Tasks that were completed do not run again; a task that was under way does, with the same idempotency key.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 01990f3e-7c1a-7b3e-9d52-0c6a3f1b2e4d',
    '<%= config.bin %> <%= command.id %> order-4711 --json',
  ]
  static override args = {
    id: textArg({ required: true, description: 'Execution, or the key it was started with.' }),
  }
  static override flags = { root: rootFlag }

  async run(): Promise<RunWorkflowOutput> {
    const { args, flags } = await this.parse(Resume)
    const { root } = locateWorkspace({ ...this.surroundings, root: flags.root, paths: [] })
    const orchestrator = openOrchestrator({
      ...this.runtime,
      root,
      folder: `${root}/${stateFolder}`,
      access: 'write',
    })
    for (const line of noteOnEnded(await orchestrator.get(args.id))) this.tell(line)
    return this.follow({ id: args.id, kill: () => orchestrator.kill() }, (options) =>
      runWithProgress(orchestrator, args.id, { ...options, now: this.runtime.now }),
    ).finally(() => orchestrator.close())
  }
}
