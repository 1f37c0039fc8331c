import { Gauge, Registry } from 'prom-client'
import type { Metric } from './metric.ts'

/** Metrics in the text format of Prometheus, in the order given. */
export function printMetrics(metrics: readonly Metric[]): Promise<string> {
  const registry = new Registry()
  for (const { name, help, samples } of metrics) {
    const labelNames = [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))]
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] })
    for (const { labels = {}, value } of samples) gauge.set({ ...labels }, value)
  }
  return registry.metrics()
}
