import type { ExecutionShowOutput, RunWorkflowOutput } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import {
  askExecution,
  chooseEngine,
  joinExecution,
  noteOnWorkers,
  type Orchestrator,
  openOrchestrator,
  runWithProgress,
  untilResumed,
  type Watching,
  watchExecution,
} from '#core/orchestrator'
import { configuredEngine, locateWorkspace, prepareStateFolder, stateFolder } from '#core/workspace'
import { ExecutionCommand } from './execution-command.ts'
import type { OpenDisplay } from './terminal.ts'

interface Where {
  readonly root: string | undefined
  readonly engine: string | undefined
  readonly access: 'create' | 'write' | 'read'
}

/** What commands share that look at the executions of a workspace, or change them. */
export abstract class RunsCommand extends ExecutionCommand {
  /** Does something with the executions of the workspace. */
  protected async withRuns<T>(
    { root: asked, engine: kind, access }: Where,
    work: (runs: Orchestrator) => Promise<T>,
  ): Promise<T> {
    const { root } = locateWorkspace({ ...this.surroundings, root: asked, paths: [] })
    const engine = chooseEngine(kind, { ...this.runtime, configured: () => configuredEngine(root) })
    const isOwn = engine === 'sqlite' && access === 'create'
    const folder = isOwn ? prepareStateFolder(root) : `${root}/${stateFolder}`
    const runs = await openOrchestrator({ ...this.runtime, engine, root, folder, access })
    return work(runs).finally(() => runs.close())
  }

  /** Carries an execution out, or has workers do it, and shows how it goes. */
  protected async carryOut(runs: Orchestrator, id: string): Promise<RunWorkflowOutput> {
    const workers = await runs.countWorkers()
    const notes = noteOnWorkers(workers)
    const ask: OpenDisplay['ask'] = (control) => askExecution(runs, id, { do: control })
    const { now } = this.runtime
    const followed = {
      id,
      kill: () => runs.kill(),
      ask,
      untilResumed: (signal: AbortSignal) => untilResumed(runs, id, signal),
      join: (options: Omit<Watching, 'now'>) => joinExecution(runs, id, { ...options, now }),
      notes,
      goesOn: workers !== undefined,
    }
    return this.follow(followed, (options) => runWithProgress(runs, id, { ...options, now }))
  }

  /** Shows how an execution goes that others carry out. */
  protected watchOthers(runs: Orchestrator, id: string): Promise<ExecutionShowOutput> {
    const ask: OpenDisplay['ask'] = async (control) => {
      const hasWorkers = (await runs.countWorkers()) !== undefined
      if (control === 'resume' && !hasWorkers && !(await runs.get(id)).record.isActive) throw nobodyThere(id)
      await askExecution(runs, id, { do: control })
      if (control === 'resume') await runs.dispatch(id)
    }
    return this.watch(ask, (options) => watchExecution(runs, id, { ...options, now: this.runtime.now }))
  }
}

function nobodyThere(id: string): OssaError {
  return new OssaError('execution/not-carried-out', `Nobody carries it out. Go on with: ossa execution resume ${id}`)
}
