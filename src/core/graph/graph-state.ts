import { hashText } from '#core/json'
import type { Sketched } from './sketch-workspace.ts'

/**
 * A hash of all that the sketches of a workspace follow from: the content of each file, and what came of what was asked about others.
 * Undefined if a file has changed while it was looked at.
 */
export function stateOf({ sketches, isSound }: Sketched): string | undefined {
  if (!isSound) return undefined
  const { texts, files, hashes, names } = sketches
  const said = [names]
  for (let file = 0; file < sketches.size; file += 1) {
    // What follows from too much has no hash, since it is found anew each time.
    if (hashes[file] === '') return undefined
    said.push(texts.at(files.name.at(file)), hashes[file] ?? '', texts.at(files.asking.at(file)))
  }
  // No name of a file has this character.
  return hashText(said.join('\0'))
}
