import path from 'node:path'
import { type CompiledWorkspace, type CompileOnDiskRequest, compileOnDisk } from '#core/compiler'
import type { GenerateOutput } from '#core/contract'
import { countBySeverity, usageError } from '#core/diagnostics'
import { type Artifact, compareArtifacts, filesHeadedBy, firstLineOf, removeFiles, writeArtifacts } from '#core/source'
import type { Target } from './target.ts'
import { type TargetName, targets } from './targets.ts'

export interface GenerateRequest extends CompileOnDiskRequest {
  readonly target: TargetName
  /** The folder that the artifacts go to, relative to `cwd`. */
  readonly output: string
  /** Write nothing; say what would change. */
  readonly check: boolean
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

/** What was generated, and from what. */
export interface GeneratedFiles {
  readonly output: GenerateOutput
  readonly root: string
  readonly compiled: CompiledWorkspace
  readonly remoteNotes: readonly string[]
}

/** Brings the files of a target up to date. A workspace with errors gives nothing. */
export async function generateFiles({
  target: name,
  output,
  check,
  ...request
}: GenerateRequest): Promise<GeneratedFiles> {
  const target: Target = targets.find((known) => known.name === name) ?? targets[0]
  const start = request.now()
  const { root, compiled, remoteNotes } = await compileOnDisk(request)
  const isSound = countBySeverity(compiled.diagnostics).error === 0
  const folder = path.resolve(request.cwd, output)
  const files = isSound ? await updateFiles({ target, folder, check }, compiled) : []
  const isFresh = !check || files.every(({ state }) => state === 'unchanged')
  return {
    output: {
      ok: isSound && isFresh,
      target: name,
      output,
      files,
      diagnostics: [...compiled.diagnostics],
      durationMs: Math.round(request.now() - start),
    },
    root,
    compiled,
    remoteNotes,
  }
}

type FileStates = GenerateOutput['files']

async function updateFiles(
  { target, folder, check }: { target: Target; folder: string; check: boolean },
  compiled: CompiledWorkspace,
): Promise<FileStates> {
  const artifacts: Artifact[] = []
  for await (const artifact of target.generate(compiled)) artifacts.push(artifact)
  refuseForeign(folder, artifacts, target.header)
  const compared: FileStates = compareArtifacts(folder, artifacts)
  const current = new Set(artifacts.map((artifact) => artifact.path))
  const obsolete = filesHeadedBy(target.header, folder).filter((file) => !current.has(file))
  if (check) return inOrder([...compared, ...obsolete.map((file) => ({ path: file, state: 'obsolete' as const }))])
  const written = writeArtifacts(folder, artifacts)
  removeFiles(folder, obsolete)
  return inOrder([
    ...compared.map(({ path: file, state }) => ({ path: file, state: written.includes(file) ? 'written' : state })),
    ...obsolete.map((file) => ({ path: file, state: 'removed' as const })),
  ])
}

// Someone's own index.ts must not be lost because a folder was mistyped.
function refuseForeign(folder: string, artifacts: readonly Artifact[], header: string): void {
  const foreign = artifacts.find((artifact) => ![undefined, header].includes(firstLineOf(folder, artifact.path)))
  if (foreign === undefined) return
  throw usageError(
    'generate/not-generated',
    `${path.join(folder, foreign.path)} exists and was not generated.`,
    'Choose another folder with --output, or remove the file.',
  )
}

function inOrder(files: FileStates): FileStates {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
