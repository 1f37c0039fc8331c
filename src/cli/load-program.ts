/**
 * Loads the bundled program with the code that V8 compiled the last time. Compiling is most of what a short command costs, and
 * Node 20 can keep compiled code for CommonJS only, which is why the bundle is CommonJS.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { asUsual } from './as-usual.ts'
import { type CodeCache, type KnownCode, openCodeCache } from './code-cache.ts'

/**
 * Loads a file of the bundle, and all that it requires of the bundle. `folder` is where the bundle is. `keepsCode`: what has been compiled
 * is kept when the process ends.
 */
export function loadProgram(folder: string, file: string, { keepsCode = true } = {}): unknown {
  const cache = openCodeCache(folder)
  const program = new Program(folder, cache)
  if (keepsCode) process.on('exit', () => asUsual(() => program.keep()))
  return program.load(path.join(folder, file))
}

const firstWaitMs = 1_000
const lastWaitMs = 24 * 3600 * 1_000

/** How the names of commands begin. */
const commands = 'commands+'

class Program {
  readonly #folder: string
  readonly #cache: CodeCache | undefined
  /** For what is not in the bundle. All of it looks for packages in the same folders. */
  readonly #require: NodeJS.Require
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #scripts = new Map<string, { readonly script: Script; readonly known: KnownCode | undefined }>()

  constructor(folder: string, cache: CodeCache | undefined) {
    this.#folder = folder + path.sep
    this.#cache = cache
    this.#require = createRequire(this.#folder)
  }

  load(file: string): unknown {
    const known = this.#modules.get(file)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    this.#modules.set(file, module)
    const run = this.#compile(file).runInThisContext() as (...values: unknown[]) => void
    const folder = path.dirname(file)
    const load = (id: string): unknown => {
      const target = this.#inBundle(id, folder)
      return target === undefined ? asUsual(() => this.#require(id)) : this.load(target)
    }
    const importModule = async (id: string): Promise<unknown> => {
      const target = this.#inBundle(id, folder)
      return target === undefined ? import(this.#urlOf(id)) : this.load(target)
    }
    Object.assign(load, { resolve: this.#require.resolve })
    run(module.exports, load, module, file, folder, importModule)
    return module.exports
  }

  /**
   * Keeps the code that was compiled in this process. What a function was compiled to is in it if the function has run, now or when
   * what is known was compiled. To look whether there is more takes a while: the longer there was none, the more seldom it is done.
   */
  keep(): void {
    const scripts = [...this.#scripts].map(([file, compiled]) => ({ name: this.#nameOf(file), ...compiled }))
    const command = scripts.find(({ name }) => name.startsWith(commands))
    const isDue = command?.known !== undefined && command.known.ageMs > command.known.waitMs
    let hasMore = false
    for (const { name, script, known } of scripts) {
      if (known !== undefined && !isDue) continue
      const code = script.createCachedData()
      // A little more is not worth its writing.
      if (known !== undefined && code.length < known.code.length * 1.02) continue
      hasMore = true
      this.#cache?.write(name, { code, waitMs: firstWaitMs })
    }
    if (command?.known === undefined || !isDue) return
    const waitMs = hasMore ? firstWaitMs : Math.min(2 * command.known.waitMs, lastWaitMs)
    this.#cache?.write(command.name, { code: command.script.createCachedData(), waitMs })
  }

  #compile(file: string): Script {
    const known = this.#cache?.read(this.#nameOf(file))
    const source = readFileSync(file, 'utf8')
    const options = { filename: file, ...(known === undefined ? {} : { cachedData: known.code }) }
    const script = asUsual(() => new Script(source, options))
    this.#scripts.set(file, { script, known: script.cachedDataRejected === true ? undefined : known })
    return script
  }

  #inBundle(id: string, folder: string): string | undefined {
    if (!id.startsWith('.') && !path.isAbsolute(id)) return undefined
    const target = path.resolve(folder, id)
    return target.startsWith(this.#folder) && target.endsWith('.cjs') ? target : undefined
  }

  #urlOf(id: string): string {
    const view = /^view:(.*)$/.exec(id)?.[1]
    return view === undefined ? id : pathToFileURL(`${this.#folder}cli/views/${view}.js`).href
  }

  #nameOf(file: string): string {
    return file.slice(this.#folder.length).replaceAll(path.sep, '+')
  }
}
