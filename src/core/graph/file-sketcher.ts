import type { AgentLinker } from '#core/compiler'
import { isAgentManifest } from '#core/manifest'
import { formatOf } from '#core/source'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import type { SchemaReader } from './capability-schemas.ts'
import { FileSubjects } from './file-subjects.ts'
import { NameFinder } from './mentions.ts'
import { SketchWriter } from './sketch-writer.ts'
import { flagsOf, Sketches } from './sketches.ts'

interface Around {
  readonly files: WorkspaceFiles
  readonly linker: AgentLinker
  readonly schemas: SchemaReader
}

/**
 * Sketches files that hold agents, or nothing, as soon as they are read, and forgets all else about them. Nothing of the other
 * manifests is needed for that.
 */
export class FileSketcher {
  readonly sketches = new Sketches()
  /** Of files that were sketched. */
  readonly rows = new Map<string, number>()
  /** What the others hold that were read. */
  readonly left = new Map<string, FileFacts>()
  readonly #around: Around
  readonly #writer: SketchWriter
  readonly #isApart: boolean

  /** `isApart`: leaves files alone that lead to others. */
  constructor(around: Around, { isApart = false }: { readonly isApart?: boolean } = {}) {
    this.#around = around
    this.#isApart = isApart
    this.#writer = new SketchWriter(this.sketches, around.files)
  }

  /** False for a file of which something follows that only all manifests together tell. It is not sketched. */
  sketch(file: string, hash: string): boolean {
    const { files } = this.#around
    if (this.left.has(file) || formatOf(file) === 'markdown') return false
    const facts = files.facts(file, 'discovered')
    if (facts !== undefined && (!isOnlyAgents(facts) || (this.#isApart && this.#leadsElsewhere(facts)))) {
      this.#leave(facts)
      return false
    }
    this.rows.set(file, this.sketches.size)
    this.#writer.begin({ file, hash, flags: flagsOf(facts) })
    if (facts !== undefined) this.#writer.write(this.#subjectsOf(facts))
    files.forget(file)
    return true
  }

  // Apart, somebody else reads it, and counts it.
  #leave(facts: FileFacts): void {
    if (!this.#isApart) this.left.set(facts.file, facts)
    else {
      this.#around.files.forget(facts.file)
      this.#around.files.counts.misses -= 1
    }
  }

  // What cannot be read is tried again where that is said.
  #leadsElsewhere({ file, manifests }: FileFacts): boolean {
    if (this.#around.files.text(file) === undefined) return true
    const capabilities = manifests.filter(isAgentManifest).flatMap(({ content }) => content.spec.capabilities ?? [])
    return capabilities.some(
      ({ operation, input, output }) =>
        operation !== undefined || [input, output].some((schema) => JSON.stringify(schema)?.includes('$ref') === true),
    )
  }

  #subjectsOf({ file, manifests, isOpenApi }: FileFacts): FileSubjects {
    const { files, linker, schemas } = this.#around
    const agents = linker.linkAgents(manifests)
    const content = { file, agents, workflows: [], servers: [], isOpenApi }
    return new FileSubjects(content, { files, schemas, finder: () => new NameFinder([]) })
  }
}

function isOnlyAgents({ manifests, toolLists, lost }: FileFacts): boolean {
  return toolLists.length === 0 && lost.length === 0 && manifests.every(isAgentManifest)
}
