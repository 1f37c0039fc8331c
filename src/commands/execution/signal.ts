import { Flags } from '@oclif/core'
import { executionArg, runsFlags, textArg } from '#cli/flags.ts'
import { readJsonInput } from '#cli/json-input.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import type { ExecutionShowOutput } from '#core/contract'
import { askExecution, describeExecution, toShowOutput } from '#core/orchestrator'

export default class Signal extends RunsCommand {
  static override summary = 'Send a signal to an execution, or the decision of a person.'
  static override description =
    'Goes to the task that waits for it, or will. What a task of a human agent waits for has the name of the task. Where the workflow says what the data must be, other data is refused.'
  static override examples = [
    `<%= config.bin %> <%= command.id %> order-4711 approve --data '{"approved": true}'`,
    '<%= config.bin %> <%= command.id %> order-4711 paid --data @payment.json --once payment-17',
  ]
  static override args = {
    id: executionArg,
    name: textArg({ required: true, description: 'Name of the signal.' }),
  }
  static override flags = {
    data: Flags.string({
      default: 'null',
      description: 'Data as JSON, @FILE, or @- for standard input.',
      helpValue: 'JSON',
    }),
    once: Flags.string({ description: 'A second signal with the same key counts as the first.', helpValue: 'KEY' }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionShowOutput> {
    const { args, flags } = await this.parse(Signal)
    const { once } = flags
    const data = readJsonInput(flags.data, '--data')
    const request = { do: 'signal', name: args.name, data, ...(once === undefined ? {} : { id: once }) } as const
    const snapshot = await this.withRuns({ ...flags, access: 'write' }, (runs) => askExecution(runs, args.id, request))
    const output = toShowOutput(snapshot, this.runtime.now())
    this.print(describeExecution(output))
    return output
  }
}
