import { type Orchestrator, openOrchestrator } from '#core/orchestrator'
import { locateWorkspace, prepareStateFolder, stateFolder } from '#core/workspace'
import { ExecutionCommand } from './execution-command.ts'

interface Where {
  readonly root: string | undefined
  readonly access: 'create' | 'write' | 'read'
}

/** What commands share that look at the executions of a workspace, or change them. */
export abstract class RunsCommand extends ExecutionCommand {
  /** Does something with the executions of the workspace. */
  protected async withRuns<T>({ root, access }: Where, work: (runs: Orchestrator) => Promise<T>): Promise<T> {
    const location = locateWorkspace({ ...this.surroundings, root, paths: [] })
    const folder = access === 'create' ? prepareStateFolder(location.root) : `${location.root}/${stateFolder}`
    const runs = await openOrchestrator({ ...this.runtime, engine: 'sqlite', root: location.root, folder, access })
    return work(runs).finally(() => runs.close())
  }
}
