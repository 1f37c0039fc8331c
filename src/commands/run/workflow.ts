import { Flags } from '@oclif/core'
import { detachOssa } from '#cli/detach.ts'
import { keyFlag, offlineFlag, runsFlags, textArg } from '#cli/flags.ts'
import { readJsonInput } from '#cli/json-input.ts'
import { RunsCommand } from '#cli/runs-command.ts'
import { formatTable } from '#cli/table.ts'
import { notRunnable, prepareRun, requireValidInput } from '#core/compiler'
import type { ReplayOutput, RunWorkflowOutput, WorkflowPlanOutput } from '#core/contract'
import { describeReplay, noteOnEarlier, notesOnVersions, replayWith, toRunOutput } from '#core/orchestrator'
import { describePlan, tabulatePlan, type WorkflowPlan } from '#core/workflow'

export default class RunWorkflow extends RunsCommand {
  static override summary = 'Run a workflow durably, on this machine.'
  static override description =
    'The plan and every step are kept in `.ossa/runs.db` of the workspace: after a crash or Ctrl-C the execution can be resumed, and no completed task runs again. Prints the output of the workflow. Exits with 1 if the workflow has errors or fails.'
  static override examples = [
    `<%= config.bin %> <%= command.id %> workflows/invoice.yaml --input '{"file": "a.pdf"}'`,
    '<%= config.bin %> <%= command.id %> workflows/invoice.yaml --input @input.json --id order-4711 --json',
    '<%= config.bin %> <%= command.id %> workflows.yaml#nightly --detach',
    '<%= config.bin %> <%= command.id %> workflows/invoice.yaml --dry-run',
    '<%= config.bin %> <%= command.id %> workflows/invoice.yaml --replay order-4711',
  ]
  static override args = {
    file: textArg({
      required: true,
      description: 'Manifest of the workflow; FILE#NAME if the file holds several.',
    }),
  }
  static override flags = {
    input: Flags.string({
      default: '{}',
      description: 'Input as JSON, @FILE, or @- for standard input.',
      helpValue: 'JSON',
    }),
    id: keyFlag,
    detach: Flags.boolean({
      char: 'd',
      description: 'Start it and return; it goes on in the background.',
      exclusive: ['dry-run', 'replay'],
    }),
    'dry-run': Flags.boolean({ description: 'Only show what would run, and in which order.', exclusive: ['replay'] }),
    replay: Flags.string({
      description:
        'Make the decisions of an execution again, with the workflow as it is now, and show where they would differ. Runs nothing.',
      helpValue: 'ID',
    }),
    offline: offlineFlag,
    ...runsFlags,
  }

  async run(): Promise<RunWorkflowOutput | WorkflowPlanOutput | ReplayOutput> {
    const { args, flags } = await this.parse(RunWorkflow)
    const input = readJsonInput(flags.input)
    const { root, compiled, diagnostics, plan, remoteNotes } = await prepareRun({
      ...this.surroundings,
      root: flags.root,
      offline: flags.offline,
      reference: args.file,
    })
    this.tellNotes(remoteNotes)
    this.reportAside(diagnostics, { root, lines: compiled.workspace.files.lines })
    if (plan === undefined) throw notRunnable(args.file, diagnostics)
    if (flags['dry-run']) return this.showPlan(plan)
    if (flags.replay !== undefined) return this.replay(plan, { root, engine: flags.engine }, flags.replay)
    await requireValidInput(plan, input)
    return this.start({ plan, input, key: flags.id }, { ...flags, root })
  }

  private async start(
    request: { plan: WorkflowPlan; input: unknown; key: string | undefined },
    { root, engine, detach }: { root: string; engine?: string | undefined; detach: boolean },
  ): Promise<RunWorkflowOutput> {
    return this.withRuns({ root, engine, access: 'create' }, async (runs) => {
      const { plan } = request
      for (const line of await notesOnVersions(runs.versions, plan)) this.tell(line)
      const { executionId, isNew } = await runs.start(request)
      for (const line of isNew ? [] : noteOnEarlier(await runs.get(executionId), plan)) this.tell(line)
      if (detach) {
        if (!(await runs.dispatch(executionId))) detachOssa(['execution', 'resume', executionId, '--root', root])
        this.print(executionId)
        return toRunOutput(await runs.get(executionId), this.runtime.now())
      }
      return this.carryOut(runs, executionId)
    })
  }

  private showPlan(plan: WorkflowPlan): WorkflowPlanOutput {
    const output = describePlan(plan)
    this.print(formatTable(tabulatePlan(output)))
    return output
  }

  private async replay(
    plan: WorkflowPlan,
    where: { root: string; engine: string | undefined },
    id: string,
  ): Promise<ReplayOutput> {
    const output = await this.withRuns({ ...where, access: 'read' }, (runs) => replayWith(runs, id, plan))
    this.print(describeReplay(output))
    if (!output.same) this.fail()
    return output
  }
}
