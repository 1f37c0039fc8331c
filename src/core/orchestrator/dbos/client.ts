import { Client } from 'pg'

type OnConnected = (error: Error) => void

/** The driver keeps a connection open on which it could not log in; the process would wait until the server ends it. */
export class ClosingClient extends Client {
  override connect(): Promise<this>
  override connect(callback: OnConnected): void
  override connect(callback?: OnConnected): Promise<this> | undefined {
    if (callback === undefined)
      return super.connect().then(
        () => this,
        (error: unknown) => {
          this.#leave()
          throw error
        },
      )
    super.connect((error: Error) => {
      if (error) this.#leave()
      callback(error)
    })
    return undefined
  }

  #leave(): void {
    void this.end().catch(() => undefined)
  }
}
