import { Flags } from '@oclif/core'
import { pathArg, rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath, standardOutput } from '#cli/terminal.ts'
import { type ValidateRequest, validateWorkspace } from '#core/compiler'
import type { ValidateOutput } from '#core/contract'
import { describeStale, formatReport, reportFormats } from '#core/diagnostics'

export default class Validate extends OssaCommand {
  static override summary = 'Check manifests, workflows and OpenAPI documents as a compiler does.'
  static override description =
    'Reports every problem at once, each with its place, a code and what to do. Exits with 1 if there are errors, with 3 if a file that was named could not be read.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> agents/ workflows/invoice.yaml',
    '<%= config.bin %> <%= command.id %> --json | jq .summary',
    '<%= config.bin %> <%= command.id %> --format sarif --max-warnings 10 > ossa.sarif',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    root: rootFlag,
    format: Flags.option({
      options: reportFormats.map(({ name }) => name),
      description: `How to print: ${reportFormats.map(({ name, summary }) => `${name} (${summary})`).join('; ')}.`,
    })({ default: 'text' }),
    'fail-on': Flags.option({
      options: ['error', 'warning'] as const,
      description: 'Exit with 1 for findings of this severity and above.',
    })({ default: 'error' }),
    'max-warnings': Flags.integer({ min: 0, description: 'Exit with 1 if there are more warnings.', helpValue: 'N' }),
    baseline: Flags.string({ description: 'Do not report the findings that this file holds.', helpValue: 'FILE' }),
    'write-baseline': Flags.string({
      description:
        'Write all findings to this file, and drop what is gone from it. What cannot be turned off is not written.',
      helpValue: 'FILE',
      exclusive: ['baseline'],
    }),
  }

  async run(): Promise<ValidateOutput> {
    const { argv, flags } = await this.parse(Validate)
    const request: ValidateRequest = {
      ...this.surroundings,
      paths: argv as string[],
      root: flags.root,
      failOn: flags['fail-on'],
      maxWarnings: flags['max-warnings'],
      baseline: flags.baseline,
      writeBaseline: flags['write-baseline'],
    }
    const { report, root, couldRead } = await validateWorkspace(request)
    if (!report.output.ok) this.fail()
    if (!couldRead) this.failForTheWorld()
    const { style } = standardOutput
    const reader = { style, displayPath: displayPath(root), version: this.config.version }
    this.print(formatReport(flags.format, { ...report, ...reader }))
    for (const line of describeStale(report)) this.tell(line)
    return report.output
  }
}
