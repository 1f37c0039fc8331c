import type { HooksStatusOutput } from '#core/contract'
import { readDiskFile } from '#core/source'
import { findPrePush, type HookPlace } from './hook-place.ts'
import { type HookText, readHookText } from './hook-script.ts'
import type { Repository } from './repository.ts'

/** The pre-push hook as it is now. */
export interface Hook extends HookPlace, HookText {
  readonly state: HooksStatusOutput['state']
  /** The hook that ours has displaced and calls. */
  readonly previous: string | undefined
  readonly isExecutable: boolean
}

/** Says whether pushes are checked, and by which file. */
export async function prePushStatus(repository: Repository): Promise<HooksStatusOutput> {
  const { file, state, previous, block } = await readHook(repository)
  const { options } = block ?? {}
  return {
    hook: 'pre-push',
    path: file,
    state,
    ...(previous === undefined ? {} : { previous }),
    ...(options === undefined ? {} : { autoCommit: options.autoCommit }),
    ...(options?.graph === undefined ? {} : { graph: options.graph }),
  }
}

/** The line before our block in a hook that is all ours. */
export const interpreter = '#!/bin/sh\n'

/** Reads the hook and judges it. */
export async function readHook(repository: Repository): Promise<Hook> {
  const place = await findPrePush(repository)
  const found = readDiskFile(place.file)
  const text = readHookText(found?.text ?? '')
  const isExecutable = found?.isExecutable ?? false
  const previous = previousOf(place.file)
  const isKept = readDiskFile(previous) !== undefined
  const common = { ...place, ...text, isExecutable, previous: isKept ? previous : undefined }
  if (found === undefined) return { ...common, state: 'absent' }
  if (text.block === undefined) return { ...common, state: 'other' }
  const isWhole = place.isShared || (isExecutable && text.before === interpreter && text.after === '')
  return { ...common, state: isWhole && !text.block.isModified ? 'installed' : 'modified' }
}

/** Where a displaced hook is kept. */
export function previousOf(file: string): string {
  return `${file}.ossa-previous`
}
