import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { crc32 } from 'node:zlib'

/** What was compiled of a file. */
export interface Compiled {
  readonly code: Buffer
  /** For so long it is not looked whether more has been compiled. */
  readonly waitMs: number
}

export interface KnownCode extends Compiled {
  /** How long ago it was written. */
  readonly ageMs: number
}

/** Compiled code, by name. Reading and writing never fail: there may be none. */
export interface CodeCache {
  read(name: string): KnownCode | undefined
  write(name: string, compiled: Compiled): void
}

/** Names what was built; put in by the build. */
declare const OSSA_BUILD: string

const keptMs = 7 * 24 * 3600 * 1000

/**
 * The cache of this build, installed in this folder, for this Node, in the cache folder of the user. Undefined if caching is turned off as Node's own is,
 * or if somebody else could have put code there.
 */
export function openCodeCache(program: string): CodeCache | undefined {
  const { NODE_DISABLE_COMPILE_CACHE, NODE_V8_COVERAGE } = process.env
  if (NODE_DISABLE_COMPILE_CACHE !== undefined || NODE_V8_COVERAGE !== undefined) return undefined
  try {
    const all = path.join(cacheHome(), 'ossa', 'compiled')
    // Compiled code knows where it came from, and stack traces tell.
    const place = crc32(program).toString(16)
    const folder = path.join(all, `${OSSA_BUILD}-${process.version}-${process.arch}-${place}`)
    if (makeFolder(folder)) forgetOld(all)
    return isMine(folder) ? new FolderCache(folder) : undefined
  } catch {
    return undefined
  }
}

function cacheHome(): string {
  const { XDG_CACHE_HOME = '', LOCALAPPDATA = '' } = process.env
  if (path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME
  return process.platform === 'win32' && LOCALAPPDATA !== '' ? LOCALAPPDATA : path.join(homedir(), '.cache')
}

// As core does, of which nothing is loaded here: the way that Node has for this never ends below /proc. False if it was there.
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if (existsSync(folder)) return false
    if (existsSync(path.dirname(folder))) throw error
    makeFolder(path.dirname(folder))
    return makeFolder(folder)
  }
}

// Compiled code is run as it is: under sudo, a folder of the user's would let the user run code as root.
function isMine(folder: string): boolean {
  if (process.getuid === undefined) return true
  const { uid, mode } = statSync(folder)
  return uid === process.getuid() && (mode & 0o022) === 0
}

function forgetOld(all: string): void {
  const oldest = Date.now() - keptMs
  for (const name of readdirSync(all)) {
    const folder = path.join(all, name)
    if (statSync(folder).mtimeMs < oldest) rmSync(folder, { recursive: true, force: true })
  }
}

class FolderCache implements CodeCache {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  read(name: string): KnownCode | undefined {
    try {
      const file = path.join(this.#folder, name)
      const compiled = unsealed(readFileSync(file))
      return compiled && { ...compiled, ageMs: Date.now() - statSync(file).mtimeMs }
    } catch {
      return undefined
    }
  }

  // Another process may read meanwhile, so the file appears whole or not at all.
  write(name: string, compiled: Compiled): void {
    const file = path.join(this.#folder, name)
    const unfinished = `${file}.${process.pid}`
    try {
      writeFileSync(unfinished, sealed(compiled))
      renameSync(unfinished, file)
    } catch {
      rmSync(unfinished, { force: true })
    }
  }
}

const sealBytes = 8

// V8 takes damaged code for good, and crashes.
function sealed({ code, waitMs }: Compiled): Buffer {
  const end = Buffer.alloc(sealBytes)
  end.writeUInt32LE(crc32(code))
  end.writeUInt32LE(waitMs, 4)
  return Buffer.concat([code, end])
}

function unsealed(file: Buffer): Compiled | undefined {
  const code = file.subarray(0, -sealBytes)
  if (file.length <= sealBytes || file.readUInt32LE(code.length) !== crc32(code)) return undefined
  return { code, waitMs: file.readUInt32LE(code.length + 4) }
}
