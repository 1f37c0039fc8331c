import { Flags } from '@oclif/core'
import { executionArg, runsFlags } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import { isControllable } from '#cli/terminal.ts'
import type { ExecutionShowOutput } from '#core/contract'
import { printJson } from '#core/diagnostics'
import { describeExecution, describeFailures, tabulateTasks, toShowOutput } from '#core/orchestrator'

export default class Show extends RunsCommand {
  static override summary = 'Show where an execution stands: its tasks, its errors, its output.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --json | jq .tasks',
    '<%= config.bin %> <%= command.id %> order-4711 --follow',
  ]
  static override args = { id: executionArg }
  static override flags = {
    follow: Flags.boolean({
      char: 'f',
      description: 'First show how it goes, whoever carries it out, until it has ended or q or Ctrl-C.',
    }),
    ...runsFlags,
  }

  async run(): Promise<ExecutionShowOutput> {
    const { args, flags } = await this.parse(Show)
    const output = await this.look(args.id, flags)
    this.print(`${describeExecution(output)}\n`)
    this.print(formatTable(tabulateTasks(output)))
    const failures = describeFailures(output)
    if (failures !== '') this.print(`\n${failures}`)
    this.print(`\ninput ${printJson(output.input)}\noutput ${printJson(output.output)}`)
    return output
  }

  private look(
    id: string,
    { follow, ...where }: { root: string | undefined; engine: string | undefined; follow: boolean },
  ): Promise<ExecutionShowOutput> {
    // The keys of a live view may change it.
    const access = follow && isControllable() ? 'write' : 'read'
    return this.withRuns({ ...where, access }, async (runs) =>
      follow ? this.watchOthers(runs, id) : toShowOutput(await runs.get(id), this.runtime.now()),
    )
  }
}
