import { type Diagnostic, isAddress } from '#core/diagnostics'
import { joinPath } from '#core/source'

/** A diagnostic of a workspace, with files from the top of the repository instead. */
export function movedTo(folder: string): (diagnostic: Diagnostic) => Diagnostic {
  const moved = <T extends { readonly file: string }>(place: T): T =>
    isAddress(place.file) ? place : { ...place, file: joinPath(folder, place.file) }
  return (diagnostic) => {
    const { related } = diagnostic
    return { ...moved(diagnostic), ...(related && { related: related.map(moved) }) }
  }
}
