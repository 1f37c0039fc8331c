// Odd numbers of 32 bits without a pattern.
const factor = 0x9e3779b1
const other = 0x85ebca6b
const step = 0x27d4eb2f

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
    let first = text.length
    let second = text.length
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

/** Hashes of several texts and numbers together, one after the other. */
export class Print {
  #first = 0
  #second = 0

  begin(): void {
    this.#first = 0
    this.#second = 0
  }

  text(text: string | undefined): void {
    this.number(text?.length ?? -1)
    if (text === undefined) return
    let first = this.#first
    let second = this.#second
    for (let place = 0; place < text.length; place += 1) {
      const unit = text.charCodeAt(place)
      first = Math.imul(first ^ unit, factor)
      first ^= first >>> 15
      second = Math.imul(second ^ unit, other) + step
      second ^= second >>> 13
    }
    this.#first = first
    this.#second = second
  }

  number(number: number): void {
    this.#first = Math.imul(this.#first ^ number, other)
    this.#first ^= this.#first >>> 15
    this.#second = Math.imul(this.#second ^ number, factor) + step
    this.#second ^= this.#second >>> 13
  }

  end(): number {
    return joinedPrint(this.#first, this.#second)
  }
}

/** Two hashes as one number that is exact. */
export function joinedPrint(first: number, second: number): number {
  return (first >>> 0) * 0x100000 + (second >>> 12)
}
