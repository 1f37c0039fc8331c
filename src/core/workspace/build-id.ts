declare const OSSA_BUILD_ID: string | undefined

/** Names the program that works things out: a hash of its sources, put in when it is bundled. */
export const buildId = typeof OSSA_BUILD_ID === 'undefined' ? 'development' : OSSA_BUILD_ID
