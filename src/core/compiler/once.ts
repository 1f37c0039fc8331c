/** Does work when its result is first asked for: parsing takes most of the time, and not every command needs it. */
export function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
}
