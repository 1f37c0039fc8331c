import type { CompiledWorkspace } from '#core/compiler'
import type { Artifact } from '#core/source'

/** Something that follows from the specs. It reads no file, writes none and logs nothing. */
export interface Target {
  /** `ossa generate <name>`. */
  readonly name: string
  readonly summary: string
  /** The first line of every artifact. Files that begin with it are ours to replace and to remove. */
  readonly header: string
  /** The artifacts of a workspace without errors. The same workspace gives the same bytes. */
  generate(compiled: CompiledWorkspace): AsyncIterable<Artifact>
}
