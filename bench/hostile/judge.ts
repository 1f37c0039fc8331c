import type { HostileInput } from './input.ts'

/** What a process did. */
export interface Ran {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly ms: number
  readonly cpuMs: number
  readonly megabytes: number
  /** What was printed, on both streams. */
  readonly output: string
}

// Control characters but tab and newline, and what hides or turns round text.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** What is wrong with the answer to an input. */
export function faultsOf({ exitCode, codes, says }: HostileInput, ran: Ran): string[] {
  if (ran.signal !== null) return [`ended by ${ran.signal}`]
  const faults: string[] = []
  if (ran.exitCode !== exitCode) faults.push(`exit code ${exitCode} was expected`)
  if (/please report|^\s+at .*:\d+:\d+/im.test(ran.output)) faults.push('it was taken for a bug')
  const hidden = unsafe.exec(ran.output)?.[0]
  if (hidden !== undefined) faults.push(`U+${hidden.charCodeAt(0).toString(16).padStart(4, '0')} was printed`)
  if (says !== undefined && !says.test(ran.output)) faults.push(`${says} was not said`)
  if (codes !== undefined) {
    const found = codesIn(ran.output)
    if (found.join() !== [...codes].sort().join()) faults.push(`said ${found.join(', ') || 'nothing'}`)
  }
  return faults
}

function codesIn(output: string): string[] {
  return [...new Set([...output.matchAll(/^ *"code": "([^"]+)"/gm)].map(([, code = '']) => code))].sort()
}
