/**
 * The same ten tasks in Restate, on this machine in the same run: a service with a durable step for each task, called through the server's
 * ingress by 1 and by 16 callers. `node bench/restate.mjs SECONDS`. Needs `cd bench && npm ci`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http2 from 'node:http2'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createEndpointHandler, RestatePromise, service } from '@restatedev/restate-sdk'

// Its SDK asks for Node 22 only for this.
Promise.withResolvers ??= () => {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}

const seconds = Number(process.argv[2] ?? 4)
const [ingress, admin, fabric, endpoint] = await Promise.all([0, 0, 0, 0].map(freePort))
const folder = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const firstTask = new Map()

const diamond = service({
  name: 'diamond',
  handlers: {
    async run(context, id) {
      const step = (name) =>
        context.run(name, async () => {
          if (!firstTask.has(id)) firstTask.set(id, performance.now())
          return null
        })
      await step('first')
      await RestatePromise.all(Array.from({ length: 8 }, (_, index) => step(`middle_${index}`)))
      await step('last')
      return null
    },
  },
})

const services = http2.createServer(createEndpointHandler({ services: [diamond], logger: () => {} }))
await new Promise((resolve) => services.listen(endpoint, '127.0.0.1', resolve))
const server = spawn(
  path.join(import.meta.dirname, 'node_modules/.bin/restate-server'),
  ['--no-logo', '--listen-mode', 'tcp', '--base-dir', folder, '--bind-ip', '127.0.0.1', '--bind-port', String(fabric)],
  {
    stdio: 'ignore',
    // What is started is a script that starts the server: both are ended together.
    detached: true,
    env: {
      ...process.env,
      DO_NOT_TRACK: '1',
      RESTATE_LOG_FILTER: 'error',
      RESTATE_INGRESS__BIND_PORT: String(ingress),
      RESTATE_ADMIN__BIND_PORT: String(admin),
    },
  },
)

try {
  await register()
  for (const atOnce of [1, 16]) {
    await together(atOnce, 1_000)
    const begun = performance.now()
    const startMs = (await together(atOnce, seconds * 1_000)).sort((a, b) => a - b)
    const tasksPerSecond = (startMs.length * 10) / ((performance.now() - begun) / 1_000)
    const at = (share) => startMs[Math.floor(startMs.length * share)]?.toFixed(2)
    console.log(
      `restate ${String(atOnce).padStart(2)} at once: ${tasksPerSecond.toFixed(0).padStart(6)} tasks/s; start p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
    )
  }
} finally {
  process.kill(-server.pid, 'SIGKILL')
  services.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function together(atOnce, milliseconds) {
  const end = performance.now() + milliseconds
  const startMs = []
  const caller = async () => {
    while (performance.now() < end) {
      const id = `${Math.random()}`
      const asked = performance.now()
      const answer = await fetch(`http://127.0.0.1:${ingress}/diamond/run`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(id),
      })
      if (!answer.ok) throw new Error(await answer.text())
      await answer.text()
      startMs.push((firstTask.get(id) ?? Number.NaN) - asked)
      firstTask.delete(id)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, caller))
  return startMs
}

// The server needs a moment before it takes anything.
async function register() {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(`http://127.0.0.1:${admin}/deployments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ uri: `http://127.0.0.1:${endpoint}` }),
      })
      if (answer.ok) return
      if (tries > 100) throw new Error(await answer.text())
    } catch (error) {
      if (tries > 100) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
