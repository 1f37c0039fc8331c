import { rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { CacheClearOutput } from '#core/contract'
import { escapeControls, formatBytes } from '#core/diagnostics'
import { clearCache } from '#core/workspace'

export default class Clear extends OssaCommand {
  static override summary = 'Forget what is remembered of the workspace. Executions are kept.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = { root: rootFlag }

  async run(): Promise<CacheClearOutput> {
    const { flags } = await this.parse(Clear)
    const output = await clearCache({ ...this.surroundings, root: flags.root })
    const { path, cleared, bytes } = output
    this.print(escapeControls(cleared ? `Removed ${path}, ${formatBytes(bytes)}.` : `There was nothing at ${path}.`))
    return output
  }
}
