import { once } from 'node:events'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { execa } from 'execa'
import { packageRoot, StepFailure } from './ossa.ts'

const startLimitMs = 10_000
/** What the example's ledger expects when nothing else is set; no secret. */
const token = 'example-ledger-token'

export interface Services {
  /** What agents need to find them. */
  readonly environment: Record<string, string>
  stop(): Promise<void>
}

/** Starts the services of the example, each on a free port. They end with this process. */
export async function startServices(example: string): Promise<Services> {
  const processes = ['invoices', 'ledger'].map((name) => {
    const program = path.join(packageRoot, example, `services/${name}-server.mjs`)
    return execa(process.execPath, [program], { env: { PORT: '0', LEDGER_TOKEN: token }, reject: false })
  })
  const stop = async () => {
    for (const each of processes) each.kill('SIGTERM')
    await Promise.all(processes)
  }
  try {
    const [invoices = '', ledger = ''] = await Promise.all(processes.map(addressOf))
    return { environment: { INVOICES_URL: invoices, LEDGER_URL: ledger, LEDGER_TOKEN: token }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A process that is running; awaited, it has ended. */
interface Service extends PromiseLike<{ readonly stderr: string }> {
  readonly stdout: Readable
}

// A service says where it listens as soon as it does.
async function addressOf(service: Service): Promise<string> {
  const said = once(service.stdout, 'data', { signal: AbortSignal.timeout(startLimitMs) })
  const ended = Promise.resolve(service).then(({ stderr }) => [stderr])
  const [text] = (await Promise.race([said, ended]).catch(() => [])) as unknown[]
  const address = /http:\/\/\S+/.exec(String(text))?.[0]
  if (address !== undefined) return address
  throw new StepFailure(`A service did not start. ${text ?? `It said nothing for ${startLimitMs} ms.`}`)
}
