import { type Choice, type Chosen, choose } from '../cards/choose.ts';
import { nothingRemembered, type Remembered } from '../cards/quieting.ts';
import { maySuggest } from '../cards/wording/index.ts';
import { writeCard } from '../cards/write.ts';
import type { Card } from '../cds/protocol.ts';
import type { FhirAccess, ServiceAnswer } from '../cds/service.ts';
import type { Detector, Finding } from '../detectors/detector.ts';
import { type Run, runDetectors } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { Part, Person } from '../history/history.ts';
import { classOf } from '../observability/log.ts';
import { Problem } from '../problem.ts';
import type { ClinicianPatientPair } from '../store/store.ts';
import { cardIds } from './card-ids.ts';
import type { ChartDependencies } from './dependencies.ts';
import { type Call, openingRecord, pairOf, recall } from './opening-record.ts';

/** One opening of one chart, as a service puts it. */
export interface ChartCall extends Call {
  /** Those that run, and the codes of those that may be shown. */
  readonly detectors: readonly Detector[];
  readonly shows: readonly string[];
  /** Staff without a clinical role may see them, wherever they work. */
  readonly anyStaff: boolean;
  readonly encounterId: string | undefined;
  /** Resources of the hook's own context. */
  readonly offered: readonly unknown[];
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly server: FhirAccess | undefined;
  readonly fhirServer: string | undefined;
}

/** Every part that the detectors need or can use, once, and where something may be suggested what was taken up before. */
export function partsOf(detectors: readonly Detector[], shows: readonly string[]): readonly Part[] {
  const before: readonly Part[] = shows.some(maySuggest) ? ['followUps'] : [];
  return [...new Set([...detectors.flatMap(({ needs, uses }) => [...needs, ...uses]), ...before])];
}

/**
 * Reads the history, runs the detectors, chooses, in the light of what was shown and answered before, and writes. What is
 * shown is remembered once it was sent.
 * @throws Problem `data-missing` (412) where not one detector could run for want of the person's own record
 */
export async function openChart(question: ChartCall, dependencies: ChartDependencies): Promise<ServiceAnswer> {
  const { detectors } = question;
  if (detectors.length === 0) return { response: { cards: [] }, sent: () => {}, told: { codes: [], held: [] } };
  const parts = partsOf(detectors, question.shows);
  const started = performance.now();
  const read = await dependencies.reader.read({ ...question, ...dependencies.clock(), parts });
  const readMs = Math.round(performance.now() - started);
  const run = runDetectors(detectors, read.reading, read.opening, dependencies.thresholds());
  countRun(read, run, dependencies);
  const unread = parts.filter((part) => !read.reading[part].known);
  const { person } = read.reading;
  if (!person.known && person.why === 'another-person') throw new Problem('data-missing', [anotherPatient]);
  if (!person.known || run.runnable === 0)
    throw new Problem(
      'data-missing',
      unread.map((part) => whyUnread(part, read)),
    );
  const findings = run.findings.filter(({ code }) => question.shows.includes(code));
  const meeting = pairOf(question, read, dependencies.pseudonyms);
  const remembered = findings.length === 0 ? nothingRemembered : await recall(question, read, findings, dependencies);
  const rest = { question, read, unread, meeting, remembered, dependencies };
  const { shown, held } = cardsOf(findings, run.findings, person.value, rest);
  const { log, memory, policy } = dependencies;
  log.info({ event: 'answer', service: question.service, cards: shown.length, count: run.skipped.length });
  return {
    response: { cards: shown.map(({ card }) => card) },
    sent: () => {
      // What a patient opens is no clinician's opening.
      if (read.opening.user.kind === 'patient-side') return;
      const sent = shown.map(({ chosen, card: { uuid, suggestions = [] } }) => ({
        chosen,
        card: uuid,
        suggestions: suggestions.map((one) => one.uuid),
      }));
      memory.record(openingRecord(meeting, question, { shown: sent, held }, policy.quiet.sameVisit));
    },
    told: toldOf(meeting, shown, held, readMs),
  };
}

