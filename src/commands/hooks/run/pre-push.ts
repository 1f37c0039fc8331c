import { textArg } from '#cli/flags.ts'
import { autoCommitFlag, graphFlag } from '#cli/hook-flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { readStandardInput } from '#cli/standard-input.ts'
import { displayPath, standardError } from '#cli/terminal.ts'
import type { HooksRunOutput } from '#core/contract'
import { type BuildGraph, checkPush, describePush } from '#core/guard'

export default class PrePush extends OssaCommand {
  static override summary = 'Check the commits of a push, as git calls it or by hand.'
  static override description =
    'Compiles what is pushed as it stands in git, whatever the working tree holds, tells what it breaks and whom, and compares the committed graph with it. Exits with 1 if there are errors, a version was not raised enough, or the graph is stale. Versions are compared with what the remote has of the main branch, or with where another branch left it; changes.prePush in ossa.yaml makes that a warning, or turns it off. Without lines from git on standard input, checks what is checked out against its upstream. Where there is an ossa.yaml, only files of its workspace count.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> origin --json',
  ]
  // Standard input holds refs, not arguments.
  static override args = {
    remote: textArg({ description: 'Name of the remote. Default: that of the upstream.', ignoreStdin: true }),
    url: textArg({ description: 'Its address; given by git.', ignoreStdin: true }),
  }
  static override flags = { 'auto-commit': autoCommitFlag, graph: graphFlag }

  async run(): Promise<HooksRunOutput> {
    const { args, flags } = await this.parse(PrePush)
    const report = await checkPush({
      ...this.surroundings,
      ...args,
      input: await readStandardInput(),
      autoCommit: flags['auto-commit'],
      graph: flags.graph,
      buildGraph,
    })
    if (!report.output.ok) this.fail()
    const { style } = standardError
    const lines = describePush(report, { style, displayPath: displayPath(report.topLevel) })
    if (!this.jsonEnabled()) for (const line of lines) this.tell(line)
    return report.output
  }
}

// Here the guard and the graph are put together. The graph is imported when it is called: most pushes end before.
const buildGraph: BuildGraph = async (workspace, formats) => {
  const { assembleGraph, serializeGraph } = await import('#core/graph')
  return serializeGraph(await assembleGraph(workspace), formats)
}
