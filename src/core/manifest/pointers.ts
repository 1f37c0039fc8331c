/** Original pointers, by pointers in what was made of the original; undefined where these are the same. */
export type Pointers = Readonly<Record<string, string>>

/** Where a part of a normalised manifest stands in the original. */
export function pointerIn(pointers: Pointers | undefined, pointer: string): string {
  if (pointers === undefined) return pointer
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const original = pointers[pointer.slice(0, end)]
    if (original !== undefined) return original + pointer.slice(end)
  }
  return pointers[''] ?? ''
}
