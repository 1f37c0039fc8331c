/** Tells whether numbers were written in the order of bytes that this machine has. */
const mark = 0x01020304
const headWords = 2

/** What is remembered in columns of numbers, with what is said about them. */
export interface Packed {
  /** JSON. */
  readonly head: unknown
  readonly columns: readonly Int32Array[]
}

/** As bytes: mark, length of the JSON in words, the JSON, its columns with the length of each before it. */
export function pack({ head, columns }: Packed): Uint8Array {
  const text = Buffer.from(JSON.stringify(head))
  const textWords = Math.ceil(text.length / 4)
  const words = new Int32Array(columns.reduce((size, { length }) => size + 1 + length, headWords + textWords))
  const bytes = new Uint8Array(words.buffer)
  words[0] = mark
  words[1] = textWords
  bytes.fill(0x20, headWords * 4, (headWords + textWords) * 4)
  bytes.set(text, headWords * 4)
  let place = headWords + textWords
  for (const column of columns) {
    words[place] = column.length
    words.set(column, place + 1)
    place += 1 + column.length
  }
  return bytes
}

/** What `pack` has made; the columns are views. Undefined if it is something else. */
export function unpack(packed: unknown): Packed | undefined {
  if (!(packed instanceof Uint8Array) || packed.length % 4 !== 0) return undefined
  // Words begin where memory is divided into such.
  const bytes = packed.byteOffset % 4 === 0 ? packed : packed.slice()
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const [found, textWords = 0] = words
  if (found !== mark) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + headWords * 4, textWords * 4).toString()
  const columns: Int32Array[] = []
  for (let place = headWords + textWords; place < words.length; ) {
    const length = words[place] ?? 0
    columns.push(words.subarray(place + 1, place + 1 + length))
    place += 1 + length
  }
  return { head: JSON.parse(text), columns }
}
