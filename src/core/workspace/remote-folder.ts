import { stateFolder } from './state.ts'

/** Where copies of documents of other hosts are, below the root. */
export const remoteFolder = `${stateFolder}/cache/remote`
