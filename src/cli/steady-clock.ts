/**
 * Milliseconds since 1970 that never run backwards. A clock that is put back must not make what was planned for a second wait an hour; one that
 * is put forward, or a machine that has slept, is followed.
 */
export function steadyClock({ wall, elapsed }: { wall: () => number; elapsed: () => number }): () => number {
  let [wallThen, elapsedThen] = [wall(), elapsed()]
  return () => {
    const [wallNow, elapsedNow] = [wall(), elapsed()]
    const steady = wallThen + Math.floor(elapsedNow - elapsedThen)
    if (wallNow < steady) return steady
    wallThen = wallNow
    elapsedThen = elapsedNow
    return wallNow
  }
}
