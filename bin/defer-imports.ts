import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

/** How compilers write an import in CommonJS. */
const imports = /\b(?:var|const) (\w+) ?= ?((?:[\w.(),]*\()?(?:require\("[^"]+"\)|\(0,\w+\.require_\w+\)\(\))[,\d)]*);/g

/**
 * Makes what a CommonJS file imports load when it is first used: a run uses little of all that might be needed. From then on, what was
 * loaded takes the place of what loads it, so that a use is one look into an object. The file is one that a compiler wrote. An import
 * of which more than members is used stays as it is.
 */
export function deferImports(text: string): string {
  const members = new Map<string, Set<string>>()
  for (const [, name = ''] of text.matchAll(imports)) members.set(name, new Set())
  for (const [, name = '', member = ''] of text.matchAll(/\b(\w+)\.([\w$]+)/g)) members.get(name)?.add(member)
  return text.replace(imports, (whole, name: string, load: string) => {
    const uses = text.matchAll(new RegExp(`(?<![\\w$])${name}(?![\\w$])(?!\\.[\\w$])`, 'g'))
    // Its declaration is the one.
    if ([...uses].length > 1) return whole
    const getters = [...(members.get(name) ?? [])].map((member) => `get ${member}(){return(${name}=${load}).${member}}`)
    return getters.length === 0 ? '' : `var ${name}={${getters.join()}};`
  })
}

/** The framework of the commands brings plugins, spinners and templates, which few commands see. */
export const deferredFramework: Plugin = {
  name: 'deferred-framework',
  setup({ onLoad }) {
    onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/].*\.js$/ }, ({ path }) => ({
      contents: deferImports(deferExports(withoutVersionCheck(readFileSync(path, 'utf8')))),
      loader: 'js',
    }))
  },
}

// bin/run.cjs has looked at the version of Node.
function withoutVersionCheck(text: string): string {
  return text.replace(/^checkNodeVersion\(\);$/m, '')
}

// A module that is passed on as a whole is loaded when somebody asks for it, too.
function deferExports(text: string): string {
  return text.replace(
    /^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));$/gm,
    (_, name: string, load: string) =>
      `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => ${load} });`,
  )
}
