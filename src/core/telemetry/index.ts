/** What a program tells about itself to those who watch it: metrics. Knows nobody else. */
export type { Metric } from './metric.ts'
export { writeMetrics } from './write-metrics.ts'
