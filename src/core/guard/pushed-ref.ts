import { usageError } from '#core/diagnostics'
import { isObjectId } from '#core/git'

/** One line of what git tells its pre-push hook. */
export interface PushedRef {
  /** The ref that is updated on the remote. */
  readonly ref: string
  /** The object that is pushed; undefined if the ref is deleted. */
  readonly pushedId: string | undefined
  /** Where the ref was on the remote; undefined if it is new. */
  readonly remoteId: string | undefined
}

/** Reads the lines `<local ref> <local id> <remote ref> <remote id>`. Throws OssaError for anything else. */
export function parsePushedRefs(input: string): PushedRef[] {
  return input
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // A local ref is what the user has typed, and may hold spaces: `HEAD^{/fix the typo}`.
      const [remoteId = '', ref = '', localId = '', ...local] = line.trim().split(' ').reverse()
      if (local.length === 0 || !isObjectId(localId) || !isObjectId(remoteId)) throw notARef(line)
      return { ref, pushedId: unlessZero(localId), remoteId: unlessZero(remoteId) }
    })
}

// Git's way to say that there is no object, 40 or 64 zeros long.
function unlessZero(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id
}

function notARef(line: string): Error {
  return usageError(
    'guard/not-a-ref',
    `Standard input does not name what is pushed: ${JSON.stringify(line)}.`,
    'Give lines of `<local ref> <local id> <remote ref> <remote id>`, or none to check what is checked out.',
  )
}
