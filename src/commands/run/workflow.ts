import { Flags } from '@oclif/core'
import { ExecutionCommand } from '#cli/execution-command.ts'
import { keyFlag, rootFlag, textArg } from '#cli/flags.ts'
import { readJsonInput } from '#cli/json-input.ts'
import { notRunnable, prepareRun, requireValidInput } from '#core/compiler'
import type { RunWorkflowOutput } from '#core/contract'
import { noteOnEarlier, openOrchestrator, runWithProgress } from '#core/orchestrator'
import { prepareStateFolder } from '#core/workspace'

export default class RunWorkflow extends ExecutionCommand {
  static override summary = 'Run a workflow durably, on this machine.'
  static override description =
    'The plan and every step are kept in `.ossa/runs.db` of the workspace: after a crash or Ctrl-C the execution can be resumed, and no completed task runs again. Prints the output of the workflow. Exits with 1 if the workflow has errors or fails.'
  static override examples = [
    `<%= config.bin %> <%= command.id %> workflows/invoice.yaml --input '{"file": "a.pdf"}'`,
    '<%= config.bin %> <%= command.id %> workflows/invoice.yaml --input @input.json --id order-4711 --json',
    '<%= config.bin %> <%= command.id %> workflows.yaml#nightly',
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
    root: rootFlag,
  }

  async run(): Promise<RunWorkflowOutput> {
    const { args, flags } = await this.parse(RunWorkflow)
    const input = readJsonInput(flags.input)
    const { root, compiled, diagnostics, plan } = await prepareRun({
      ...this.surroundings,
      root: flags.root,
      reference: args.file,
    })
    this.reportAside(diagnostics, { root, lines: compiled.workspace.files.lines })
    if (plan === undefined) throw notRunnable(args.file, diagnostics)
    await requireValidInput(plan, input)
    const orchestrator = openOrchestrator({
      ...this.runtime,
      root,
      folder: prepareStateFolder(root),
      access: 'create',
    })
    const { executionId, isNew } = await orchestrator.start({ plan, input, key: flags.id })
    for (const line of isNew ? [] : noteOnEarlier(await orchestrator.get(executionId), plan)) this.tell(line)
    return this.follow({ id: executionId, kill: () => orchestrator.kill() }, (options) =>
      runWithProgress(orchestrator, executionId, { ...options, now: this.runtime.now }),
    ).finally(() => orchestrator.close())
  }
}
