import type { Key } from 'ink'

const named: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'return'],
  ['escape', 'escape'],
]

/** What people call the keys that were pressed. Letters come together over a slow line, or where one is held down. */
export function keyNames(input: string, key: Key): readonly string[] {
  // The terminal's own name for Ctrl and a backslash.
  if (input === '\u001c') return ['ctrl-\\']
  if (key.ctrl) return [`ctrl-${input}`]
  const name = named.find(([member]) => key[member] === true)?.[1]
  if (name !== undefined) return [name]
  return [...input]
}