/** Of whose record it is nothing more can be said: an EHR that mixes people up is told that it does. */
const anotherPatient = 'prefetch.patient: not the patient of context.patientId';

type Shown = { readonly chosen: Chosen; readonly card: Card };

function toldOf(meeting: ClinicianPatientPair, shown: readonly Shown[], held: Choice['held'], readMs: number) {
  const [clinician] = meeting.clinicians;
  return {
    patient: meeting.patient,
    ...(clinician !== undefined && { clinician }),
    codes: shown.map(({ chosen }) => chosen.finding.code),
    held,
    readMs,
  };
}

type Rest = {
  readonly question: ChartCall;
  readonly read: ReadResult;
  readonly unread: readonly Part[];
  readonly meeting: ClinicianPatientPair;
  readonly remembered: Remembered;
  readonly dependencies: ChartDependencies;
};

function cardsOf(
  findings: readonly Finding[],
  all: readonly Finding[],
  person: Person,
  { question, read, unread, meeting, remembered, dependencies }: Rest,
): { shown: Shown[]; held: Choice['held'] } {
  const { policy, log, metrics, words, pseudonyms } = dependencies;
  const { opening, reading } = read;
  const clinicians = reading.clinicians.known ? reading.clinicians.value : new Map();
  const choosing = {
    person,
    opening,
    clinicians,
    anyStaff: question.anyStaff,
    remembered,
    maxCards: policy.maxCards,
    times: policy.quiet,
    cardsPer100: policy.cardsPer100,
    materialOf: ({ code, changeKey }: Finding) =>
      pseudonyms.material(meeting.tenant, question.patientId, code, changeKey),
  };
  const { shown, held } = choose(findings, choosing, all);
  for (const { code, why } of held) metrics.held(code, why);
  const { publicUrl, evidence } = policy;
  const writing = { opening, clinicians, words, publicUrl, unread, evidence, suggestions: read.acceptsR4 };
  const followUps = reading.followUps.known ? reading.followUps.value : [];
  const before = (chosen: Chosen) => ({ followUps, accepted: wasAccepted(chosen, remembered.past) });
  const about = { meeting, encounterId: question.encounterId, asOf: opening.asOf, past: remembered.past };
  const written = shown.flatMap((chosen) => {
    const { code } = chosen.finding;
    try {
      const card = writeCard(chosen.finding, person, {
        ...writing,
        before: before(chosen),
        ids: cardIds(chosen, about),
      });
      metrics.shown(question.service, code);
      return [{ chosen, card }];
    } catch (error) {
      // A chart opens all the same: one card that can't be written is a fault of ours, not of the caller.
      log.error({ event: 'card-failed', code, errorClass: classOf(error) });
      metrics.held(code, 'threw');
      return [];
    }
  });
  return { shown: written, held };
}

function whyUnread(part: Part, { reading }: ReadResult): string {
  const one = reading[part];
  return one.known ? part : `${part}: ${one.why}`;
}

/** By anyone who opened this chart: whoever accepts has it created, and the record may show it only later. */
function wasAccepted({ finding, material }: Chosen, past: Remembered['past']): boolean {
  return past.some(
    (one) => one.code === finding.code && one.material === material && one.outcome?.outcome === 'accepted',
  );
}

function countRun({ tally }: ReadResult, { findings, skipped }: Run, { log, metrics }: ChartDependencies): void {
  for (const [reason, count] of tally) metrics.unusable(reason, count);
  for (const { code } of findings) metrics.found(code);
  for (const { code, part, why } of skipped) {
    metrics.skipped(code, part, why);
    const line = { event: 'skipped', code, part, reason: why };
    if (why === 'threw') log.error(line);
    else log.debug(line);
  }
}
