import { Flags } from '@oclif/core'
import { executionArg, runsFlags } from '#cli/flags.ts'
import { interruptible } from '#cli/interrupt.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionEventsOutput } from '#core/contract'
import { type OssaError, printJson, usageError } from '#core/diagnostics'
import { followEvents, noteOnCutEvents, tabulateEvents, toTimedEvent } from '#core/orchestrator'

export default class Events extends RunsCommand {
  static override summary = 'Show the history of an execution, event by event.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --json',
    '<%= config.bin %> <%= command.id %> order-4711 --follow --format ndjson | jq .type',
  ]
  static override args = { id: executionArg }
  static override flags = {
    follow: Flags.boolean({
      char: 'f',
      description: 'Go on with what happens, until the execution has ended or Ctrl-C.',
    }),
    format: Flags.option({ options: ['text', 'json', 'ndjson'] as const })({
      default: 'text',
      description: 'How to print: ndjson is one event a line.',
    }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionEventsOutput> {
    const { args, flags } = await this.parse(Events)
    if (flags.follow && this.jsonEnabled()) throw endless()
    return this.withRuns({ ...flags, access: 'read' }, async (runs) => {
      if (flags.follow) {
        const print = (event: ExecutionEventsOutput[number]) => this.print(lineOf(event, flags.format))
        await interruptible((signal) =>
          followEvents(runs, args.id, { signal, onEvent: (event) => print(toTimedEvent(event)) }),
        )
        return []
      }
      const output = (await runs.events(args.id)).map(toTimedEvent)
      if (flags.format === 'ndjson') for (const event of output) this.print(printJson(event, 0))
      else this.printTable(output, args.id)
      return output
    })
  }

  private printTable(output: ExecutionEventsOutput, id: string): void {
    const rows = tabulateEvents(output)
    this.print(formatTable(rows))
    const note = noteOnCutEvents(rows, id)
    if (note !== undefined) this.print(note)
  }
}

function endless(): OssaError {
  const hint = 'Use --format ndjson, or leave out --follow.'
  return usageError('cli/endless-json', '--follow prints no single JSON value.', hint)
}

function lineOf(event: ExecutionEventsOutput[number], format: string): string {
  return format === 'ndjson' ? printJson(event, 0) : formatTable(tabulateEvents([event]).slice(1))
}
