/**
 * Carries one execution out, and dies by SIGKILL at one of its commits: `node crash-child.mjs FOLDER NUMBER [KEY]`. Commits count twice,
 * just before and just after; a number beyond the last lets it end. Exit code 0 then.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { openOrchestrator } from '#core/orchestrator'
import type { WorkflowPlan } from '#core/workflow'

const [root = '', number = '', key = 'x'] = process.argv.slice(2)
let moments = 0
const orchestrator = await openOrchestrator({
  engine: 'sqlite',
  root,
  folder: path.join(root, '.ossa'),
  access: 'create',
  environment: process.env,
  now: () => Date.now(),
  random: () => crypto.getRandomValues(new Uint8Array(10)),
  atCommit() {
    moments += 1
    if (moments === Number(number)) process.kill(process.pid, 'SIGKILL')
  },
})
const plan = JSON.parse(readFileSync(path.join(root, 'plan.json'), 'utf8')) as WorkflowPlan
const { executionId } = await orchestrator.start({ plan, input: {}, key })
await orchestrator.run(executionId, { signal: new AbortController().signal })
await orchestrator.close()
