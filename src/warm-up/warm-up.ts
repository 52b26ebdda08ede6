import type { CdsService } from '../cds/service.ts';
import type { Day } from '../history/calendar.ts';
import { openSyntheticServer } from './fhir-server.ts';
import { type Chart, chartsOn, openingCall, type SyntheticCall } from './openings.ts';
import { staffResources } from './practice.ts';

/** A service whose calls leave no trace in store, audit or metrics. */
export interface DryRun {
  readonly services: readonly CdsService[];
  /** Posts a call and resolves to the body of its response. */
  post(call: SyntheticCall): Promise<string>;
  close(): Promise<void>;
}

/** The response of a service to a chart. */
export interface WarmUpAnswer {
  readonly service: string;
  readonly expectedCodes: readonly string[];
  readonly answer: string;
}

/**
 * Makes each service answer synthetic charts, one for each kind of card it can give and one of a long life, with
 * prefetch and by reading from a local server. This lets V8 compile the code and regular expressions before the first
 * clinician of the day calls.
 */
export async function* warmUp(startDryRun: () => Promise<DryRun>, today: Day): AsyncGenerator<WarmUpAnswer> {
  const { charts, long } = chartsOn(today);
  const server = await openSyntheticServer([
    ...staffResources(today),
    ...[...charts, long].flatMap(({ record }) => record),
  ]);
  try {
    const { services, post, close } = await startDryRun();
    try {
      for (const [service, chart, base] of openings(services, charts, long, server.base)) {
        const answer = await post(openingCall(chart, service, today, base));
        yield { service: service.id, expectedCodes: chart.life.expectedCodes, answer };
      }
    } finally {
      await close();
    }
  } finally {
    server.close();
  }
}

/** The long chart first, because it compiles most of what the others need. */
function* openings(
  services: readonly CdsService[],
  charts: readonly Chart[],
  long: Chart,
  base: string,
): Generator<readonly [CdsService, Chart, string?]> {
  const [first] = services;
  if (first === undefined) return;
  yield [first, long];
  yield [first, long, base];
  for (const service of services) {
    const own = charts.filter(({ life }) => life.expectedCodes.some((code) => service.shows.includes(code)));
    for (const chart of own) yield chart.life.fromServer ? [service, chart, base] : [service, chart];
  }
}
