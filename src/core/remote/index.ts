/** Documents of other hosts: what may be asked for, how it is fetched, and the copies that are kept. Knows no manifest. */
export { type RemoteRequest, type WithRemote, withRemote } from './with-remote.ts'
