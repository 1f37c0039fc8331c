import { closeSync, openSync, readSync, realpathSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { statIfThere } from './find.ts'
import { makeFolder } from './make-folder.ts'
import { targetIn, temporaryBeside, unwritable } from './write.ts'

/** A file that is made while it is written; `path` is relative to the folder it goes to, with forward slashes. */
export interface StreamedArtifact {
  readonly path: string
  /** Bytes stay as they are until the next but one are asked for. May throw `BeginAgain`. */
  chunks(): Iterable<string | Uint8Array>
}

/** What chunks were made of is no longer what it was: they are to be asked for again, from the first one. */
export class BeginAgain extends Error {}

/**
 * Writes files below a folder, each one whole and not before all are there, and leaves equal ones alone. Refuses paths that lead out
 * of the folder. False if it was told to stop before it was done; then nothing has changed.
 */
export function streamArtifacts(
  folder: string,
  artifacts: Iterable<StreamedArtifact>,
  signal?: AbortSignal,
): Promise<boolean> {
  return writeDrafts(folder, signal, function* () {
    makeFolder(folder)
    const realFolder = realpathSync(folder)
    for (const { path: relative, chunks } of artifacts) {
      const target = targetIn(realFolder, relative)
      yield { path: temporaryBeside(target), target, chunks }
    }
  })
}

/** The same for one file, wherever it is. A link stays a link; a pipe or a device takes the text as it comes. */
export function streamFile(
  file: string,
  chunks: () => Iterable<string | Uint8Array>,
  signal?: AbortSignal,
): Promise<boolean> {
  return writeDrafts(file, signal, function* () {
    const known = statIfThere(file)
    if (known !== undefined && !known.isFile()) return yield { path: file, target: file, chunks }
    makeFolder(path.dirname(file))
    const target = known === undefined ? file : realpathSync(file)
    const mode = known === undefined ? {} : { mode: known.mode & 0o777 }
    yield { path: temporaryBeside(target), target, chunks, ...mode }
  })
}

/** What is written first; it takes the place of the target when all is there. */
interface Draft {
  readonly path: string
  readonly target: string
  readonly chunks: () => Iterable<string | Uint8Array>
  readonly mode?: number
}

async function writeDrafts(
  place: string,
  signal: AbortSignal | undefined,
  plan: () => Iterable<Draft>,
): Promise<boolean> {
  /** What has not taken the place of its target. */
  const left = new Set<Pick<Draft, 'path' | 'target'>>()
  try {
    for (const { path: written, target, chunks, mode = 0o644 } of plan()) {
      // What they are made of can be forgotten.
      const draft = { path: written, target }
      if (written !== target) left.add(draft)
      while (!(await writeChunks({ path: written, chunks }, mode, signal)));
    }
    const moved = [...left].filter(({ path: written, target }) => !areEqual(written, target))
    for (const draft of moved) {
      await rename(draft.path, draft.target)
      left.delete(draft)
    }
    return true
  } catch (cause) {
    if (signal?.aborted === true) return false
    if (cause instanceof Error && 'syscall' in cause) throw unwritable(place, cause)
    throw cause
  } finally {
    for (const { path: written } of left) await rm(written, { force: true })
  }
}

/** While one piece is written, the next one is made. False if it has to be done again. */
async function writeChunks(
  { path: file, chunks }: Pick<Draft, 'path' | 'chunks'>,
  mode: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const handle = await open(file, 'w', mode)
  try {
    let [spare, busy] = [Buffer.alloc(0), Buffer.alloc(0)]
    let written: Promise<void> = Promise.resolve()
    const bytesOf = (chunk: string) => {
      // In UTF-8 no character of a text takes more bytes.
      if (spare.length < chunk.length * 3) spare = Buffer.allocUnsafe(chunk.length * 3)
      return spare.subarray(0, spare.write(chunk))
    }
    for (const chunk of chunks()) {
      const bytes = typeof chunk === 'string' ? bytesOf(chunk) : chunk
      await written
      signal?.throwIfAborted()
      written = handle.writeFile(bytes)
      // It is waited for in the next turn, and must not be taken for an error that nobody cares about until then.
      written.catch(() => undefined)
      ;[spare, busy] = [busy, spare]
    }
    await written
    return true
  } catch (error) {
    if (error instanceof BeginAgain) return false
    throw error
  } finally {
    await handle.close()
  }
}

const blockBytes = 1 << 18

function areEqual(first: string, second: string): boolean {
  const [a, b] = [statIfThere(first), statIfThere(second)]
  if (a === undefined || b?.isFile() !== true || a.size !== b.size) return false
  const files = [openSync(first, 'r'), openSync(second, 'r')]
  const blocks = files.map(() => Buffer.allocUnsafe(Math.min(blockBytes, a.size)))
  try {
    for (let read = 0; read < a.size; ) {
      const [one, other] = files.map((file, place) => blockOf(file, blocks[place], Math.min(blockBytes, a.size - read)))
      if (one === undefined || other === undefined || one.length === 0 || !one.equals(other)) return false
      read += one.length
    }
    return true
  } finally {
    files.forEach(closeSync)
  }
}

function blockOf(file: number, block: Buffer | undefined, length: number): Buffer | undefined {
  return block?.subarray(0, readSync(file, block, 0, length, null))
}
