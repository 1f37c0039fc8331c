import path from 'node:path'
import { autoCommitFlag, forceFlag, graphFlag } from '#cli/hook-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { packageRoot } from '#cli/package-root.ts'
import { displayPath } from '#cli/terminal.ts'
import type { HooksInstallOutput } from '#core/contract'
import { installPrePush, openRepository } from '#core/git'

export default class Install extends OssaCommand {
  static override summary = 'Check every push of this repository before it is sent.'
  static override description =
    'Installs a pre-push hook where git looks for it (core.hooksPath, husky). A hook that is there already is kept and called first. The hook refuses errors, versions that do not tell of what has changed, and a stale graph; changes.prePush in ossa.yaml says how strict it is about versions. It never commits anything unless --auto-commit is given.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --graph docs/graph --auto-commit',
  ]
  static override flags = { 'auto-commit': autoCommitFlag, graph: graphFlag, force: forceFlag }

  async run(): Promise<HooksInstallOutput> {
    const { flags } = await this.parse(Install)
    const repository = await openRepository(this.surroundings.cwd)
    const output = await installPrePush(repository, {
      autoCommit: flags['auto-commit'],
      graph: flags.graph,
      force: flags.force,
      program: { node: process.execPath, main: path.join(packageRoot, 'bin/run.cjs') },
    })
    const show = displayPath('/')
    this.print(`${output.hook} ${output.state}: ${show(output.path)}`)
    if (output.previous !== undefined) this.print(`It calls the hook that was there before: ${show(output.previous)}`)
    return output
  }
}
