const unknown = 0
const yes = 1
const no = 2
// Of each UTF-16 code unit, found out when it is first met.
const known = new Uint8Array(0x10000)

/** True for letters and digits of all scripts, and `_`. */
export function isWordCharacter(character: string): boolean {
  return isWordCode(character.charCodeAt(0))
}

function isWordCode(code: number): boolean {
  if (known[code] === unknown) known[code] = /[\p{L}\p{N}\p{M}\p{Cs}_]/u.test(String.fromCharCode(code)) ? yes : no
  return known[code] === yes
}

/** Where the next word of a text begins. */
export function nextWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !isWordCode(text.charCodeAt(at))) at += 1
  return at
}

/** Where a word ends. A single hyphen or dot between two letters or digits belongs to it: `code-reviewer`, `notes.md`. */
export function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const isJoint = (code === 0x2d || code === 0x2e) && at + 1 < text.length && isWordCode(text.charCodeAt(at + 1))
    if (!isWordCode(code) && !isJoint) break
    at += 1
  }
  return at
}
