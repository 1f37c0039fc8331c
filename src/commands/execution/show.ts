import { rootFlag, textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionShowOutput } from '#core/contract'
import { printJson } from '#core/diagnostics'
import { describeExecution, describeFailures, openOrchestrator, tabulateTasks, toShowOutput } from '#core/orchestrator'
import { locateWorkspace, stateFolder } from '#core/workspace'

export default class Show extends OssaCommand {
  static override summary = 'Show where an execution stands: its tasks, its errors, its output.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --json | jq .tasks',
  ]
  static override args = {
    id: textArg({ required: true, description: 'Execution, or the key it was started with.' }),
  }
  static override flags = { root: rootFlag }

  async run(): Promise<ExecutionShowOutput> {
    const { args, flags } = await this.parse(Show)
    const { root } = locateWorkspace({ ...this.surroundings, root: flags.root, paths: [] })
    const orchestrator = openOrchestrator({
      ...this.runtime,
      root,
      folder: `${root}/${stateFolder}`,
      access: 'read',
    })
    const snapshot = await orchestrator.get(args.id).finally(() => orchestrator.close())
    const output = toShowOutput(snapshot, this.runtime.now())
    this.print(`${describeExecution(output)}\n`)
    this.print(formatTable(tabulateTasks(output)))
    const failures = describeFailures(output)
    if (failures !== '') this.print(`\n${failures}`)
    this.print(`\ninput ${printJson(output.input)}\noutput ${printJson(output.output)}`)
    return output
  }
}
