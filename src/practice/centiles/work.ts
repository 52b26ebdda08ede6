import { contactDays } from '../../detectors/patterns/contact-days.ts';
import { knownParts } from '../../detectors/run.ts';
import { itemsIn } from '../../history/calendar.ts';
import { observableFor } from '../../history/observable.ts';
import { hasReachedAge } from '../../history/person.ts';
import { visits } from '../../history/visits.ts';
import { add } from '../counts.ts';
import type { Work, WorkOptions } from '../work.ts';

export type CentilesOptions = WorkOptions;

const yearDays = 365;
const yearMonths = 12;
/** Years of age in one group; the oldest are together. */
export const yearsInGroup = 5;
export const oldestGroup = 90;

/**
 * Counts, for each person who was registered through the last year, the days with an unplanned contact as F1 counts them
 * (many-contacts): `['days', practice, sex, first year of the age group, days]`. Also how many contacts name their
 * clinician (`attributed`, `unattributed`) and whom is left out, and why.
 */
export const centilesWork: Work<CentilesOptions> = {
  parts: ['contacts', 'bookings', 'registration', 'observations', 'conditions'],
  needsConsultingDays: false,
  begin: () => (person, counts) => {
    const history = knownParts(person.reading);
    const { opening, places } = person;
    const { asOf, now } = opening;
    const { gender, born, deceased, active, replaced } = history.person;
    const leftOut = (why: string) => add(counts, ['left-out', why]);
    if (replaced) return;
    if (deceased || !active) return leftOut('no-longer-registered');
    if (!observableFor(history, yearMonths, asOf)) return leftOut('newly-registered');
    if (gender === 'other' || born === undefined) return leftOut('without-sex-or-age');
    if (places.home === undefined) return leftOut('without-practice');
    const year = { from: asOf - yearDays, to: asOf };
    const { counted, notCounted } = visits(history, year, now, 'all');
    add(counts, ['attributed', places.home], counted.length);
    const unattributed = notCounted.filter(({ reason }) => reason.startsWith('clinician-'));
    add(counts, ['unattributed', places.home], unattributed.length);
    const days = itemsIn(contactDays(history, opening), year).length;
    add(counts, ['days', places.home, gender, ageGroupOf(born, asOf), days]);
  },
};

function ageGroupOf(born: number, asOf: number): number {
  let years = oldestGroup;
  while (years > 0 && !hasReachedAge(born, years, asOf, false)) years -= yearsInGroup;
  return years;
}
