import { forceFlag } from '#cli/hook-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath } from '#cli/terminal.ts'
import type { HooksInstallOutput } from '#core/contract'
import { openRepository, uninstallPrePush } from '#core/git'

export default class Uninstall extends OssaCommand {
  static override summary = 'Stop checking pushes, and put back the hook that was there before.'
  static override examples = ['<%= config.bin %> <%= command.id %>']
  static override flags = { force: forceFlag }

  async run(): Promise<HooksInstallOutput> {
    const { flags } = await this.parse(Uninstall)
    const repository = await openRepository(this.surroundings.cwd)
    const output = await uninstallPrePush(repository, flags)
    this.print(`${output.hook} ${output.state}: ${displayPath('/')(output.path)}`)
    return output
  }
}
