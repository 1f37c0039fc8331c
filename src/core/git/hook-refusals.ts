import { usageError } from '#core/diagnostics'
import { resolveFrom } from '#core/source'
import type { Hook } from './hook-state.ts'

/** A hook for all repositories is nobody's business here. */
export function refuseForeignPath({ foreignPath }: Hook): void {
  if (foreignPath === undefined) return
  throw usageError(
    'git/shared-hooks-path',
    `core.hooksPath is ${foreignPath} for all repositories of this machine; a hook there would run in each of them.`,
    'Give this repository a folder of its own: `git config --local core.hooksPath "$(git rev-parse --path-format=absolute --git-common-dir)/hooks"`.',
  )
}

/** The hook would refuse every push. */
export function refuseOutside(graph: string | undefined): void {
  if (graph === undefined || (graph !== '' && resolveFrom('', graph) !== undefined)) return
  throw usageError(
    'git/graph-outside',
    graph === ''
      ? 'The folder of the graph is empty.'
      : `The folder of the graph, ${graph}, leads out of the workspace.`,
    'Give a folder relative to the workspace.',
  )
}

/** Lines written by hand are not thrown away unasked. */
export function refuseModified({ state, file }: Hook): void {
  if (state !== 'modified') return
  throw usageError(
    'git/hook-modified',
    `The hook ${file} was changed by hand since it was installed.`,
    'Move your lines to a hook of your own, or give --force to lose them.',
  )
}

/** What is not understood cannot be given back as it was. */
export function refuseUnreadable({ isShared, block, before, after, file }: Hook): void {
  const isText = !`${before}${after}`.includes('\ufffd')
  if (!isShared || (isText && block?.isClosed !== false)) return
  throw usageError(
    'git/hook-unreadable',
    isText ? `The end of the OSSA block in ${file} is missing.` : `The hook ${file} is not UTF-8 text.`,
    isText ? 'Take the block out by hand.' : 'Save the file as UTF-8.',
  )
}
