import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { services } from '#hooks/index.ts';
import type { Card } from '#src/cds/protocol.ts';
import type { Moment } from '#src/chart/clock.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService, type Service } from '#src/wiring/service.ts';
import type { RecordedCall } from './recorded-call.ts';

/** The service in this process, and the hand of its clock. */
export interface Served {
  readonly service: Service;
  readonly moveTo: (moment: Moment) => void;
}

/** What became of a call; without enough data it is a 412. */
export type Outcome = 'answered' | 'nothing-to-go-on' | 'crashed';

/** Does something for each of these by a service of its own, whose staff directory is this Bundle. */
export async function* served<T, R>(
  staff: object | undefined,
  all: readonly T[],
  run: (one: T, by: Served) => Promise<R>,
): AsyncGenerator<R> {
  const directory = mkdtempSync(join(tmpdir(), 'secure-base-try-'));
  const file = join(directory, 'staff.json');
  if (staff !== undefined) writeFileSync(file, JSON.stringify(staff));
  const config = readConfig({
    ...process.env,
    DEMO: 'on',
    LOG_LEVEL: 'silent',
    AUDIT_LOG: 'off',
    DEADLINE_MS: '10000',
    ...(staff !== undefined && { STAFF_DIRECTORY: file }),
  });
  let moment: Moment | undefined;
  const service = await composeService(config, {
    log: silentLog,
    services: (charts) => services({ ...charts, clock: () => moment ?? charts.clock() }),
    pressure: {},
  });
  try {
    for (const one of all) yield await run(one, { service, moveTo: (at) => (moment = at) });
  } finally {
    await service.close(1000);
    rmSync(directory, { recursive: true });
  }
}

/** The staff among these resources; undefined where no role says who works where. */
export function staffAmong(resources: readonly Resource[]): Bundle | undefined {
  if (!resources.some(({ resourceType }) => resourceType === 'PractitionerRole')) return undefined;
  const staff = resources.filter(({ resourceType }) =>
    /^(Practitioner|PractitionerRole|Organization)$/.test(resourceType),
  );
  return { resourceType: 'Bundle', type: 'collection', entry: staff.map((resource) => ({ resource })) };
}

/** Answers one call on a day. */
export async function call(request: RecordedCall['request'], moment: Moment, { service, moveTo }: Served) {
  const asked = service.services.find(({ hook }) => hook === request.hook);
  moveTo(moment);
  const answer = await service.app.inject({
    method: 'POST',
    url: `/cds-services/${asked?.id ?? request.hook}`,
    payload: { ...request, hookInstance: crypto.randomUUID() },
  });
  const { statusCode: status } = answer;
  const { cards = [] } = answer.json<{ cards?: Card[] }>();
  const outcome: Outcome = status === 200 ? 'answered' : status === 412 ? 'nothing-to-go-on' : 'crashed';
  return { status, cards, outcome };
}
