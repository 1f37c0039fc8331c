import { Flags } from '@oclif/core'
import { cacheFlag, rootFlag, textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { standardOutput } from '#cli/terminal.ts'
import type { GraphDiffOutput } from '#core/contract'
import { compareGraphs, describeDiff } from '#core/graph'

export default class Diff extends OssaCommand {
  static override summary = 'Show what is different between two graphs: files, commits, or what is on disk.'
  static override description =
    'What has another version is the same thing, changed. Derived edges follow from the others, and are left out.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> git#main',
    '<%= config.bin %> <%= command.id %> git#v1 git#v2 --json',
    '<%= config.bin %> <%= command.id %> before/graph.json after/graph.json --exit-code',
  ]
  static override args = {
    before: textArg({ description: 'A graph.json or its folder, or git#REF.', required: true }),
    after: textArg({ description: 'Another one. Default: the workspace as it is.' }),
  }
  static override flags = {
    'exit-code': Flags.boolean({ description: 'Exit with 1 if there is a difference.', default: false }),
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphDiffOutput> {
    const { args, flags } = await this.parse(Diff)
    const { output, isEqual } = await compareGraphs({ ...this.surroundings, ...flags, ...args, root: flags.root })
    this.print(describeDiff(output, standardOutput.style).join('\n'))
    if (flags['exit-code'] && !isEqual) this.fail()
    return output
  }
}
