// Characters that show nothing, or change how others are shown: a name with them could pass for another.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}]/gu

const widest = 2_000

/** A text as people may see it: nothing in it is hidden, and it ends. */
export function visible(text: string): string {
  const shown = text.slice(0, widest).replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  return text.length > widest ? `${shown}…` : shown
}

/** The same, cut in the middle: both ends of a name tell more than its beginning alone. */
export function shortened(text: string, most: number): string {
  const characters = [...visible(text)]
  if (characters.length <= most) return characters.join('')
  const end = Math.floor((most - 1) / 3)
  return `${characters.slice(0, most - 1 - end).join('')}…${characters.slice(characters.length - end).join('')}`
}

/** A count with its noun. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

/** `has-capability` as words. */
export function wordsOf(kind: string): string {
  return kind.replaceAll('-', ' ')
}
