import type { Choice } from '../cards/choose.ts';
import type { Remembered } from '../cards/quieting.ts';
import { hasClinicalRole, threadRefusal } from '../cards/thread-audience.ts';
import type { ServiceAnswer } from '../cds/service.ts';
import { chooseFindings, chooseSilently } from './choose-findings.ts';
import type { ChartDependencies } from './dependencies.ts';
import { examineChart } from './examine-chart.ts';
import { type ChartCall, cliniciansIn, type OpenedChart } from './opened-chart.ts';
import { answeredOpening } from './opening-record.ts';
import { reportAnswer, reportRun } from './report.ts';
import { silenceOf } from './silence.ts';
import { type SilentOutcome, type Written, writeCards } from './write-cards.ts';

/**
 * Reads the history, runs the detectors, chooses with regard to what was shown and answered before, and writes the cards.
 * @throws Problem `data-missing` (412) if too little of the person's own record was read for any detector
 */
export async function openChart(call: ChartCall, dependencies: ChartDependencies): Promise<ServiceAnswer> {
  const { detectors, service } = call;
  if (detectors.length === 0) return { cards: [], opening: undefined };
  const { opened, readMs } = await examineChart(call, dependencies);
  const { read, run, unread, pair } = opened;
  reportRun(read, run, dependencies);
  const choice = chooseFindings(opened, dependencies);
  const written = write(choice, opened, opened.found.remembered, dependencies);
  const silent = keepSilent(opened, dependencies);
  reportAnswer(service, run, { choice, written, silent }, dependencies);
  const { sameVisit } = dependencies.policy.quiet;
  return {
    cards: written.cards.map(({ card }) => card),
    silence: silenceOf(opened, written, dependencies),
    opening: answeredOpening(read, pair, { written, choice, silent, unread, readMs, visitMs: sameVisit }),
  };
}

/** What would have been shown, written as it would have been, so that a fault shows itself; undefined where nothing is silent. */
function keepSilent(opened: OpenedChart, dependencies: ChartDependencies): SilentOutcome | undefined {
  if (!dependencies.policy.silent) return undefined;
  const choice = chooseSilently(opened, dependencies);
  return { choice, written: write(choice, opened, opened.found.silently, dependencies, true) };
}

function write(
  { shown }: Choice,
  { call, read, person, unread, pair }: OpenedChart,
  { past }: Pick<Remembered, 'past'>,
  { policy, words, pagesLanguage }: ChartDependencies,
  silent = false,
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
    pagesLanguage,
    evidence: policy.evidence,
    threadLink: call.launchesThread === true && mayOpenThread({ call, read, person }),
    suggestions: acceptsR4 && call.suggests,
    encounterId: call.encounterId,
    followUps: reading.followUps.known ? reading.followUps.value : [],
    past,
    silent,
  });
}

/** Whether the thread of care would open for this user; where receptionists see cards, only for one who surely is a clinician. */
function mayOpenThread({ call, read, person }: Pick<OpenedChart, 'call' | 'read' | 'person'>): boolean {
  const { reading, opening } = read;
  const chart = { person, opening, clinicians: cliniciansIn(reading), anyStaff: call.anyStaff };
  const mayBeClinical = hasClinicalRole(chart) ?? !call.anyStaff;
  return mayBeClinical && threadRefusal(chart, reading) === undefined;
}
