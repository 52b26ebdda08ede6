import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { thisBuild } from '../values/build.ts';

/** All counters and timers. No label holds an id, a name or free text, but that of the sites that ask to be counted. */
export interface Metrics {
  readonly registry: Registry;
  request(route: string, method: string, status: number, seconds: number): void;
  /** One read from a FHIR server. */
  fhirRead(resourceType: string, outcome: string, seconds: number): void;
  /** A finding of a detection, whether or not it was shown. */
  finding(code: string): void;
  shown(service: string, code: string): void;
  /** A card that would have been shown, were its detection not silent. */
  shownSilently(service: string, code: string): void;
  /** A finding that was held back. */
  held(code: string, why: string): void;
  skipped(code: string, part: string, why: string): void;
  unusable(reason: string, count: number): void;
  fhirServerRejected(service: string): void;
  clientRejected(reason: string): void;
  adminRejected(reason: string): void;
  answeredLate(service: string): void;
  /** A worker thread was ended with what it was doing. */
  workerEnded(): void;
  /** `reason` is empty if none was given. */
  feedback(service: string, outcome: string, reason: string): void;
  /** An opening at a site that is counted by itself, by its tenant, and the cards that were shown. */
  openedAt(site: string, cards: number): void;
  /** Feedback dropped because its card was not shown to anybody within a day. */
  unmatchedFeedback(count: number): void;
  /** An opening at which the store could not be read in time. */
  openingWithoutStore(): void;
  /** A token whose replay could be checked only within this process. */
  tokenCheckedLocally(): void;
  /** Adds gauges of the write-behind lag and of retention. */
  watchStore(lag: () => StoreLag): void;
}

/**
 * Write-behind lag in openings and milliseconds, openings lost, whether the last attempt failed, and the ages of the
 * oldest row and of the last purge, if known.
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

/** Each app has its own registry, so that several can run in one process. */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const counter: MakeCounter = (name, help, labelNames) =>
    new Counter({ name: `secure_base_${name}`, help, labelNames, registers: [registry] });
  const timer = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name: `secure_base_${name}`, help, labelNames, buckets: seconds, registers: [registry] });

  const requests = timer('request_seconds', 'Time from request to response', ['route', 'method', 'status']);
  const reads = timer('fhir_read_seconds', 'Time of reads from FHIR servers', ['type', 'outcome']);
  const findings = counter('findings_total', 'Findings, shown or not', ['code']);
  const cards = counter('cards_total', 'Cards shown', ['service', 'code']);
  const silent = counter('silent_cards_total', 'Cards not shown in silent mode', ['service', 'code']);
  const held = counter('held_total', 'Findings that were held back', ['code', 'why']);
  const skipped = counter('skipped_total', 'Detections that could not run, by unread part', ['code', 'part', 'why']);
  const unusable = counter('unusable_content_total', 'Unusable content in records', ['reason']);
  const late = counter('late_answers_total', 'Calls answered without cards at the deadline', ['service']);
  const workers = counter('workers_ended_total', 'Worker threads ended with what they were doing', []);
  const feedback = counter('feedback_total', 'Feedback on cards', ['service', 'outcome', 'reason']);
  const unmatched = counter('feedback_unmatched_total', 'Feedback whose card was not shown within a day', []);
  const unread = counter('store_unread_total', 'Openings at which the store could not be read in time', []);
  describeBuild(registry);
  return {
    registry,
    request: (route, method, status, time) => requests.observe({ route, method, status }, time),
    fhirRead: (type, outcome, time) => reads.observe({ type, outcome }, time),
    finding: (code) => findings.inc({ code }),
    shown: (service, code) => cards.inc({ service, code }),
    shownSilently: (service, code) => silent.inc({ service, code }),
    held: (code, why) => held.inc({ code, why }),
    skipped: (code, part, why) => skipped.inc({ code, part, why }),
    unusable: (reason, count) => unusable.inc({ reason }, count),
    ...refusals(counter),
    answeredLate: (service) => late.inc({ service }),
    workerEnded: () => workers.inc(),
    feedback: (service, outcome, reason) => feedback.inc({ service, outcome, reason }),
    openedAt: sitesCounted(counter),
    unmatchedFeedback: (count) => unmatched.inc(count),
    openingWithoutStore: () => unread.inc(),
    watchStore: (lag) => watchStore(registry, lag),
  };
}

type MakeCounter = <L extends string>(name: string, help: string, labelNames: L[]) => Counter<L>;

/** Openings and cards by site. */
function sitesCounted(counter: MakeCounter): Metrics['openedAt'] {
  const openings = counter('site_openings_total', 'Openings of charts at sites that are counted', ['site']);
  const cards = counter('site_cards_total', 'Cards shown at sites that are counted', ['site']);
  return (site, count) => {
    openings.inc({ site });
    cards.inc({ site }, count);
  };
}

/** What was refused, and tokens of which only this process knows that they are new. */
function refusals(
  counter: MakeCounter,
): Pick<Metrics, 'fhirServerRejected' | 'clientRejected' | 'adminRejected' | 'tokenCheckedLocally'> {
  const fhirServers = counter('refused_fhir_server_total', 'Calls naming a FHIR server not allowed', ['service']);
  const clients = counter('refused_client_total', 'Rejected client calls', ['reason']);
  const admins = counter('refused_admin_total', 'Rejected administrator calls', ['reason']);
  const alone = counter('token_checked_alone_total', 'Tokens checked for replay only within this process', []);
  return {
    fhirServerRejected: (service) => fhirServers.inc({ service }),
    clientRejected: (reason) => clients.inc({ reason }),
    adminRejected: (reason) => admins.inc({ reason }),
    tokenCheckedLocally: () => alone.inc(),
  };
}

/** A series that is always 1, whose labels say what runs: the usual form, to be joined with other series. */
function describeBuild(registry: Registry): void {
  const { version, revision } = thisBuild();
  const labels = { version, ...(revision !== undefined && { revision }) };
  const help = 'What runs: its version and, of a release, its commit';
  new Gauge({ name: 'secure_base_build_info', help, labelNames: Object.keys(labels), registers: [registry] }).set(
    labels,
    1,
  );
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
  gauge('waiting', 'Openings not yet written', ({ waiting }) => waiting);
  gauge('lag_seconds', 'Age of the oldest opening not yet written', ({ oldestMs }) => oldestMs / 1000);
  gauge('dropped', 'Openings lost since the start', ({ dropped }) => dropped);
  const ageSeconds = (ms: number | undefined) => (ms === undefined ? Number.NaN : ms / 1000);
  gauge('oldest_row_seconds', 'Age of the oldest row subject to KEEP_DAYS', (now) => ageSeconds(now.oldestRowMs));
  gauge('since_purge_seconds', 'Time since the start of the last purge', (now) => ageSeconds(now.sincePurgeMs));
  gauge('failing', '1 if the last read or write failed, else 0', ({ failing }) => Number(failing));
}

/** Adds Node's process metrics: event-loop delay, memory, garbage collection. */
export function watchProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}
