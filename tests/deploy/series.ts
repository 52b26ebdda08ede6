import { z } from 'zod';
import { createMetrics, watchProcess } from '#src/observability/metrics.ts';

export interface Series {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
}

/** What Prometheus adds to each series that it reads. */
const ofScraping = ['job', 'instance'];

const Metric = z.object({
  name: z.string(),
  type: z.enum(['counter', 'gauge', 'histogram']),
  labelNames: z.array(z.string()),
});

/** Every series of /metrics by its name, and `up`, which Prometheus itself writes. */
export function knownSeries(): ReadonlyMap<string, Series> {
  const { registry, watchStore } = createMetrics();
  watchStore(() => ({ waiting: 0, oldestMs: 0, dropped: 0, failing: false, oldestRowMs: 0, sincePurgeMs: 0 }));
  watchProcess(registry);
  const metrics = z.array(Metric).parse(registry.getMetricsAsArray());
  const ours = metrics.flatMap(({ name, type, labelNames }): [string, Series][] => {
    const labels = [...labelNames, ...ofScraping];
    if (type !== 'histogram') return [[name, { type, labels }]];
    return [
      [`${name}_bucket`, { type, labels: [...labels, 'le'] }],
      [`${name}_count`, { type, labels }],
      [`${name}_sum`, { type, labels }],
    ];
  });
  return new Map([...ours, ['up', { type: 'gauge', labels: ofScraping }]]);
}

/** What only grows in one process: its value stays until the next start, so an alert on it would never clear. */
export const onlyGrows = (name: string, { type }: Series) => type !== 'gauge' || name === 'secure_base_store_dropped';
