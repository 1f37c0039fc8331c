import { Flags } from '@oclif/core'
import { rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionListOutput } from '#core/contract'
import { openOrchestrator, tabulateExecutions, toSummary } from '#core/orchestrator'
import { locateWorkspace, stateFolder } from '#core/workspace'

export default class List extends OssaCommand {
  static override summary = 'List executions, the newest first.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --limit 5 --json',
  ]
  static override flags = {
    limit: Flags.integer({ default: 50, min: 1, max: 1_000_000, description: 'How many at most.' }),
    root: rootFlag,
  }

  async run(): Promise<ExecutionListOutput> {
    const { flags } = await this.parse(List)
    const { root } = locateWorkspace({ ...this.surroundings, root: flags.root, paths: [] })
    const folder = `${root}/${stateFolder}`
    const orchestrator = openOrchestrator({ ...this.runtime, root, folder, access: 'read' })
    const records = await orchestrator.list(flags).finally(() => orchestrator.close())
    const output = { executions: records.map(toSummary) }
    this.print(output.executions.length === 0 ? 'There are no executions.' : formatTable(tabulateExecutions(output)))
    return output
  }
}
