import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { services } from '#hooks/index.ts';
import type { Card } from '#src/cds/protocol.ts';
import type { Moment } from '#src/clock.ts';
import type { Collaborators } from '#src/collaborators.ts';
import { type Composed, compose } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import { prefetchTemplates, sources } from '#src/fhir/searches.ts';
import { type Day, isoDay } from '#src/history/calendar.ts';
import type { Contact, Part } from '#src/history/history.ts';
import { silentLog } from '#src/observability/log.ts';
import type { Chart } from './charts.ts';
import { prefetchOf } from './prefetch-of.ts';
import { type Relations, relationsIn } from './relations.ts';

/** One chart, opened once. */
export interface Opened {
  readonly patient: Chart['patient'];
  readonly asOf: string;
  readonly user: string;
  readonly relations: Relations | undefined;
  readonly outcome: 'answered' | 'nothing-to-go-on' | 'crashed';
  readonly status: number;
  readonly cards: readonly Card[];
}

/** Who opens the charts and when; by default the clinician of the last contact, on the day after it. */
export interface When {
  readonly asOf: Day | undefined;
  readonly user: string | undefined;
}

const noon = 12 * 60 * 60 * 1000;
const msPerDay = 24 * 60 * 60 * 1000;

/** Opens each chart by the whole service in this process. Staff comes from the files, where roles are among them. */
export async function* openCharts(charts: readonly Chart[], when: When): AsyncGenerator<Opened> {
  for (const [resources, people] of Map.groupBy(charts, (chart) => chart.resources)) {
    const directory = mkdtempSync(join(tmpdir(), 'secure-base-try-'));
    const staff = staffFile(resources, directory);
    const config = readConfig({
      ...process.env,
      DEMO: 'on',
      LOG_LEVEL: 'silent',
      AUDIT_LOG: 'off',
      DEADLINE_MS: '10000',
      ...staff,
    });
    let moment: Moment | undefined;
    const service = await compose(config, {
      log: silentLog,
      services: (all) => services({ ...all, clock: () => moment ?? all.clock() }),
      pressure: {},
    });
    try {
      for (const chart of people) yield await open(chart, when, service, (at) => (moment = at));
    } finally {
      await service.close(1000);
      rmSync(directory, { recursive: true });
    }
  }
}

function staffFile(resources: readonly Resource[], directory: string): { STAFF_DIRECTORY?: string } {
  if (!resources.some(({ resourceType }) => resourceType === 'PractitionerRole')) return {};
  const staff = resources.filter(({ resourceType }) =>
    /^(Practitioner|PractitionerRole|Organization)$/.test(resourceType),
  );
  const bundle: Bundle = { resourceType: 'Bundle', type: 'collection', entry: staff.map((resource) => ({ resource })) };
  const file = join(directory, 'staff.json');
  writeFileSync(file, JSON.stringify(bundle));
  return { STAFF_DIRECTORY: file };
}

async function open(chart: Chart, when: When, service: Composed, moveTo: (moment: Moment) => void): Promise<Opened> {
  const { patient } = chart;
  const { collaborators } = service;
  const last = await lastContact(chart, collaborators);
  const today = collaborators.clock().asOf;
  const moment = momentOf(when.asOf ?? (last?.day === undefined ? today : last.day + 1));
  const user = when.user ?? last?.clinician ?? 'Practitioner/unknown';
  const { reading, opening } = await read(chart, collaborators, moment, user);
  moveTo(moment);
  const answer = await call(chart, service, user);
  const outcome = answer.status === 200 ? 'answered' : answer.status === 412 ? 'nothing-to-go-on' : 'crashed';
  return { patient, asOf: isoDay(moment.asOf), user, relations: relationsIn(reading, opening), outcome, ...answer };
}

function momentOf(asOf: Day): Moment {
  return { asOf, now: asOf * msPerDay + noon };
}

async function lastContact(chart: Chart, collaborators: Collaborators): Promise<Contact | undefined> {
  const { reading } = await read(chart, collaborators, collaborators.clock(), 'Practitioner/unknown');
  const { asOf } = collaborators.clock();
  const dated = reading.contacts.known
    ? reading.contacts.value.filter(({ day }) => day !== undefined && day <= asOf)
    : [];
  return dated.findLast(({ excluded }) => excluded === undefined) ?? dated.at(-1);
}

/** Every part that a prefetch or a staff directory can tell, also where no detector asks for it. */
const parts: readonly Part[] = [...sources.flatMap((source) => source.parts), 'roles'];

function read(chart: Chart, { reader }: Collaborators, moment: Moment, userId: string) {
  return reader.read({
    patientId: chart.patient.id,
    userId,
    encounterId: undefined,
    offered: [],
    prefetch: prefetchOf(chart, prefetchTemplates(parts)),
    server: undefined,
    parts,
    ...moment,
    signal: AbortSignal.timeout(10_000),
  });
}

async function call(chart: Chart, { app, services: [service] }: Composed, userId: string) {
  if (service === undefined) throw new Error('There is no service');
  const answer = await app.inject({
    method: 'POST',
    url: `/cds-services/${service.id}`,
    payload: {
      hook: service.hook,
      hookInstance: crypto.randomUUID(),
      context: { patientId: chart.patient.id, userId },
      prefetch: prefetchOf(chart, service.prefetch),
    },
  });
  const { cards = [] } = answer.json<{ cards?: Card[] }>();
  return { status: answer.statusCode, cards };
}
