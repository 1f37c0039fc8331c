import type { RunWorkflowOutput } from '#core/contract'
import { escapeControls, OssaError, printJson } from '#core/diagnostics'
import type { Progress } from '#core/orchestrator'
import { openDisplay } from './execution-display.ts'
import { reportFailure } from './failure.ts'
import { type Interruption, interruptible } from './interrupt.ts'
import { OssaCommand } from './ossa-command.ts'
import { type ExecutionDisplay, type OpenDisplay, standardError, standardOutput } from './terminal.ts'

type Work<T> = (options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) => Promise<T>

/** An execution, and how to end at once what it has started. */
interface Followed {
  readonly id: string
  readonly kill: () => void
  /** Others carry it out, and go on when this process stops. */
  readonly goesOn: boolean
  readonly ask: OpenDisplay['ask']
  /** Resolves when others have asked for it to go on that was paused, or nobody wants to know. */
  readonly untilResumed: (signal: AbortSignal) => Promise<void>
  /** Shows how it goes on then. */
  readonly join: Work<RunWorkflowOutput>
  /** To be said first, once it can be stopped. */
  readonly notes: readonly string[]
}

/** What commands share that carry an execution out. */
export abstract class ExecutionCommand extends OssaCommand {
  /** Shows how it goes and what came of it; exit code 1 if it failed, 128 and the signal if it was stopped. */
  protected async follow(execution: Followed, work: Work<RunWorkflowOutput>): Promise<RunWorkflowOutput> {
    const display = await openDisplay({ ask: execution.ask })
    const onProgress = (progress: Progress) => display.update(progress)
    const carryOut = async (signal: AbortSignal, how: Work<RunWorkflowOutput>): Promise<RunWorkflowOutput> => {
      const output = await how({ signal, onProgress })
      if (output.status !== 'paused') return output
      const next = await nextOfPaused(display, execution, signal)
      if (next === 'left') return output
      return carryOut(signal, next === 'asked' ? work : execution.join)
    }
    const begin = (signal: AbortSignal) => {
      for (const note of execution.notes) display.say(note)
      return carryOut(signal, work)
    }
    const { value, interruption } = await interruptible(begin, {
      onStop: () => execution.goesOn || display.say('Stopping; press Ctrl-C again to end now.'),
      onEnd: (name, isOver) => {
        execution.kill()
        if (!isOver && !execution.goesOn) reportFailure(ended(execution.id, name), { json: this.jsonEnabled() })
      },
    }).finally(() => display.close())
    this.conclude(value, interruption, execution)
    return value
  }

  /** Shows how an execution goes that others carry out, until it ends or somebody leaves. */
  protected async watch<T>(ask: OpenDisplay['ask'], work: Work<T>): Promise<T> {
    const left = new AbortController()
    const display = await openDisplay({ ask, leave: () => left.abort() })
    const watching = (signal: AbortSignal) =>
      work({
        signal: AbortSignal.any([signal, left.signal]),
        onProgress: (progress) => display.update(progress),
      }).finally(() => display.close())
    return (await interruptible(watching)).value
  }

  private conclude(output: RunWorkflowOutput, interruption: Interruption | undefined, { goesOn }: Followed): void {
    const { executionId, status, workflow, error } = output
    const { style, write } = standardError
    if (status === 'completed') {
      write(
        `${style.info(workflow)} completed in ${(output.durationMs / 1_000).toFixed(1)} s. Execution ${executionId}`,
      )
      if (!this.jsonEnabled()) standardOutput.write(printJson(output.output))
    } else if (status === 'failed') {
      this.fail()
      const where = error?.task === undefined ? '' : ` in task ${error.task}`
      write(
        `${style.error('error')} ${style.faint(error?.code ?? '')} ${workflow} failed${where}: ${escapeControls(error?.message ?? '')}`,
      )
      write(`  ${style.info('hint:')} See what happened: ossa execution show ${executionId}`)
    } else if (status === 'cancelled') {
      this.fail()
      write(`${style.warning('cancelled')} ${workflow}. Execution ${executionId}`)
    } else if (status === 'paused') {
      write(`${style.warning('paused')} ${workflow}. Completed tasks are kept.`)
      write(`  ${style.info('hint:')} Go on with: ossa execution resume ${executionId}`)
    } else if (interruption !== undefined && goesOn) {
      write(`${style.info(workflow)} goes on. Execution ${executionId}`)
      write(
        `  ${style.info('hint:')} Follow it with: ossa execution resume ${executionId}; end it with: ossa execution cancel ${executionId}`,
      )
    } else if (interruption !== undefined) {
      write(`${style.warning('stopped')} ${workflow} by ${interruption}. Completed tasks are kept.`)
      write(`  ${style.info('hint:')} Go on with: ossa execution resume ${executionId}`)
    }
  }
}

type Next = 'asked' | 'resumed' | 'left'

/** Who has ended that an execution is paused: somebody here, or others; or it is left as it is. */
async function nextOfPaused(display: ExecutionDisplay, { untilResumed }: Followed, signal: AbortSignal): Promise<Next> {
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const asked = display.waitWhilePaused(either).then((goesOn): Next => (goesOn ? 'asked' : 'left'))
  const resumed = untilResumed(either).then((): Next => (signal.aborted ? 'left' : 'resumed'))
  return Promise.race([asked, resumed]).finally(() => over.abort())
}

function ended(id: string, interruption: Interruption): OssaError {
  return new OssaError('execution/ended', `The execution ${id} was ended by ${interruption}, with all its programs.`, {
    hint: `Completed tasks are kept. Go on with: ossa execution resume ${id}`,
  })
}
