import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Everything that is counted and timed. No label holds an id, a name or any free text. */
export interface Metrics {
  readonly registry: Registry;
  request(route: string, method: string, status: number, seconds: number): void;
  /** One read from a FHIR server. */
  fhirRead(resourceType: string, outcome: string, seconds: number): void;
  /** A detection found something, whether or not it was shown. */
  found(code: string): void;
  shown(service: string, code: string): void;
  /** Found, but not shown. */
  held(code: string, why: string): void;
  skipped(code: string, part: string, why: string): void;
  /** Content that could not be used. */
  unusable(reason: string, count: number): void;
  serverRefused(service: string): void;
  clientRefused(reason: string): void;
  adminRefused(reason: string): void;
  late(service: string): void;
  /** `reason` is empty where none was given. */
  feedback(service: string, outcome: string, reason: string): void;
  /** Answers that were dropped, since nobody was shown their card within a day. */
  unmatchedFeedback(count: number): void;
  /** A token whose earlier use could be checked in this process alone. */
  tokenCheckedAlone(): void;
  /** Shows how far behind the store is. */
  watchStore(lag: () => StoreLag): void;
}

/**
 * What is not yet written down: how many openings, for how long, how many were lost, and whether the last attempt failed; and
 * how old the oldest row and the last purge are, where that is known.
 */
interface StoreLag {
  readonly waiting: number;
  readonly oldestMs: number;
  readonly dropped: number;
  readonly failing: boolean;
  readonly oldestRowMs: number | undefined;
  readonly sincePurgeMs: number | undefined;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Metrics in a registry of their own, so that several apps can run in one process. */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `secure_base_${name}`, help, labelNames, registers: [registry] });
  const timer = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name: `secure_base_${name}`, help, labelNames, buckets: seconds, registers: [registry] });

  const requests = timer('request_seconds', 'Time from request to answer', ['route', 'method', 'status']);
  const reads = timer('fhir_read_seconds', 'Time of reads from FHIR servers', ['type', 'outcome']);
  const findings = counter('findings_total', 'Findings, shown or not', ['code']);
  const cards = counter('cards_total', 'Cards shown', ['service', 'code']);
  const held = counter('held_total', 'Findings that were not shown', ['code', 'why']);
  const skipped = counter('skipped_total', 'Detections that could not run', ['code', 'part', 'why']);
  const unusable = counter('unusable_content_total', 'Content that could not be used', ['reason']);
  const refused = counter('refused_fhir_server_total', 'Calls that named a server that may not be called', ['service']);
  const clients = counter('refused_client_total', 'Calls that were not let in', ['reason']);
  const admins = counter('refused_admin_total', 'Rejected calls of the administration', ['reason']);
  const late = counter('late_answers_total', 'Calls answered without cards at the deadline', ['service']);
  const feedback = counter('feedback_total', 'Feedback on cards', ['service', 'outcome', 'reason']);
  const unmatched = counter(
    'feedback_unmatched_total',
    'Answers dropped because their card was not shown in a day',
    [],
  );
  const alone = counter('token_checked_alone_total', 'Tokens checked for earlier use in this process alone', []);
  return {
    registry,
    request: (route, method, status, time) => requests.observe({ route, method, status }, time),
    fhirRead: (type, outcome, time) => reads.observe({ type, outcome }, time),
    found: (code) => findings.inc({ code }),
    shown: (service, code) => cards.inc({ service, code }),
    held: (code, why) => held.inc({ code, why }),
    skipped: (code, part, why) => skipped.inc({ code, part, why }),
    unusable: (reason, count) => unusable.inc({ reason }, count),
    serverRefused: (service) => refused.inc({ service }),
    clientRefused: (reason) => clients.inc({ reason }),
    adminRefused: (reason) => admins.inc({ reason }),
    late: (service) => late.inc({ service }),
    feedback: (service, outcome, reason) => feedback.inc({ service, outcome, reason }),
    unmatchedFeedback: (count) => unmatched.inc(count),
    tokenCheckedAlone: () => alone.inc(),
    watchStore: (lag) => watchStore(registry, lag),
  };
}

function watchStore(registry: Registry, lag: () => StoreLag): void {
  const gauge = (name: string, help: string, value: (now: StoreLag) => number) =>
    new Gauge({
      name: `secure_base_store_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value(lag()));
      },
    });
  gauge('waiting', 'Openings not yet written down', ({ waiting }) => waiting);
  gauge('lag_seconds', 'How long the oldest of them has waited', ({ oldestMs }) => oldestMs / 1000);
  gauge('dropped', 'Openings lost since the start', ({ dropped }) => dropped);
  const ageSeconds = (ms: number | undefined) => (ms === undefined ? Number.NaN : ms / 1000);
  gauge('oldest_row_seconds', 'Age of the oldest row that KEEP_DAYS will delete', (now) => ageSeconds(now.oldestRowMs));
  gauge('since_purge_seconds', 'Time since the last purge began', (now) => ageSeconds(now.sincePurgeMs));
  gauge('failing', '1 while the last attempt to read or write failed', ({ failing }) => Number(failing));
}

/** Adds what the process itself is doing: event-loop delay, memory, garbage collection. */
export function watchProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}
