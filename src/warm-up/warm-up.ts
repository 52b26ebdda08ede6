import type { CdsService } from '../cds/service.ts';
import type { Day } from '../history/calendar.ts';
import { openMadeUpServer } from './fhir-server.ts';
import { type Chart, chartsOn, type MadeUpCall, openingOf } from './openings.ts';
import { staffOn } from './practice.ts';

/** A service whose calls leave no trace. */
export interface Rehearsal {
  readonly services: readonly CdsService[];
  /** Posts a call and resolves to its answer's body. */
  post(call: MadeUpCall): Promise<string>;
}

/** What a service answered to the chart of a life. */
export interface Rehearsed {
  readonly service: string;
  readonly gives: readonly string[];
  readonly answer: string;
}

/**
 * Has each service answer openings of made-up charts, one for each kind of card that it can give and one of a long life:
 * with prefetch, and by reading from a server on this machine. Code that ran is compiled, and patterns that were looked
 * with are too; the first clinician of the day does not wait for it.
 */
export async function* warmUp(rehearse: () => Promise<Rehearsal>, today: Day): AsyncGenerator<Rehearsed> {
  const { charts, long } = chartsOn(today);
  const server = await openMadeUpServer([...staffOn(today), ...[...charts, long].flatMap(({ record }) => record)]);
  try {
    const { services, post } = await rehearse();
    for (const [service, chart, base] of openings(services, charts, long, server.base)) {
      const answer = await post(openingOf(chart, service, today, base));
      yield { service: service.id, gives: chart.life.gives, answer };
    }
  } finally {
    server.close();
  }
}

/** The long chart first: what it compiles is then there for all the others. */
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
    const own = charts.filter(({ life }) => life.gives.some((code) => service.shows.includes(code)));
    for (const chart of own) yield [service, chart];
  }
}
