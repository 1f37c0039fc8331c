import { executionArg, runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionShowOutput } from '#core/contract'
import { printJson } from '#core/diagnostics'
import { describeExecution, describeFailures, tabulateTasks, toShowOutput } from '#core/orchestrator'

export default class Show extends RunsCommand {
  static override summary = 'Show where an execution stands: its tasks, its errors, its output.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --json | jq .tasks',
  ]
  static override args = { id: executionArg }
  static override flags = { ...runsFlags }

  async run(): Promise<ExecutionShowOutput> {
    const { args, flags } = await this.parse(Show)
    const snapshot = await this.withRuns({ ...flags, access: 'read' }, (runs) => runs.get(args.id))
    const output = toShowOutput(snapshot, this.runtime.now())
    this.print(`${describeExecution(output)}\n`)
    this.print(formatTable(tabulateTasks(output)))
    const failures = describeFailures(output)
    if (failures !== '') this.print(`\n${failures}`)
    this.print(`\ninput ${printJson(output.input)}\noutput ${printJson(output.output)}`)
    return output
  }
}
