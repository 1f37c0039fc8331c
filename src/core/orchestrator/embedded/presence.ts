import path from 'node:path'
import { holdLock, isLockHeld, type Lock } from '#core/database'

/** Shows other processes that this one is alive, by a lock that the operating system gives back when it dies. */
export class Presence {
  readonly owner: string
  readonly #folder: string
  #lock: Lock | undefined

  constructor(folder: string, owner: string) {
    this.#folder = folder
    this.owner = owner
  }

  /** From now on this process counts as alive. */
  announce(): void {
    this.#lock ??= holdLock(this.#file(this.owner))
    if (this.#lock === undefined) throw new Error(`The lock of ${this.owner} is held by another process.`)
  }

  readonly isAlive = (owner: string): boolean => isLockHeld(this.#file(owner))

  leave(): void {
    this.#lock?.release()
    this.#lock = undefined
  }

  #file(owner: string): string {
    return path.join(this.#folder, `${owner}.lock`)
  }
}
