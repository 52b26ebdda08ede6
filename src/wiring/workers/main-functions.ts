import type { Memory, MemoryQuery, MemorySnapshot } from '../../memory/memory.ts';
import { type Log, type LogFields, logTo, type Severity } from '../../observability/log.ts';
import type { Metrics } from '../../observability/metrics.ts';

/** What a worker counts. */
export const counted = [
  'fhirRead',
  'finding',
  'shown',
  'shownSilently',
  'held',
  'skipped',
  'unusable',
  'fhirServerRejected',
  'answeredLate',
] as const satisfies readonly (keyof Metrics)[];

export type Counted = (typeof counted)[number];

/** Something that a worker counts or logs. */
export type Observation =
  | { readonly [N in Counted]: { readonly count: N; readonly values: Parameters<Metrics[N]> } }[Counted]
  | { readonly log: Severity; readonly fields: LogFields };

/** What the main thread does for a worker. */
export interface MainFunctions {
  /** What is remembered; `id` names the question to {@link MainFunctions.hurry}. */
  recall(id: number, query: MemoryQuery): Promise<MemorySnapshot>;
  /** The call's deadline is near: what is known now has to do. */
  hurry(id: number): void;
  observe(observations: readonly Observation[]): void;
  /** The worker is warm. */
  ready(): void;
}

/** Does for one worker what only the main thread can. */
export function mainFunctions(
  { recall }: Pick<Memory, 'recall'>,
  { metrics, log }: { readonly metrics: Metrics; readonly log: Log },
): Omit<MainFunctions, 'ready'> {
  const open = new Map<number, AbortController>();
  return {
    recall: async (id, query) => {
      const controller = new AbortController();
      open.set(id, controller);
      try {
        return await recall(query, controller.signal);
      } finally {
        open.delete(id);
      }
    },
    hurry: (id) => open.get(id)?.abort(),
    observe: (observations) => {
      for (const one of observations) {
        if ('log' in one) log[one.log](one.fields);
        else (metrics[one.count] as (...values: readonly unknown[]) => void)(...one.values);
      }
    },
  };
}

/** A log and metrics that hand everything on, a turn of the event loop at a time. */
export function observeBy(
  send: (observations: readonly Observation[]) => void,
  level: string,
): { readonly log: Log; readonly metrics: Pick<Metrics, Counted> } {
  let waiting: Observation[] = [];
  const observe = (one: Observation) => {
    if (waiting.push(one) > 1) return;
    setImmediate(() => {
      const observations = waiting;
      waiting = [];
      send(observations);
    });
  };
  const count = (name: Counted) => [
    name,
    (...values: readonly unknown[]) => observe({ count: name, values } as Observation),
  ];
  return {
    log: logTo((severity, fields) => observe({ log: severity, fields }), level),
    metrics: Object.fromEntries(counted.map(count)) as unknown as Pick<Metrics, Counted>,
  };
}
