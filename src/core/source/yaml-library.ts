import { createRequire } from 'node:module'

type Yaml = typeof import('yaml')

let library: Yaml | undefined

/** The parser that knows positions, loaded when it is first needed: a file without faults is read without it. */
export function yaml(): Yaml {
  library ??= createRequire(import.meta.url)('yaml') as Yaml
  return library
}
