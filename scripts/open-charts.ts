import type { Card } from '#src/cds/protocol.ts';
import type { Moment } from '#src/chart/clock.ts';
import { prefetchTemplates, sources } from '#src/fhir/read/searches.ts';
import { type Day, isoDay } from '#src/history/calendar.ts';
import type { Contact, Part } from '#src/history/history.ts';
import type { Chart, Openable } from './charts.ts';
import { prefetchOf } from './prefetch-of.ts';
import type { RecordedCall } from './recorded-call.ts';
import { type Relations, relationsIn } from './relations.ts';
import { call, type Outcome, type Served, served, staffAmong } from './served.ts';

/** One chart, opened once. */
export interface Opened {
  readonly patient: { readonly id: string; readonly name?: Chart['patient']['name'] };
  readonly asOf: string;
  readonly user: string;
  readonly relations: Relations | undefined;
  readonly outcome: Outcome;
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

/**
 * Opens each chart, and makes each recorded call again, by the whole service in this process. Staff comes from the
 * files, where roles are among them, or with the call.
 */
export async function* openAll({ charts, calls }: Openable, when: When): AsyncGenerator<Opened> {
  for (const [resources, people] of Map.groupBy(charts, (chart) => chart.resources))
    yield* served(staffAmong(resources), people, (chart, by) => openChart(chart, when, by));
  for (const [staff, some] of Map.groupBy(calls, (call) => call.staff))
    yield* served(staff, some, (call, by) => callAgain(call, when, by));
}

async function openChart(chart: Chart, when: When, by: Served): Promise<Opened> {
  const { service } = by;
  const { patient } = chart;
  const today = service.charts.clock();
  const whole = { patientId: patient.id, prefetch: prefetchOf(chart, prefetchTemplates(parts)) };
  const last = await lastContact({ ...whole, userId: 'Practitioner/unknown' }, today, by);
  const moment = momentOf(when.asOf ?? (last?.day === undefined ? today.asOf : last.day + 1));
  const userId = when.user ?? last?.clinician ?? 'Practitioner/unknown';
  const [first] = service.services;
  if (first === undefined) throw new Error('There is no service');
  const context = { patientId: patient.id, userId };
  const relations = await relationsOf({ ...whole, userId }, moment, by);
  const request = { hook: first.hook, context, prefetch: prefetchOf(chart, first.prefetch) };
  const answer = await call(request, moment, by);
  return { patient, asOf: isoDay(moment.asOf), user: userId, relations, ...answer };
}

async function callAgain({ request, asOf }: RecordedCall, when: When, by: Served): Promise<Opened> {
  const { context, prefetch } = request;
  const today = by.service.charts.clock();
  const moment = asOf === undefined && when.asOf === undefined ? today : momentOf(when.asOf ?? asOf ?? today.asOf);
  const user = when.user ?? context.userId;
  const relations = await relationsOf({ patientId: context.patientId, userId: user, prefetch }, moment, by);
  const answer = await call({ ...request, context: { ...context, userId: user } }, moment, by);
  return { patient: { id: context.patientId }, asOf: isoDay(moment.asOf), user, relations, ...answer };
}

function momentOf(asOf: Day): Moment {
  return { asOf, now: asOf * msPerDay + noon };
}

/** Every part that a prefetch or a staff directory can tell, also where no detector asks for it. */
const parts: readonly Part[] = [...sources.flatMap((source) => source.parts), 'roles'];

interface Asked {
  readonly patientId: string;
  readonly userId: string;
  readonly prefetch: Readonly<Record<string, unknown>>;
}

function read(asked: Asked, moment: Moment, { service }: Served) {
  return service.charts.reader.read({
    encounterId: undefined,
    offered: [],
    server: undefined,
    parts,
    ...asked,
    ...moment,
    signal: AbortSignal.timeout(10_000),
  });
}

async function lastContact(asked: Asked, today: Moment, by: Served): Promise<Contact | undefined> {
  const { reading } = await read(asked, today, by);
  const dated = reading.contacts.known
    ? reading.contacts.value.filter(({ day }) => day !== undefined && day <= today.asOf)
    : [];
  return dated.findLast(({ excluded }) => excluded === undefined) ?? dated.at(-1);
}

async function relationsOf(asked: Asked, moment: Moment, by: Served): Promise<Relations | undefined> {
  const { reading, opening } = await read(asked, moment, by);
  return relationsIn(reading, opening);
}
