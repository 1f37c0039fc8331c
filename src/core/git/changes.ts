import type { Repository } from './repository.ts'
import { git } from './run-git.ts'

/** A file that differs between two commits. */
export interface Change {
  /** From the top of the repository. */
  readonly path: string
  /** There is no such file any more. */
  readonly isGone: boolean
}

/** Files that differ between a commit and an older one, or nothing at all. A renamed file is one gone and one new. */
export async function changesBetween({ cwd }: Repository, base: string | undefined, commit: string): Promise<Change[]> {
  const flags = ['-r', '-z', '--no-renames', '--name-status']
  const output = await git(cwd, ['diff-tree', ...flags, base ?? emptyTree(commit), commit, '--'])
  const fields = output.toString().split('\0')
  const changes: Change[] = []
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [status = '', path = ''] = fields.slice(index, index + 2)
    // A file that became a link or a submodule (T) is no file any more.
    changes.push({ path, isGone: status === 'D' || status === 'T' })
  }
  return changes
}

// Known to git without being stored; the length of an id tells the hash function.
function emptyTree(id: string): string {
  return id.length === 40
    ? '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
    : '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
}
