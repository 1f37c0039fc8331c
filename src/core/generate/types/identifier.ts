// Types of TypeScript that the generated code itself uses.
const reserved = new Set(['Record', 'Omit', 'WithRequired'])

/** A name as the identifier of a type: `payment_intent` is `PaymentIntent`. Different names may give the same one. */
function toIdentifier(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[A-Z]/.test(joined) ? joined : `Schema${joined}`
}

/** The first of `Name`, `Name_2`, `Name_3`… that is free. */
export function freeIdentifier(name: string, isTaken: (identifier: string) => boolean): string {
  const base = toIdentifier(name)
  for (let count = 1; ; count += 1) {
    const identifier = count === 1 ? base : `${base}_${count}`
    if (!reserved.has(identifier) && !isTaken(identifier)) return identifier
  }
}
