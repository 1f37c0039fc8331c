import { plainStyle } from '#core/diagnostics'
import { type BuildGraph, checkPush, describePush, type PushRequest } from '#core/guard'
import type { TestRepository } from '../git/sandbox.ts'

export const zero = '0'.repeat(40)

/** What git tells the hook of one ref. */
export const line = (commit: string, remoteId = zero, ref = 'refs/heads/main') => `HEAD ${commit} ${ref} ${remoteId}\n`

// Stands for the knowledge graph: it follows from the agents, and from nothing else.
const buildGraph: BuildGraph = async ({ agents }, formats = ['json']) =>
  formats.map((format) => ({
    path: `graph.${format}`,
    content: `${format}: ${agents.map(({ id }) => id).join(' ')}\n`,
  }))

/** Ways to look at a push from a repository. */
export function pushesOf(repository: () => TestRepository) {
  const check = (request: Partial<PushRequest> = {}) =>
    checkPush({
      cwd: repository().path,
      remote: 'origin',
      url: '../remote.git',
      input: '',
      autoCommit: false,
      buildGraph,
      ...request,
    })
  const outputOf = async (request: Partial<PushRequest>) => (await check(request)).output
  return {
    check,
    outputOf,
    pushed: async (commit: string, remoteId = zero) => (await outputOf({ input: line(commit, remoteId) })).refs[0],
    textOf: async (request: Partial<PushRequest>) => {
      const report = await check(request)
      return describePush(report, { style: plainStyle, displayPath: (file) => file || '.' }).join('\n')
    },
  }
}
