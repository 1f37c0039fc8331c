import { rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { CacheStatusOutput } from '#core/contract'
import { escapeControls, formatBytes, plural } from '#core/diagnostics'
import { cacheStatus } from '#core/workspace'

export default class Status extends OssaCommand {
  static override summary = 'Tell what is remembered of the workspace, and where.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = { root: rootFlag }

  async run(): Promise<CacheStatusOutput> {
    const { flags } = await this.parse(Status)
    const output = await cacheStatus({ ...this.surroundings, root: flags.root })
    const { path, exists, bytes, files, problem } = output
    const content = exists ? `${formatBytes(bytes)}, ${plural(files, 'file')}` : 'nothing is remembered'
    this.print(escapeControls(`${path}: ${content}`))
    if (problem !== undefined) this.tell(escapeControls(`It cannot be used. ${problem}`))
    return output
  }
}
