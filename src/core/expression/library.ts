import type * as Cel from './cel.ts'

let library: typeof Cel | undefined

/**
 * Loads the CEL library, which is a quarter of the program and is needed for workflows only. To be awaited before an expression
 * is compiled or evaluated.
 */
export async function loadExpressions(): Promise<void> {
  library ??= await import('./cel.ts')
}

/** The library. Throws a plain Error if it has not been loaded. */
export function cel(): typeof Cel {
  if (library === undefined) throw new Error('loadExpressions() has not been awaited.')
  return library
}
