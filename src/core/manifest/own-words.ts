import type { Origin } from './model.ts'

/** A message about a normalised manifest with the names and paths that its author wrote. */
export function inOwnWords({ writtenAs = {} }: Origin, message: string): string {
  const names = Object.keys(writtenAs).sort((a, b) => b.length - a.length)
  if (names.length === 0) return message
  const pattern = new RegExp(`(?<![\\w.-])(?:${names.map(escaped).join('|')})(?![\\w-])`, 'g')
  // What is quoted as code may hold paths; elsewhere, only what can be no plain word is a name.
  return message.replace(/`[^`]*`|[^`]+/g, (part) =>
    part.replace(pattern, (found) => {
      const isName = part.startsWith('`') || /[._]/.test(found)
      return isName && Object.hasOwn(writtenAs, found) ? (writtenAs[found] ?? found) : found
    }),
  )
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
