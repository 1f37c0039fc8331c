/**
 * `npm start`, a first look: builds the program, checks the example fleet, builds its graph, starts its services and runs its
 * workflow. Everything goes through the command line as it is shipped.
 */
import type { GraphBuildOutput, RunWorkflowOutput } from '#core/contract'
import { askOssa, runNode, runOssa, StepFailure, typed } from './start/ossa.ts'
import { describeGraph, describeRun, heading, say } from './start/report.ts'
import { startServices } from './start/services.ts'

const example = 'examples/invoice-fleet'
const workflow = `${example}/workflows/invoice-approval.yaml`

try {
  await build()
  await validate()
  await buildGraph()
  await runWorkflows()
  suggest()
} catch (error) {
  if (!(error instanceof StepFailure)) throw error
  say(error.message)
  console.error('\nThis step failed, and the rest was left out.')
  process.exitCode = 1
}

async function build(): Promise<void> {
  heading('Build the command line')
  await runNode(['--import', 'tsx', 'bin/build.ts'])
  say('It is in dist/, and is started with `node bin/run.js`, called `ossa` from here on.')
}

async function validate(): Promise<void> {
  const words = ['spec', 'validate', example]
  heading('Check the example fleet as a compiler does', typed(words))
  say(await runOssa(words))
}

async function buildGraph(): Promise<void> {
  const words = ['knowledge-graph', 'build', '--root', example, '--output', `${example}/.ossa/graph`]
  heading('See what depends on what', typed(words))
  say(...describeGraph(await askOssa<GraphBuildOutput>(words)))
}

async function runWorkflows(): Promise<void> {
  heading('Start the two services that the agents call')
  const services = await startServices(example)
  const { INVOICES_URL, LEDGER_URL } = services.environment
  say(`invoices: ${INVOICES_URL}`, `ledger:   ${LEDGER_URL}`)
  try {
    await run('Approve an ordinary invoice', 'ordinary-invoice', services.environment)
    say(
      '',
      'The ledger refuses the first attempt to post an entry, as it is closed for a moment. The workflow tries again.',
    )
    await run('Hold a suspicious one', 'suspicious-invoice', services.environment)
    say('', 'Posting and paying depend on the decision, so they were skipped. The supplier is asked instead.')
  } finally {
    await services.stop()
  }
}

async function run(title: string, input: string, environment: Record<string, string>): Promise<void> {
  const words = ['run', 'workflow', workflow, '--input', `@${example}/inputs/${input}.json`]
  heading(title, typed(words))
  say(...describeRun(await askOssa<RunWorkflowOutput>(words, environment)))
}

function suggest(): void {
  heading('Try next')
  say(
    'node bin/run.js init my-fleet',
    '  makes a workspace of your own, which runs at once',
    `node bin/run.js knowledge-graph view --root ${example} --open`,
    '  shows the graph in your browser',
    `node bin/run.js generate types ${example} --output types`,
    '  makes TypeScript types of what the agents take and give',
    `Read ${example}/README.md`,
    '  how the fleet works, and how to break it',
  )
}
