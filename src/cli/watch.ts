import { type FSWatcher, watch } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import { reportFailure } from './failure.ts'
import { interruptible } from './interrupt.ts'
import { standardError } from './terminal.ts'

/** Editors and git change several files, or one in several steps, at a time. */
const settleMs = 100

/** What OSSA and git write themselves. */
const ownNames = new Set(['.git', '.ossa'])

/** What is written beside a file before it takes its place. */
const draft = /\.[0-9a-f-]{36}\.tmp$/

export interface Watched {
  /** Asked for before each turn. */
  folders(): readonly string[]
  /** True for files that the work itself writes, as absolute paths. Asked after each turn. */
  isWritten?(file: string): boolean
}

/**
 * Does something, and again whenever something changes in one of the folders, until Ctrl-C. What fails at first ends it; what fails
 * later is told.
 */
export async function repeatOnChange(
  { folders, isWritten = () => false }: Watched,
  work: () => Promise<unknown>,
): Promise<void> {
  const changes = new FolderChanges(isWritten)
  const attempt = async () => {
    changes.follow(folders())
    await work()
  }
  const again = async (signal: AbortSignal) => {
    signal.addEventListener('abort', () => changes.close())
    for (let turn = 0; !signal.aborted; turn += 1) {
      await attempt().catch((error: unknown) => {
        if (turn === 0 || !(error instanceof OssaError)) throw error
        reportFailure(error, { json: false })
      })
      if (!signal.aborted) standardError.write(standardError.style.faint('Watching for changes. Ctrl-C ends.'))
      await changes.next()
    }
  }
  const nothing = () => undefined
  await interruptible(again, { onStop: nothing, onEnd: nothing }).finally(() => changes.close())
}

class FolderChanges {
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #changed = new Set<string>()
  readonly #isWritten: (file: string) => boolean
  #isStill = true
  #isClosed = false
  #wake: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(isWritten: (file: string) => boolean) {
    this.#isWritten = isWritten
  }

  /** Watches these folders and no others. */
  follow(folders: readonly string[]): void {
    const wanted = new Set(folders)
    for (const [folder, watcher] of this.#watchers) if (!wanted.has(folder)) this.#drop(folder, watcher)
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#add(folder)
  }

  /** Ends once something has changed and all is still, or when it is closed. */
  async next(): Promise<void> {
    while (!this.#isClosed && !(this.#isStill && [...this.#changed].some((file) => !this.#isWritten(file))))
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    this.#changed.clear()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const [folder, watcher] of this.#watchers) this.#drop(folder, watcher)
    this.#wake?.()
  }

  #add(folder: string): void {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (!ownNames.has(name ?? '') && !draft.test(name ?? '')) this.#noteChange(path.join(folder, name ?? ''))
      })
      // A folder that goes away is a change of the one above.
      watcher.on('error', () => this.#drop(folder, watcher))
      this.#watchers.set(folder, watcher)
    } catch (cause) {
      throw unwatchable(folder, cause)
    }
  }

  #drop(folder: string, watcher: FSWatcher): void {
    watcher.close()
    this.#watchers.delete(folder)
  }

  #noteChange(file: string): void {
    this.#changed.add(file)
    this.#isStill = false
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#isStill = true
      this.#wake?.()
    }, settleMs)
  }
}

function unwatchable(folder: string, cause: unknown): OssaError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new OssaError('cli/unwatchable', `${folder} cannot be watched: ${reason}.`, {
    hint: 'Watch fewer folders with --root or `exclude` in ossa.yaml, or raise the limit of the system.',
    cause,
  })
}
