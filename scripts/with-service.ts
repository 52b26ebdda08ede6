import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { services } from '#hooks/index.ts';
import type { Card } from '#src/cds/protocol.ts';
import type { Explanation } from '#src/cds/service.ts';
import type { Moment } from '#src/chart/clock.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService, type Service } from '#src/wiring/service.ts';
import type { RecordedCall } from './recorded-call.ts';

/** The service in this process, and a way to set its clock. */
export interface RunningService {
  readonly service: Service;
  readonly setClock: (moment: Moment) => void;
}

/** The outcome of a call; 412 means that there was not enough data. */
export type Outcome = 'answered' | 'nothing-to-go-on' | 'crashed';

const timeoutMs = 10_000;

/** Runs `run` for each item with a service whose staff directory is this Bundle. */
export async function* withService<T, R>(
  staff: object | undefined,
  items: readonly T[],
  run: (item: T, running: RunningService) => Promise<R>,
): AsyncGenerator<R> {
  const directory = mkdtempSync(join(tmpdir(), 'secure-base-try-'));
  const file = join(directory, 'staff.json');
  if (staff !== undefined) writeFileSync(file, JSON.stringify(staff));
  const config = readConfig({
    ...process.env,
    DEMO: 'on',
    LOG_LEVEL: 'silent',
    AUDIT_LOG: 'off',
    WORKERS: '0',
    DEADLINE_MS: `${timeoutMs}`,
    ...(staff !== undefined && { STAFF_DIRECTORY: file }),
  });
  let moment: Moment | undefined;
  const service = await composeService(config, {
    log: silentLog,
    services: (charts) => services({ ...charts, clock: () => moment ?? charts.clock() }),
    pressure: {},
  });
  try {
    for (const item of items) yield await run(item, { service, setClock: (at) => (moment = at) });
  } finally {
    await service.close(1000);
    rmSync(directory, { recursive: true });
  }
}

/** The staff among these resources; undefined without roles, which say who works where. */
export function staffBundle(resources: readonly Resource[]): Bundle | undefined {
  if (!resources.some(({ resourceType }) => resourceType === 'PractitionerRole')) return undefined;
  const staff = resources.filter(({ resourceType }) =>
    /^(Practitioner|PractitionerRole|Organization)$/.test(resourceType),
  );
  return { resourceType: 'Bundle', type: 'collection', entry: staff.map((resource) => ({ resource })) };
}

/** Makes one call on a given day. */
export async function postCall(
  request: RecordedCall['request'],
  moment: Moment,
  { service, setClock }: RunningService,
) {
  const target = service.services.find(({ hook }) => hook === request.hook);
  setClock(moment);
  const answer = await service.app.inject({
    method: 'POST',
    url: `/cds-services/${target?.id ?? request.hook}`,
    payload: { ...request, hookInstance: crypto.randomUUID() },
  });
  const { statusCode: status } = answer;
  const { cards = [], issue = [] } = answer.json<{ cards?: Card[]; issue?: { diagnostics?: string }[] }>();
  const outcome: Outcome = status === 200 ? 'answered' : status === 412 ? 'nothing-to-go-on' : 'crashed';
  return { status, cards, outcome, problems: issue.flatMap(({ diagnostics }) => diagnostics ?? []) };
}

/** What became of each detection at such a call; nothing for a call that could not be answered. */
export async function explainCall(
  { hook, context, prefetch }: RecordedCall['request'],
  moment: Moment,
  { service, setClock }: RunningService,
): Promise<readonly Explanation[]> {
  const target = service.services.find((one) => one.hook === hook);
  const { data } = target?.context.safeParse(context) ?? {};
  if (target === undefined || data === undefined) return [];
  setClock(moment);
  const signal = AbortSignal.timeout(timeoutMs);
  return target.explain({ context: data, prefetch, server: undefined, fhirServer: undefined, tenant: 'open', signal });
}
