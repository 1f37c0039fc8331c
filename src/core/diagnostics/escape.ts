// Control characters (C0, DEL, C1), zero-width and bidirectional controls: in a name they could rewrite what a terminal
// shows (CWE-150) or what a reviewer reads (CVE-2021-42574).
const ranges = '\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff'
const unsafe = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f${ranges}]`, 'g')
const unsafeOnOneLine = new RegExp(`[\\u0000-\\u001f${ranges}]`, 'g')

/** Text that is safe to print: control and direction characters become `\u{…}`; tab and newline stay unless `oneLine`. */
export function escapeControls(text: string, { oneLine = false } = {}): string {
  return text.replace(oneLine ? unsafeOnOneLine : unsafe, (character) => `\\u{${hex(character)}}`)
}

/** JSON text that is safe to print. The value is unchanged: the characters are escaped the JSON way. */
export function printJson(value: unknown, indent = 2): string {
  return escapeHidden(JSON.stringify(value, null, indent) ?? 'null')
}

/** Text in which such characters stand only in quoted strings, with `\u0000` escapes, which mean the same in JSON, YAML and JavaScript. */
export function escapeHidden(text: string): string {
  return text.replace(unsafe, (character) => `\\u${hex(character).padStart(4, '0')}`)
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16)
}
