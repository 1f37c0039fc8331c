import type { Metric } from './metric.ts'

/** Metrics in the text format of Prometheus, in the order given. Loads the library only then. */
export async function writeMetrics(metrics: readonly Metric[]): Promise<string> {
  const { printMetrics } = await import('./prometheus.ts')
  return printMetrics(metrics)
}
