/** Kept by the process, since the loader of the program is bundled apart from what it loads. */
const key = Symbol.for('ossa.as-usual')

/** Calls a function while the settings of V8 are the usual ones. */
export type AsUsual = <T>(work: () => T) => T

const kept = globalThis as { [key]?: AsUsual }

/** Compiled code is taken only under the settings that it was kept under, so code is loaded and kept under the usual ones. */
export const asUsual: AsUsual = (work) => (kept[key] ?? called)(work)

/** From now on the settings are not the usual ones. */
export function setAsUsual(around: AsUsual): void {
  kept[key] = around
}

const called: AsUsual = (work) => work()
