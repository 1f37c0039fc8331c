import { render } from 'ink'
import type { Progress } from '#core/orchestrator'
import type { ExecutionDisplay, OpenDisplay } from '../terminal.ts'
import { ExecutionView } from './execution-view.tsx'
import type { ControlName, TerminalSignal } from './focus.ts'
import { type Keys, LiveView } from './live-view.tsx'
import { TaskLogs } from './task-logs.ts'
import { Colours } from './tone.tsx'

const usualRows = 24
const [showCursor, hideCursor] = ['\u001b[?25h', '\u001b[?25l']

/** Opens the live view on standard error. */
export function showExecution(
  options: OpenDisplay & { isInteractive: boolean; hasColours: boolean },
): ExecutionDisplay {
  return new LiveDisplay(options)
}

class LiveDisplay implements ExecutionDisplay {
  readonly #options: Parameters<typeof showExecution>[0]
  readonly #logs = new TaskLogs()
  readonly #draw = () => this.#show(true)
  readonly #goOn = () => this.#continued()
  #current: Progress['current'] | undefined
  #view: ReturnType<typeof render> | undefined
  #notice: string | undefined
  #isClosed = false
  #onAsked: ((isToGoOn: boolean) => void) | undefined

  constructor(options: Parameters<typeof showExecution>[0]) {
    this.#options = options
    process.stderr.on('resize', this.#draw)
    process.on('SIGCONT', this.#goOn)
  }

  update({ messages, current }: Progress): void {
    for (const message of messages) this.#logs.add(message)
    if (this.#current === current) return
    this.#current = current
    // From then on it draws itself, several times a second.
    this.#show(true)
  }

  say(line: string): void {
    this.#view?.clear()
    process.stderr.write(`${line}\n`)
    this.#show(true)
  }

  async waitWhilePaused(signal: AbortSignal): Promise<boolean> {
    if (!this.#options.isInteractive || signal.aborted) return false
    this.#show(true)
    return new Promise((resolve) => {
      this.#onAsked = resolve
      signal.addEventListener('abort', () => resolve(false), { once: true })
    })
  }

  close(): void {
    process.stderr.off('resize', this.#draw)
    process.off('SIGCONT', this.#goOn)
    this.#show(false)
    this.#isClosed = true
    this.#view?.unmount()
  }

  #show(isLive: boolean): void {
    const current = this.#current
    // What was asked for by a key may be answered only now. Drawn again, the view would listen to keys, and the process would not end.
    if (current === undefined || this.#isClosed) return
    const rows = process.stderr.rows ?? usualRows
    const tree = (
      <Colours value={this.#options.hasColours}>
        {isLive ? (
          <LiveView current={current} logs={this.#logs} rows={rows} now={Date.now} keys={this.#keys()} />
        ) : (
          <ExecutionView execution={current()} now={Date.now()} rows={rows} />
        )}
      </Colours>
    )
    this.#view ??= render(tree, { stdout: process.stderr, exitOnCtrlC: false, patchConsole: false })
    this.#view.rerender(tree)
  }

  #keys(): Keys | undefined {
    const { isInteractive, leave } = this.#options
    if (!isInteractive) return undefined
    return {
      ask: (control) => void this.#ask(control),
      leave: () => (leave === undefined ? this.#onAsked?.(false) : leave()),
      canLeave: leave !== undefined,
      signal: (signal) => this.#signal(signal),
      notice: this.#notice,
    }
  }

  async #ask(control: ControlName): Promise<void> {
    try {
      this.#notice = undefined
      await this.#options.ask(control)
      if (control !== 'pause') this.#onAsked?.(true)
    } catch (error) {
      this.#notice = error instanceof Error ? error.message : String(error)
    }
    this.#show(true)
  }

  // Keys reach us as they are, so what the terminal does with these is up to us.
  #signal(signal: TerminalSignal): void {
    if (signal !== 'SIGTSTP') return void process.emit(signal, signal)
    if (process.platform === 'win32') return
    process.stdin.setRawMode(false)
    process.stderr.write(showCursor)
    process.kill(process.pid, signal)
  }

  #continued(): void {
    if (this.#options.isInteractive) {
      process.stdin.setRawMode(true)
      process.stderr.write(hideCursor)
    }
    this.#show(true)
  }
}
