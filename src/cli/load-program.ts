/**
 * Loads the bundled program with the code that V8 compiled the last time. Compiling is most of what a short command costs, and
 * Node 20 can keep compiled code for CommonJS only, which is why the bundle is CommonJS.
 */
import { readFileSync } from 'node:fs'
import { createRequire, wrap } from 'node:module'
import path from 'node:path'
import { constants, Script } from 'node:vm'
import { type CodeCache, openCodeCache } from './code-cache.ts'

type Loader = (id: string) => unknown

/** Loads a file of the bundle, and all that it requires of the bundle. `folder` is where the bundle is. */
export function loadProgram(folder: string, file: string): unknown {
  const cache = openCodeCache()
  const program = new Program(folder, cache)
  process.on('exit', () => program.keep())
  return program.load(path.join(folder, file))
}

class Program {
  readonly #folder: string
  readonly #cache: CodeCache | undefined
  readonly #modules = new Map<string, { exports: unknown }>()
  readonly #compiled = new Map<string, Script>()

  constructor(folder: string, cache: CodeCache | undefined) {
    this.#folder = folder + path.sep
    this.#cache = cache
  }

  load(file: string): unknown {
    const known = this.#modules.get(file)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    this.#modules.set(file, module)
    const run = this.#compile(file).runInThisContext() as (...values: unknown[]) => void
    run(module.exports, this.#requireFrom(file), module, file, path.dirname(file))
    return module.exports
  }

  /** Keeps the code that was compiled in this process. What a function was compiled to is in it if the function has run. */
  keep(): void {
    for (const [file, script] of this.#compiled) this.#cache?.write(this.#nameOf(file), script.createCachedData())
  }

  #compile(file: string): Script {
    const cachedData = this.#cache?.read(this.#nameOf(file))
    const script = new Script(wrap(readFileSync(file, 'utf8')), {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    })
    if (cachedData === undefined || script.cachedDataRejected === true) this.#compiled.set(file, script)
    return script
  }

  #requireFrom(file: string): Loader & { resolve: NodeJS.RequireResolve } {
    const require = createRequire(file)
    const load = (id: string): unknown => {
      const isPath = id.startsWith('.') || path.isAbsolute(id)
      const target = isPath ? path.resolve(path.dirname(file), id) : ''
      return target.startsWith(this.#folder) && target.endsWith('.cjs') ? this.load(target) : require(id)
    }
    return Object.assign(load, { resolve: require.resolve })
  }

  #nameOf(file: string): string {
    return file.slice(this.#folder.length).replaceAll(path.sep, '+')
  }
}
