import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath } from '#cli/terminal.ts'
import type { HooksStatusOutput } from '#core/contract'
import { openRepository, prePushStatus } from '#core/git'

export default class Status extends OssaCommand {
  static override summary = 'Tell whether pushes are checked, and by which file.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<HooksStatusOutput> {
    await this.parse(Status)
    const output = await prePushStatus(await openRepository(this.surroundings.cwd))
    const show = displayPath('/')
    this.print(`${output.hook} ${output.state}: ${show(output.path)}`)
    if (output.previous !== undefined) this.print(`previous hook: ${show(output.previous)}`)
    if (output.autoCommit !== undefined) this.print(`auto-commit: ${output.autoCommit ? 'on' : 'off'}`)
    if (output.graph !== undefined) this.print(`graph: ${output.graph}`)
    return output
  }
}
