import { pathArg, rootFlag } from '#cli/flags.ts'
import { stopInlining } from '#cli/inlining.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { unsavedInput } from '#cli/standard-input.ts'
import { displayPath, standardOutput } from '#cli/terminal.ts'
import { validateFlags } from '#cli/validate-flags.ts'
import { repeatOnChange } from '#cli/watch.ts'
import { type ValidateRequest, validateWorkspace, watchedFolders } from '#core/compiler'
import type { ValidateOutput } from '#core/contract'
import { describeOmitted, describeStale, formatReport } from '#core/diagnostics'

export default class Validate extends OssaCommand {
  static override summary = 'Check manifests, workflows and OpenAPI documents as a compiler does.'
  static override description =
    'Reports every problem at once, each with its place, a code and what to do. `-` reads standard input. Exits with 1 if there are errors, with 3 if a file that was named could not be read.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> agents/ workflows/invoice.yaml',
    '<%= config.bin %> <%= command.id %> --json | jq .summary',
    '<%= config.bin %> <%= command.id %> --format sarif --max-warnings 10 > ossa.sarif',
    '<%= config.bin %> <%= command.id %> --changed git#main',
    '<%= config.bin %> <%= command.id %> - --stdin-filename agents/clerk.yaml < draft.yaml',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = { root: rootFlag, ...validateFlags }

  async run(): Promise<ValidateOutput | undefined> {
    const { argv, flags, metadata } = await this.parse(Validate)
    const paths = argv as string[]
    const isForPeople = flags.format === 'text' && !this.jsonEnabled()
    const request: ValidateRequest = {
      ...this.surroundings,
      ...flags,
      root: flags.root,
      paths,
      expectMuch: flags.watch ? undefined : stopInlining,
      unsaved: await unsavedInput({
        paths,
        file: flags['stdin-filename'],
        isFileGiven: metadata.flags['stdin-filename']?.setFromDefault !== true,
        isWatched: flags.watch,
      }),
      failOn: flags['fail-on'],
      maxWarnings: flags['max-warnings'],
      writeBaseline: flags['write-baseline'],
      // Text for people has a limit of its own.
      maxFindingsPerFile: isForPeople ? undefined : flags['max-findings-per-file'] || undefined,
    }
    if (!flags.watch) return this.validate(request, flags.format)
    await repeatOnChange({ folders: () => watchedFolders(request) }, () => this.validate(request, flags.format))
    return undefined
  }

  private async validate(request: ValidateRequest, format: string): Promise<ValidateOutput> {
    const { report, root, couldRead, cacheProblem, remoteNotes } = await validateWorkspace(request)
    if (!report.output.ok) this.fail()
    if (!couldRead) this.failForTheWorld()
    const { style } = standardOutput
    const reader = { style, displayPath: displayPath(root), version: this.config.version }
    this.print(formatReport(format, { ...report, ...reader }))
    for (const line of describeStale(report)) this.tell(line)
    const { omitted } = report.output.summary
    if (omitted !== undefined) this.tell(describeOmitted(omitted))
    this.tellNotes(cacheProblem === undefined ? remoteNotes : [cacheProblem, ...remoteNotes])
    return report.output
  }
}
