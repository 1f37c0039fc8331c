import type { Fleet } from './fleet.ts'

/** Something that a search finds. */
export type Hit = { readonly node: number } | { readonly community: number }

export interface Found {
  /** The best first. */
  readonly hits: readonly Hit[]
  readonly total: number
}

/** Nodes, and communities where they are asked for, by name. All words have to be in it. */
export function search(
  fleet: Fleet,
  text: string,
  { limit, nodesOnly = false }: { limit: number; nodesOnly?: boolean },
): Found {
  const wanted = folded(text).trim()
  if (wanted === '') return { hits: [], total: 0 }
  const words = wanted.split(/\s+/)
  const scored: { hit: Hit; score: number; name: string }[] = []
  const consider = (hit: Hit, name: string, bonus: number) => {
    const score = scoreOf(name, wanted, words)
    if (score > 0) scored.push({ hit, score: score + bonus, name })
  }
  if (!nodesOnly) for (const { index, name } of fleet.communities) consider({ community: index }, folded(name), 0.2)
  for (const [node, name] of foldedNames(fleet).entries()) consider({ node }, name, fleet.isAgent(node) ? 0.3 : 0)
  scored.sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
  return { hits: scored.slice(0, limit).map(({ hit }) => hit), total: scored.length }
}

const mostCharacters = 2_000

// The whole name, its beginning, the beginning of a word, anywhere.
function scoreOf(name: string, wanted: string, words: readonly string[]): number {
  if (name === wanted) return 5
  if (name.startsWith(wanted)) return 4
  const at = name.indexOf(wanted)
  if (at > 0) return /[^\p{L}\p{N}]/u.test(name[at - 1] ?? '') ? 3 : 2
  return words.length > 1 && words.every((word) => name.includes(word)) ? 1 : 0
}

const known = new WeakMap<Fleet, readonly string[]>()

// Names do not change, and are searched with each letter that is typed.
function foldedNames(fleet: Fleet): readonly string[] {
  const names = known.get(fleet) ?? fleet.data.nodes.name.map(folded)
  known.set(fleet, names)
  return names
}

// Case and accents do not matter, nor what is beyond the end of what is shown.
function folded(text: string): string {
  return text.slice(0, mostCharacters).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
