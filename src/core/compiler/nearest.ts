/** The one that lies nearest to a file, by how much of the way to it they have in common. Undefined if several are as near. */
export function nearest<T extends { readonly file: string }>(candidates: readonly T[], from: string): T | undefined {
  if (candidates.length < 2) return candidates[0]
  const folders = from.split('/').slice(0, -1)
  const shared = candidates.map(({ file }) => {
    const path = file.split('/')
    const differs = folders.findIndex((folder, index) => path[index] !== folder)
    return differs === -1 ? folders.length : differs
  })
  const most = Math.max(...shared)
  const best = candidates.filter((_, index) => shared[index] === most)
  return best.length === 1 ? best[0] : undefined
}
