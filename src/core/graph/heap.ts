/** A queue that gives the item of the lowest rank first; of equal ones, any. */
export class Heap<T> {
  readonly #items: { readonly rank: number; readonly item: T }[] = []

  push(item: T, rank: number): void {
    const items = this.#items
    const added = { rank, item }
    let place = items.length
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = items[parent]
      if (above === undefined || above.rank <= rank) break
      items[place] = above
      place = parent
    }
    items[place] = added
  }

  pop(): T | undefined {
    const [first] = this.#items
    const last = this.#items.pop()
    if (first === undefined || last === undefined) return undefined
    if (this.#items.length > 0) this.#sink(last)
    return first.item
  }

  #sink(moved: { readonly rank: number; readonly item: T }): void {
    const items = this.#items
    for (let place = 0; ; ) {
      const left = 2 * place + 1
      const [a, b] = [items[left], items[left + 1]]
      const child = b !== undefined && a !== undefined && b.rank < a.rank ? left + 1 : left
      const below = items[child]
      if (below === undefined || below.rank >= moved.rank) {
        items[place] = moved
        return
      }
      items[place] = below
      place = child
    }
  }
}
