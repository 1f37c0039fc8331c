import { setFlagsFromString } from 'node:v8'
import { type AsUsual, setAsUsual } from './as-usual.ts'

/** V8 complains about flags that it does not know. */
const lastKnownNode = 24

/**
 * From now on V8 inlines nothing when it optimizes. What is over within a second does not get back what inlining takes: it is most of
 * what the threads of V8 do meanwhile, and where there are few processors they push this one aside.
 */
export function stopInlining(): void {
  if (Number.parseInt(process.versions.node, 10) > lastKnownNode) return
  const without = () => setFlagsFromString('--no-turbo-inlining')
  const around: AsUsual = (work) => {
    setFlagsFromString('--turbo-inlining')
    try {
      return work()
    } finally {
      without()
    }
  }
  without()
  setAsUsual(around)
}
