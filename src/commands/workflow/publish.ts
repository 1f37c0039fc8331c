import { offlineFlag, runsFlags, textArg } from '#cli/flags.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import { notPublishable, prepareRun } from '#core/compiler'
import type { WorkflowsOutput } from '#core/contract'
import { notesOnParts, tabulateVersions, toWorkflowsOutput } from '#core/orchestrator'

export default class Publish extends RunsCommand {
  static override summary = 'Publish a version of a workflow, for good.'
  static override description =
    'From then on the name and the version stand for this content: the workflow, and all agents that it is bound to. Another content is refused until the version is raised; the same content may be published again.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> workflows/invoice.yaml',
    '<%= config.bin %> <%= command.id %> workflows.yaml#nightly --json',
  ]
  static override args = {
    file: textArg({
      required: true,
      description: 'Manifest of the workflow; FILE#NAME if the file holds several.',
    }),
  }
  static override flags = { offline: offlineFlag, ...runsFlags }

  async run(): Promise<WorkflowsOutput> {
    const { args, flags } = await this.parse(Publish)
    const { root, compiled, diagnostics, plan, remoteNotes } = await prepareRun({
      ...this.surroundings,
      ...flags,
      reference: args.file,
    })
    this.tellNotes(remoteNotes)
    this.reportAside(diagnostics, { root, lines: compiled.workspace.files.lines })
    if (plan === undefined) throw notPublishable(args.file, diagnostics)
    const version = await this.withRuns({ root, engine: flags.engine, access: 'create' }, async ({ versions }) => {
      for (const line of await notesOnParts(versions, plan)) this.tell(line)
      return versions.publish(plan)
    })
    const output = toWorkflowsOutput([version])
    this.print(formatTable(tabulateVersions(output)))
    return output
  }
}
