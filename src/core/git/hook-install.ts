import path from 'node:path'
import type { HooksInstallOutput } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { moveFile, removeFile, writeArtifacts } from '#core/source'
import { forgetProgram, type Program, recordProgram } from './hook-program.ts'
import { refuseForeignPath, refuseModified, refuseOutside, refuseUnreadable } from './hook-refusals.ts'
import { type HookOptions, hookBlock } from './hook-script.ts'
import { type Hook, interpreter, previousOf, readHook } from './hook-state.ts'
import type { Repository } from './repository.ts'

/** Makes git check every push. A hook that is there already is kept and called first. */
export async function installPrePush(
  repository: Repository,
  { force, program, ...options }: HookOptions & { readonly force: boolean; readonly program: Program },
): Promise<HooksInstallOutput> {
  refuseOutside(options.graph)
  const hook = await readHook(repository)
  refuseForeignPath(hook)
  if (!force) refuseModified(hook)
  refuseUnreadable(hook)
  const isRecorded = await recordProgram(repository, program)
  const displaced = hook.state === 'other' && !hook.isShared ? displace(hook) : hook.previous
  const isWritten = writeHook(hook, hookBlock(options, hook))
  const isNew = hook.state === 'absent' || hook.state === 'other'
  return {
    hook: 'pre-push',
    path: hook.file,
    state: isNew ? 'installed' : isWritten || isRecorded ? 'updated' : 'unchanged',
    ...(displaced === undefined ? {} : { previous: displaced }),
  }
}

/** Takes the check away and puts back the hook that was there before. */
export async function uninstallPrePush(
  repository: Repository,
  { force }: { readonly force: boolean },
): Promise<HooksInstallOutput> {
  const hook = await readHook(repository)
  if (!force) refuseModified(hook)
  const isOurs = hook.block !== undefined
  // After an installation that was interrupted there may be nothing but the displaced hook.
  const isDisplaced = hook.state === 'absent' && hook.previous !== undefined
  if (isOurs || isDisplaced) {
    refuseUnreadable(hook)
    removeHook(hook)
    await forgetProgram(repository)
  }
  return { hook: 'pre-push', path: hook.file, state: isOurs || isDisplaced ? 'removed' : 'absent' }
}

// In between there is no hook for a moment. If the process dies just then, the next installation finds and calls the displaced one.
function displace({ file, previous }: Hook): string {
  if (previous !== undefined)
    throw usageError(
      'git/hook-displaced-twice',
      `There is a hook that is not ours in ${file}, and another one that was displaced before in ${previous}.`,
      'Join the two, or remove the one that is not needed, and install again.',
    )
  moveFile(file, previousOf(file))
  return previousOf(file)
}

function writeHook(hook: Hook, block: string): boolean {
  const [folder, name] = [path.dirname(hook.file), path.basename(hook.file)]
  if (!hook.isShared)
    return writeArtifacts(folder, [{ path: name, content: interpreter + block, isExecutable: true }]).length > 0
  const [start, rest] = hook.block === undefined ? splitInterpreter(hook.before) : [hook.before, hook.after]
  const content = `${start}${block}${rest}`
  return writeArtifacts(folder, [{ path: name, content, isExecutable: hook.isExecutable }]).length > 0
}

// Ours comes first: later lines may read all of standard input, or end the script.
function splitInterpreter(text: string): [line: string, rest: string] {
  const line = /^#!.*\n/.exec(text)?.[0] ?? ''
  return [line, text.slice(line.length)]
}

function removeHook(hook: Hook): void {
  const rest = hook.before + hook.after
  if (hook.isShared && rest !== '')
    writeArtifacts(path.dirname(hook.file), [
      { path: path.basename(hook.file), content: rest, isExecutable: hook.isExecutable },
    ])
  else if (hook.previous !== undefined) moveFile(hook.previous, hook.file)
  else removeFile(hook.file)
}
