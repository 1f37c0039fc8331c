// Odd numbers of 32 bits without a pattern.
const [factor, other, step] = [0x9e3779b1, 0x85ebca6b, 0x27d4eb2f] as const

/** Hashes of texts that are known by their numbers, two of 32 bits, since one may be the same by chance. */
export class TextPrints {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly #texts: readonly string[]

  constructor(texts: readonly string[]) {
    this.#texts = texts
    this.first = new Int32Array(texts.length)
    this.second = new Int32Array(texts.length)
  }

  /** Takes those of a text. Until then they are 0, and hardly ever afterwards. */
  take(number: number): void {
    const text = this.#texts[number] ?? ''
    let [first, second] = [text.length, text.length]
    for (let place = 0; place < text.length; place += 1) {
      const unit = text.charCodeAt(place)
      first = Math.imul(first ^ unit, factor)
      first ^= first >>> 15
      second = Math.imul(second ^ unit, other) + step
      second ^= second >>> 13
    }
    this.first[number] = first
    this.second[number] = second
  }
}

/** Two hashes as one number that is exact. */
export function joinedPrint(first: number, second: number): number {
  return (first >>> 0) * 0x100000 + (second >>> 12)
}
