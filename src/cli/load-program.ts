/**
 * Loads the bundled program with the code that V8 compiled the last time. Compiling is most of what a short command costs, and
 * Node 20 can keep compiled code for CommonJS only, which is why the bundle is CommonJS.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { type CodeCache, type Compiled, openCodeCache } from './code-cache.ts'

/** Loads a file of the bundle, and all that it requires of the bundle. `folder` is where the bundle is. */
export function loadProgram(folder: string, file: string): unknown {
  const cache = openCodeCache(folder)
  const program = new Program(folder, cache)
  process.on('exit', () => program.keep())
  return program.load(path.join(folder, file))
}

/** How the names of commands begin. */
const commands = 'commands+'

class Program {
  readonly #folder: string
  readonly #cache: CodeCache | undefined
  /** For what is not in the bundle. All of it looks for packages in the same folders. */
  readonly #require: NodeJS.Require
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #scripts = new Map<string, { readonly script: Script; readonly known: Compiled | undefined }>()

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
      return target === undefined ? this.#require(id) : this.load(target)
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
   * what is known was compiled: a command that has more to do than ever before adds to that.
   */
  keep(): void {
    const ranMs = Math.round(process.uptime() * 1000)
    const scripts = [...this.#scripts].map(([file, compiled]) => ({ name: this.#nameOf(file), ...compiled }))
    const command = scripts.find(({ name }) => name.startsWith(commands))?.known
    const isLong = command !== undefined && ranMs > 2 * command.ranMs
    for (const { name, script, known } of scripts) {
      if (known !== undefined && !isLong) continue
      const code = script.createCachedData()
      if (known === undefined || name.startsWith(commands) || code.length > known.code.length)
        this.#cache?.write(name, { code, ranMs })
    }
  }

  #compile(file: string): Script {
    const known = this.#cache?.read(this.#nameOf(file))
    const source = readFileSync(file, 'utf8')
    const script = new Script(source, { filename: file, ...(known === undefined ? {} : { cachedData: known.code }) })
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
