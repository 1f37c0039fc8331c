import type { ExecutionShowOutput, RunWorkflowOutput } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { askExecution, type Orchestrator, openOrchestrator, runWithProgress, watchExecution } from '#core/orchestrator'
import { locateWorkspace, prepareStateFolder, stateFolder } from '#core/workspace'
import { ExecutionCommand } from './execution-command.ts'
import type { OpenDisplay } from './terminal.ts'

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
    const runs = openOrchestrator({ ...this.runtime, root: location.root, folder, access })
    return work(runs).finally(() => runs.close())
  }

  /** Carries an execution out and shows how it goes. */
  protected carryOut(runs: Orchestrator, id: string): Promise<RunWorkflowOutput> {
    const ask: OpenDisplay['ask'] = (control) => askExecution(runs, id, { do: control })
    return this.follow({ id, kill: () => runs.kill(), ask }, (options) =>
      runWithProgress(runs, id, { ...options, now: this.runtime.now }),
    )
  }

  /** Shows how an execution goes that others carry out. */
  protected watchOthers(runs: Orchestrator, id: string): Promise<ExecutionShowOutput> {
    const ask: OpenDisplay['ask'] = async (control) => {
      if (control === 'resume' && !(await runs.get(id)).record.isActive) throw nobodyThere(id)
      await askExecution(runs, id, { do: control })
    }
    return this.watch(ask, (options) => watchExecution(runs, id, { ...options, now: this.runtime.now }))
  }
}

function nobodyThere(id: string): OssaError {
  return new OssaError('execution/not-carried-out', `Nobody carries it out. Go on with: ossa execution resume ${id}`)
}
