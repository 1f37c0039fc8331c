import { Flags } from '@oclif/core'
import { offlineFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { commandLine } from '#cli/words.ts'
import type { GenerateOutput } from '#core/contract'
import { describeFiles, generateFiles } from '#core/generate'

export default class Types extends OssaCommand {
  static override summary = 'Make TypeScript types of what capabilities and workflows take and give.'
  static override description =
    'Writes `index.ts`, with agents and workflows by name, and `schemas.ts`. A workspace with errors gives nothing.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --output src/ossa',
    '<%= config.bin %> <%= command.id %> agents/ --output src/ossa --check',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    output: Flags.string({ char: 'o', description: 'Folder for the types.', helpValue: 'DIR', required: true }),
    check: Flags.boolean({ description: 'Write nothing; exit with 1 if a file is not up to date.', default: false }),
    offline: offlineFlag,
    root: rootFlag,
  }

  async run(): Promise<GenerateOutput> {
    const { argv, flags } = await this.parse(Types)
    const request = { ...this.surroundings, ...flags, root: flags.root, paths: argv as string[] }
    const { output, root, compiled, remoteNotes } = await generateFiles({ ...request, target: 'types' })
    this.tellNotes(remoteNotes)
    this.report(output.diagnostics, { root, lines: compiled.workspace.files.lines })
    if (!output.ok) this.fail()
    const again = ['ossa', 'generate', 'types', ...this.argv.filter((word) => word !== '--check')]
    this.print(describeFiles(output, commandLine(again)))
    return output
  }
}
