import type { Place } from '#core/diagnostics'
import { parsePointer } from '#core/json'
import type { WorkspaceFiles } from '#core/workspace'

/** A place with its line and column. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly pointer: string
}

/** Above this, the parser that knows columns takes a second and more. */
const largeText = 500_000

/** Finds the lines and columns of many places at once: each file is looked through once. */
export function locatePlaces(places: readonly Place[], files: WorkspaceFiles): (place: Place) => Position {
  const unique = new Map(places.map((place) => [keyOf(place), place]))
  const findings = [...unique.values()].map((place) => ({
    ...withPosition(place, files),
    ...({ code: 'changes/place', severity: 'info', message: '', hint: '' } as const),
  }))
  const located = files.locate(findings)
  const positions = new Map(
    [...unique.keys()].flatMap((key, index) => {
      const found = located[index]
      if (found === undefined) return []
      const { file, line, column, pointer } = found
      return [[key, { file, line, column, pointer }] as const]
    }),
  )
  return (place) => {
    const { file, pointer } = place
    return positions.get(keyOf(place)) ?? { file, line: 1, column: 1, pointer }
  }
}

/** In a large file, a place with the position of its name on its line, which is found without a parser; else as it is. */
export function withPosition<P extends Place>(place: P, files: WorkspaceFiles): P {
  const { file, pointer } = place
  if ((files.text(file)?.length ?? 0) < largeText) return place
  const line = files.lineOf(place)
  const text = line === undefined ? undefined : files.lines(file)?.[line - 1]
  if (line === undefined || text === undefined) return place
  const name = parsePointer(pointer).at(-1) ?? ''
  const found = /^\d*$/.test(name) ? -1 : text.indexOf(name)
  const start = found === -1 ? text.search(/[^\s-]|$/) : found
  const end = found === -1 ? start + 1 : found + name.length
  return { ...place, position: { line, column: start + 1, endLine: line, endColumn: end + 1 } }
}

function keyOf({ file, document = 0, pointer, target = 'value' }: Place): string {
  return `${file} ${document} ${target}#${pointer}`
}
