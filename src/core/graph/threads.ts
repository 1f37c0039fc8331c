import type { Partition } from './cluster-graph.ts'
import type { PartitionJob } from './partition-share.ts'
import type { StartSketching } from './sketch-share.ts'

/** Other threads of the program, where it has some. */
export interface Threads {
  readonly sketch: StartSketching
  /** Does `partitionShare`; undefined if it fails. */
  readonly partition: (job: PartitionJob) => Promise<Partition | undefined>
}
