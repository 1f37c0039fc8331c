import { hostname } from 'node:os'
import { Flags } from '@oclif/core'
import { rootFlag } from '#cli/flags.ts'
import { interruptible } from '#cli/interrupt.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { WorkerOutput } from '#core/contract'
import { escapeControls } from '#core/diagnostics'
import { parseLimit, parseRate, startWorker } from '#core/orchestrator'
import { locateWorkspace } from '#core/workspace'

export default class Worker extends OssaCommand {
  static override summary = 'Carry out executions of the engine postgres:, together with other workers.'
  static override description =
    'Runs until Ctrl-C or SIGTERM; then it takes nothing new and waits for what is under way, and a second signal ends that, too. The work of a worker that dies is taken over by the others within seconds. A worker needs what the tasks need: the programs and files of the workspace, and the environment variables with their secrets. The server is the one that OSSA_ENGINE, or PGHOST, PGDATABASE and so on, name.'
  static override examples = [
    {
      description: 'With OSSA_ENGINE=postgres://ossa@db.example/ossa in the environment:',
      command: '<%= config.bin %> <%= command.id %>',
    },
    '<%= config.bin %> <%= command.id %> --concurrency 4 --fleet-concurrency 64 --fleet-rate 600/1m',
  ]
  static override flags = {
    concurrency: Flags.integer({
      min: 1,
      max: 10_000,
      description:
        'Attempts that each worker carries out at the same time. Holds for all workers; who says nothing leaves it as it is, which is 16 at first.',
    }),
    'fleet-concurrency': Flags.string({
      description:
        'Attempts that all workers together carry out at the same time, or `none`; stays until it is changed.',
      helpValue: 'N|none',
    }),
    'fleet-rate': Flags.string({
      description: 'Attempts that all workers together begin in a time, or `none`; stays until it is changed.',
      helpValue: 'N/TIME|none',
    }),
    root: rootFlag,
  }

  async run(): Promise<WorkerOutput> {
    const { flags } = await this.parse(Worker)
    const { root } = locateWorkspace({ ...this.surroundings, root: flags.root, paths: [] })
    const say = (line: string) => this.tell(escapeControls(line, { oneLine: true }))
    const limits = {
      perWorker: flags.concurrency,
      concurrency: parseLimit(flags['fleet-concurrency']),
      rate: parseRate(flags['fleet-rate']),
    }
    const worker = await startWorker({ ...this.runtime, root, host: hostname(), pid: process.pid, say }, limits)
    say(`Ready: ${worker.description}. Ctrl-C stops it.`)
    const { value } = await interruptible((signal) => worker.work(signal), {
      onStop: () => say('Waiting for what is under way; press Ctrl-C again to end it now.'),
      onEnd: () => worker.kill(),
    })
    say(`Stopped after ${value.attempts} attempts.`)
    return value
  }
}
