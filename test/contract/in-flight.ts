import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PlannedTask } from '#core/workflow'
import { task } from './orchestrator.ts'

/**
 * A task whose program counts how many of its agent are under way while it is: in a folder, with a file for each. The first ones wait until
 * there are `most` of them, so that a limit which is never reached is noticed.
 */
export function counted(id: string, agent: string, { most, ...rest }: { most: number } & Partial<PlannedTask>) {
  const there = `in-flight.${agent}`
  const script = [
    `mkdir -p ${there}`,
    `touch ${there}/$$`,
    `until test -e ${there}.met; do ls ${there} | wc -l >> ${there}.counts; test $(ls ${there} | wc -l) -lt ${most} || touch ${there}.met; sleep 0.02; done`,
    `ls ${there} | wc -l >> ${there}.counts`,
    'sleep 0.05',
    `ls ${there} | wc -l >> ${there}.counts`,
    `rm ${there}/$$`,
  ]
  return task(id, [], { agent: `${agent}@1.0.0`, agentConcurrency: most, script: script.join('; '), ...rest })
}

/** The most attempts of an agent that were ever seen under way at the same time. */
export function mostInFlight(root: string, agent: string): number {
  const counts = readFileSync(path.join(root, `in-flight.${agent}.counts`), 'utf8')
  return Math.max(...counts.trim().split('\n').map(Number))
}

/** How many are under way now. */
export function inFlight(root: string, agent: string): number {
  return readdirSync(root).includes(`in-flight.${agent}`)
    ? readdirSync(path.join(root, `in-flight.${agent}`)).length
    : 0
}
