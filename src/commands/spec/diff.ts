import { Flags } from '@oclif/core'
import { offlineFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath, standardOutput } from '#cli/terminal.ts'
import { changeFormats, diffWorkspace, formatChanges } from '#core/changes'
import type { ChangeFailure, SpecDiffOutput } from '#core/contract'

export default class Diff extends OssaCommand {
  static override summary =
    'Show what has changed since another version, whom it breaks, and whether the versions say so.'
  static override description =
    'Compares agents, workflows and OpenAPI documents. Each change is breaking (with a value that shows it), risky or safe; what is given may widen, what comes out may narrow. Exits with 1 if a version was not raised enough, or for what --fail-on names. A breaking change with a major version is reported, and passes.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --against git#main',
    '<%= config.bin %> <%= command.id %> services/ --against git#v1.2.0 --fail-on breaking',
    '<%= config.bin %> <%= command.id %> new.openapi.yaml --against old.openapi.yaml',
    '<%= config.bin %> <%= command.id %> --against git#origin/main... --format markdown > comment.md',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    against: Flags.string({
      description:
        'What to compare with: git# and a branch, tag or commit (with ... behind it, where this branch left it), a file or a folder.',
      helpValue: 'git#REF|FILE|DIR',
      required: true,
    }),
    format: Flags.option({
      options: changeFormats.map(({ name }) => name),
      description: `How to print: ${changeFormats.map(({ name, summary }) => `${name} (${summary})`).join('; ')}.`,
    })({ default: 'text' }),
    'fail-on': Flags.option({
      options: ['version', 'breaking', 'risky', 'never'] as const,
      description:
        'Exit with 1 for versions that were not raised enough, breaking changes, or risky ones; several with commas. Default: changes.failOn of ossa.yaml, else version.',
      multiple: true,
      delimiter: ',',
    })(),
    offline: offlineFlag,
    root: rootFlag,
  }

  async run(): Promise<SpecDiffOutput> {
    const { argv, flags } = await this.parse(Diff)
    const { against, offline, root: givenRoot, 'fail-on': chosen } = flags
    const failOn = chosen?.filter((each): each is ChangeFailure => each !== 'never')
    const request = { ...this.surroundings, root: givenRoot, paths: argv as string[], against, failOn, offline }
    const report = await diffWorkspace(request)
    this.tellNotes(report.remoteNotes)
    if (!report.output.ok) this.fail()
    const { style } = standardOutput
    const reader = { style, displayPath: displayPath(report.root), version: this.config.version }
    this.print(formatChanges(flags.format, { ...report, ...reader }))
    return report.output
  }
}
