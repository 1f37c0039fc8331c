import type { OpenOptions } from './port.ts'

/** What a worker is started with. */
export interface WorkerOptions extends Pick<OpenOptions, 'root' | 'environment' | 'now' | 'random' | 'execute'> {
  /** Name of the machine, and number of the process: for people. */
  readonly host: string
  readonly pid: number
  /** Lines about what is going on. */
  readonly say: (line: string) => void
}

/** How many attempts may run at the same time, in each worker and in all together, and how many may begin in a time. */
export interface FleetLimits {
  readonly perWorker?: number | undefined
  /** `null`: no limit. */
  readonly concurrency?: number | null | undefined
  /** `null`: no limit. */
  readonly rate?: { readonly attempts: number; readonly seconds: number } | null | undefined
}

export interface RunningWorker {
  /** Where it takes its work from, in a few words. */
  readonly description: string
  /** Takes nothing new once `stop` is aborted, and returns when what is under way has ended. */
  work(stop: AbortSignal): Promise<{ readonly attempts: number }>
  /** Ends at once, by force, what attempts have started: for a process that exits before `work` returns. */
  kill(): void
}
