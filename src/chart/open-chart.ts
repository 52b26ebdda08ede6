import type { Choice } from '../cards/choose.ts';
import type { ServiceAnswer } from '../cds/service.ts';
import { type Run, runDetectors } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { Part, Person, Reading } from '../history/history.ts';
import { Problem } from '../problem.ts';
import { chooseFindings } from './choose-findings.ts';
import type { ChartDependencies } from './dependencies.ts';
import { heedAnswers } from './heed-answers.ts';
import { type ChartCall, cliniciansIn, type OpenedChart, type UnreadPart } from './opened-chart.ts';
import { answeredOpening, pairOf } from './opening-record.ts';
import { partsOf } from './parts.ts';
import { reportAnswer, reportRun } from './report.ts';
import { silenceOf } from './silence.ts';
import { type Written, writeCards } from './write-cards.ts';

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
  const unread = unreadIn(read.reading, parts);
  const person = personIn(read, run, unread);

  const pair = pairOf(call, read, dependencies.pseudonyms);
  const found = await heedAnswers(run, call, read, dependencies);
  const opened: OpenedChart = { call, read, run, person, unread, pair, found };
  const choice = chooseFindings(opened, dependencies);
  const written = write(choice, opened, dependencies);
  reportAnswer(service, run, choice, written, dependencies);
  const { sameVisit } = dependencies.policy.quiet;
  return {
    cards: written.cards.map(({ card }) => card),
    silence: silenceOf(opened, written, dependencies),
    opening: answeredOpening(read, pair, { written, choice, unread, readMs, visitMs: sameVisit }),
  };
}

function unreadIn(reading: Reading, parts: readonly Part[]): readonly UnreadPart[] {
  return parts.flatMap((part) => {
    const one = reading[part];
    return one.known ? [] : [{ part, why: one.why }];
  });
}

/** Names an EHR's mix-up of patients in its 412. */
const anotherPatient = 'prefetch.patient: not the patient of context.patientId';

function personIn({ reading }: ReadResult, { runnable }: Run, unread: readonly UnreadPart[]): Person {
  const { person } = reading;
  if (!person.known && person.why === 'another-person') throw new Problem('data-missing', [anotherPatient]);
  if (person.known && runnable > 0) return person.value;
  throw new Problem(
    'data-missing',
    unread.map(({ part, why }) => `${part}: ${why}`),
  );
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
    unread: unread.map(({ part }) => part),
    clinicians: cliniciansIn(reading),
    publicUrl: policy.publicUrl,
    evidence: policy.evidence,
    suggestions: acceptsR4 && call.suggests,
    encounterId: call.encounterId,
    followUps: reading.followUps.known ? reading.followUps.value : [],
    past: found.remembered.past,
  });
}
