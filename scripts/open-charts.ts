import type { Patient } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import type { Explanation } from '#src/cds/service.ts';
import type { Moment } from '#src/chart/clock.ts';
import { isResource } from '#src/fhir/client/bundle.ts';
import { prefetchTemplates, sources } from '#src/fhir/read/searches.ts';
import { type Day, isoDay } from '#src/history/calendar.ts';
import type { Contact, Part } from '#src/history/history.ts';
import type { Chart, ChartFiles } from './charts.ts';
import { prefetchOf } from './prefetch-of.ts';
import type { RecordedCall } from './recorded-call.ts';
import { type Relations, relationsIn } from './relations.ts';
import { explainCall, type Outcome, postCall, type RunningService, staffBundle, withService } from './with-service.ts';

/** One opening of one chart. */
export interface ChartOpening {
  readonly patient: { readonly id: string; readonly name?: Chart['patient']['name'] };
  readonly asOf: string;
  readonly user: string;
  readonly relations: Relations | undefined;
  readonly outcome: Outcome;
  readonly status: number;
  /** What was missing, where it was not answered. */
  readonly problems: readonly string[];
  readonly cards: readonly Card[];
  /** What became of each detection; empty where nobody asked, or the call was not answered. */
  readonly explained: readonly Explanation[];
}

/** Who opens the charts and when; by default the clinician of the last contact, on the day after it. */
export interface OpenOptions {
  readonly asOf: Day | undefined;
  readonly user: string | undefined;
  /** Whether to say what became of each detection. */
  readonly explain?: boolean;
}

const noon = 12 * 60 * 60 * 1000;
const msPerDay = 24 * 60 * 60 * 1000;

/**
 * Opens each chart, and replays each recorded call, with the complete service in this process. The staff directory is
 * built from the files, if they contain roles, or comes with the call.
 */
export async function* openAll({ charts, calls }: ChartFiles, when: OpenOptions): AsyncGenerator<ChartOpening> {
  for (const [resources, people] of Map.groupBy(charts, (chart) => chart.resources))
    yield* withService(staffBundle(resources), people, (chart, running) => openChart(chart, when, running));
  for (const [staff, some] of Map.groupBy(calls, (call) => call.staff))
    yield* withService(staff, some, (call, running) => replayCall(call, when, running));
}

async function openChart(chart: Chart, when: OpenOptions, running: RunningService): Promise<ChartOpening> {
  const { service } = running;
  const { patient } = chart;
  const today = service.charts.clock();
  const readQuery = { patientId: patient.id, prefetch: prefetchOf(chart, prefetchTemplates(parts, false)) };
  const last = await lastContact({ ...readQuery, userId: 'Practitioner/unknown' }, today, running);
  const moment = noonOf(when.asOf ?? (last?.day === undefined ? today.asOf : last.day + 1));
  const userId = when.user ?? last?.clinician ?? 'Practitioner/unknown';
  const [first] = service.services;
  if (first === undefined) throw new Error('There is no service');
  const context = { patientId: patient.id, userId };
  const relations = await relationsOf({ ...readQuery, userId }, moment, running);
  const request = { hook: first.hook, context, prefetch: prefetchOf(chart, first.prefetch) };
  return {
    patient,
    asOf: isoDay(moment.asOf),
    user: userId,
    relations,
    ...(await answerTo(request, moment, when, running)),
  };
}

async function replayCall(
  { request, asOf }: RecordedCall,
  when: OpenOptions,
  running: RunningService,
): Promise<ChartOpening> {
  const { context, prefetch } = request;
  const today = running.service.charts.clock();
  const moment = asOf === undefined && when.asOf === undefined ? today : noonOf(when.asOf ?? asOf ?? today.asOf);
  const user = when.user ?? context.userId;
  const relations = await relationsOf({ patientId: context.patientId, userId: user, prefetch }, moment, running);
  const asked = { ...request, context: { ...context, userId: user } };
  const patient = { id: context.patientId, ...nameIn(prefetch) };
  return { patient, asOf: isoDay(moment.asOf), user, relations, ...(await answerTo(asked, moment, when, running)) };
}

async function answerTo(request: RecordedCall['request'], moment: Moment, when: OpenOptions, running: RunningService) {
  const answer = await postCall(request, moment, running);
  const isExplained = when.explain === true && answer.outcome === 'answered';
  return { ...answer, explained: isExplained ? await explainCall(request, moment, running) : [] };
}

/** The name of the Patient in a call's prefetch, under whatever key. */
function nameIn(prefetch: RecordedCall['request']['prefetch']): Pick<ChartOpening['patient'], 'name'> {
  const name = Object.values(prefetch).find((one): one is Patient => isResource(one, 'Patient'))?.name;
  return name === undefined ? {} : { name };
}

function noonOf(asOf: Day): Moment {
  return { asOf, now: asOf * msPerDay + noon };
}

/** Every part that a prefetch or a staff directory can supply, whether or not a detector reads it. */
const parts: readonly Part[] = [...sources.flatMap((source) => source.parts), 'roles'];

interface ReadQuery {
  readonly patientId: string;
  readonly userId: string;
  readonly prefetch: Readonly<Record<string, unknown>>;
}

function read(query: ReadQuery, moment: Moment, { service }: RunningService) {
  return service.charts.reader.read({
    encounterId: undefined,
    offered: [],
    server: undefined,
    parts,
    ...query,
    ...moment,
    signal: AbortSignal.timeout(10_000),
  });
}

async function lastContact(query: ReadQuery, today: Moment, running: RunningService): Promise<Contact | undefined> {
  const { reading } = await read(query, today, running);
  const dated = reading.contacts.known
    ? reading.contacts.value.filter(({ day }) => day !== undefined && day <= today.asOf)
    : [];
  return dated.findLast(({ excluded }) => excluded === undefined) ?? dated.at(-1);
}

async function relationsOf(query: ReadQuery, moment: Moment, running: RunningService): Promise<Relations | undefined> {
  const { reading, opening } = await read(query, moment, running);
  return relationsIn(reading, opening);
}
