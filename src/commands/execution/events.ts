import { rootFlag, textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import type { ExecutionEventsOutput } from '#core/contract'
import { noteOnCutEvents, openOrchestrator, tabulateEvents, toTimedEvent } from '#core/orchestrator'
import { locateWorkspace, stateFolder } from '#core/workspace'

export default class Events extends OssaCommand {
  static override summary = 'Show the history of an execution, event by event.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> order-4711',
    '<%= config.bin %> <%= command.id %> order-4711 --json',
  ]
  static override args = {
    id: textArg({ required: true, description: 'Execution, or the key it was started with.' }),
  }
  static override flags = { root: rootFlag }

  async run(): Promise<ExecutionEventsOutput> {
    const { args, flags } = await this.parse(Events)
    const { root } = locateWorkspace({ ...this.surroundings, root: flags.root, paths: [] })
    const orchestrator = openOrchestrator({
      ...this.runtime,
      root,
      folder: `${root}/${stateFolder}`,
      access: 'read',
    })
    const output = (await orchestrator.events(args.id).finally(() => orchestrator.close())).map(toTimedEvent)
    const rows = tabulateEvents(output)
    this.print(formatTable(rows))
    const note = noteOnCutEvents(rows, args.id)
    if (note !== undefined) this.print(note)
    return output
  }
}
