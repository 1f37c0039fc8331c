import { Flags } from '@oclif/core'
import { pathArg, rootFlag } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { type ValidateRequest, validateWorkspace } from '#core/compiler'
import type { ValidateOutput } from '#core/contract'
import { describeCounts, plural } from '#core/diagnostics'

export default class Validate extends OssaCommand {
  static override summary = 'Check manifests, workflows and OpenAPI documents as a compiler does.'
  static override description =
    'Reports every problem at once, each with its place, a code and what to do. Exits with 1 if there are errors, with 3 if a file that was named could not be read.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> agents/ workflows/invoice.yaml',
    '<%= config.bin %> <%= command.id %> --json | jq .summary',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    root: rootFlag,
    format: Flags.option({ options: ['text', 'json'] as const, description: 'How to print.' })({ default: 'text' }),
  }

  async run(): Promise<ValidateOutput> {
    const { argv, flags } = await this.parse(Validate)
    const request: ValidateRequest = { ...this.surroundings, paths: argv as string[], root: flags.root }
    const { output, root, compiled, couldRead } = await validateWorkspace(request)
    this.report(output.diagnostics, { root, lines: compiled.workspace.files.lines })
    if (!couldRead) this.failForTheWorld()
    const { files, agents, workflows } = output.summary
    const found = `${plural(agents, 'agent')} and ${plural(workflows, 'workflow')} in ${plural(files, 'file')}`
    this.print(`${found}: ${describeCounts(output.diagnostics)}.`)
    return output
  }
}
