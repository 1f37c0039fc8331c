/** What a push must pass: the pushed commits compile, and the graph that goes with them is theirs. Knows no terminal. */
export { checkPush, type PushRequest } from './check-push.ts'
export { describePush } from './describe-push.ts'
export type { BuildGraph } from './graph-check.ts'
