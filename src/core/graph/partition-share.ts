import { clusterEdges, type Partition, type VertexPairs } from './cluster-graph.ts'
import { louvain } from './louvain.ts'

/** A graph of which the communities are to be found. */
export type PartitionJob = VertexPairs

/** Finds the communities of a graph, which takes a while where it is large. */
export function partitionShare(job: PartitionJob): Partition {
  return louvain(job.vertices, clusterEdges(job))
}
