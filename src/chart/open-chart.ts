import { type Choice, choose } from '../cards/choose.ts';
import { maySuggest } from '../cards/wording/index.ts';
import type { FhirAccess, ServiceAnswer } from '../cds/service.ts';
import type { Detector, Finding } from '../detectors/detector.ts';
import { type Run, runDetectors } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { ClinicianKey, Part, Person } from '../history/history.ts';
import { Problem } from '../problem.ts';
import type { ClinicianPatientPair } from '../store/store.ts';
import type { ChartDependencies } from './dependencies.ts';
import { type Found, heedAnswers } from './heed-answers.ts';
import { answeredOpening, type Caller, idsOf, pairOf } from './opening-record.ts';
import { reportAnswer, reportRun } from './report.ts';
import { type Written, writeCards } from './write-cards.ts';

/** One opening of one chart, as a service asks for it. */
export interface ChartCall extends Caller {
  readonly service: string;
  /** The detectors that run, and the codes of those whose findings may be shown. */
  readonly detectors: readonly Detector[];
  readonly shows: readonly string[];
  /** Staff without a clinical role may see the cards, wherever they work. */
  readonly anyStaff: boolean;
  /** Whether its cards may suggest something. */
  readonly suggests: boolean;
  readonly encounterId: string | undefined;
  /** Resources of the hook's own context. */
  readonly offered: readonly unknown[];
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly server: FhirAccess | undefined;
  readonly fhirServer: string | undefined;
  readonly signal: AbortSignal;
}

/** Every part that the detectors need or use, once; and follow-ups, if cards of these codes may repeat a suggestion. */
export function partsOf(detectors: readonly Detector[], suggesting: readonly string[]): readonly Part[] {
  const before: readonly Part[] = suggesting.some(maySuggest) ? ['followUps'] : [];
  return [...new Set([...detectors.flatMap(({ needs, uses }) => [...needs, ...uses]), ...before])];
}

/**
 * Reads the history, runs the detectors, chooses with regard to what was shown and answered before, and writes the cards.
 * @throws Problem `data-missing` (412) if too little of the person's own record was read for any detector
 */
export async function openChart(call: ChartCall, dependencies: ChartDependencies): Promise<ServiceAnswer> {
  const { detectors, service } = call;
  if (detectors.length === 0) return { cards: [], opening: undefined };
  const parts = partsOf(detectors, call.suggests ? call.shows : []);
  const started = performance.now();
  const read = await dependencies.reader.read({ ...call, ...dependencies.clock(), parts });
  const readMs = Math.round(performance.now() - started);
  const run = runDetectors(detectors, read.reading, read.opening, dependencies.thresholds());
  reportRun(read, run, dependencies);
  const unread = parts.filter((part) => !read.reading[part].known);
  const person = personIn(read, run, unread);

  const pair = pairOf(call, read, dependencies.pseudonyms);
  const found = await heedAnswers(run, call, read, dependencies);
  const opened: OpenedChart = { call, read, person, unread, pair, found };
  const choice = chooseFindings(opened, dependencies);
  const written = write(choice, opened, dependencies);
  reportAnswer(service, run, choice, written, dependencies);
  const { sameVisit } = dependencies.policy.quiet;
  return {
    cards: written.cards.map(({ card }) => card),
    opening: answeredOpening(read, pair, { written, choice, readMs, visitMs: sameVisit }),
  };
}

/** A chart after reading and detecting, and what is remembered about it. */
interface OpenedChart {
  readonly call: ChartCall;
  readonly read: ReadResult;
  readonly person: Person;
  readonly unread: readonly Part[];
  readonly pair: ClinicianPatientPair;
  readonly found: Found;
}

/** Names an EHR's mix-up of patients in its 412. */
const anotherPatient = 'prefetch.patient: not the patient of context.patientId';

function personIn({ reading }: ReadResult, { runnable }: Run, unread: readonly Part[]): Person {
  const { person } = reading;
  if (!person.known && person.why === 'another-person') throw new Problem('data-missing', [anotherPatient]);
  if (person.known && runnable > 0) return person.value;
  const reasons = unread.map((part) => {
    const one = reading[part];
    return one.known ? part : `${part}: ${one.why}`;
  });
  throw new Problem('data-missing', reasons);
}

function chooseFindings(
  { call, read, person, pair, found }: OpenedChart,
  { policy, pseudonyms }: ChartDependencies,
): Choice {
  const context = {
    person,
    opening: read.opening,
    clinicians: cliniciansIn(read),
    anyStaff: call.anyStaff,
    remembered: found.remembered,
    maxCards: policy.maxCards,
    times: policy.quiet,
    cardsPer100: policy.cardsPer100,
    materialOf: ({ code, changeKey }: Pick<Finding, 'code' | 'changeKey'>) =>
      pseudonyms.material(pair.tenant, call.patientId, code, changeKey),
    pseudonymsOf: (key: ClinicianKey) => pseudonyms.clinician(pair.tenant, idsOf(key, read.reading)),
  };
  const { shown, held } = choose(found.findings, context, found.all);
  return { shown, held: [...held, ...found.withdrawn] };
}

function write(
  { shown }: Choice,
  { call, read, person, unread, pair, found }: OpenedChart,
  { policy, words }: ChartDependencies,
): Written {
  const { reading, opening, acceptsR4 } = read;
  return writeCards(shown, {
    person,
    pair,
    opening,
    words,
    unread,
    clinicians: cliniciansIn(read),
    publicUrl: policy.publicUrl,
    evidence: policy.evidence,
    suggestions: acceptsR4 && call.suggests,
    encounterId: call.encounterId,
    followUps: reading.followUps.known ? reading.followUps.value : [],
    past: found.remembered.past,
  });
}

function cliniciansIn({ reading: { clinicians } }: ReadResult) {
  return clinicians.known ? clinicians.value : new Map();
}
