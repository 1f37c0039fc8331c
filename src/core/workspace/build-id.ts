declare const OSSA_BUILD: string | undefined

/** Names the program that works things out: a hash of its sources, put in when it is bundled. */
export const buildId = typeof OSSA_BUILD === 'undefined' ? 'development' : OSSA_BUILD
