import { type Run, runDetectors } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { Part, Person, Reading } from '../history/history.ts';
import { Problem } from '../problem.ts';
import type { ChartDependencies } from './dependencies.ts';
import { heedAnswers } from './heed-answers.ts';
import type { ChartCall, OpenedChart, UnreadPart } from './opened-chart.ts';
import { pairOf } from './opening-record.ts';
import { partsOf } from './parts.ts';

/**
 * Reads the history, runs the detectors, and recalls what was shown and answered before; `readMs` is the time of reading.
 * @throws Problem `data-missing` (412) if too little of the person's own record was read for any detector
 */
export async function examineChart(
  call: ChartCall,
  dependencies: ChartDependencies,
): Promise<{ readonly opened: OpenedChart; readonly readMs: number }> {
  const { detectors } = call;
  const parts = [...new Set([...partsOf(call), ...(call.alsoReads ?? [])])];
  const started = performance.now();
  const read = await dependencies.reader.read({ ...call, ...dependencies.clock(), parts });
  const readMs = Math.round(performance.now() - started);
  const run = runDetectors(detectors, read.reading, read.opening, dependencies.thresholds());
  const unread = unreadIn(read.reading, parts);
  const person = personIn(read, run, unread);
  const pair = pairOf(call, read, dependencies.pseudonyms);
  const found = await heedAnswers(run, call, read, pair, dependencies);
  return { opened: { call, read, run, person, unread, pair, found }, readMs };
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
