import { z } from 'zod';
import { type Day, type IsoDate, months, parseDay } from '../history/calendar.ts';
import type { RelationalHistory } from '../history/history.ts';
import { observableFrom } from '../history/observable.ts';
import type { UsualClinicianLeft } from './departures/usual-clinician-left.ts';
import type { Finding, NamedClinician } from './detector.ts';

/** What was found came after the usual clinician left, which may or may not be connected. */
export type CameAfter = { readonly clinician: NamedClinician; readonly left: IsoDate };

/** When something is set beside a departure. */
export const cameAfterSettings = z.object({
  afterDays: z
    .int()
    .min(1)
    .default(183)
    .describe('Days after the usual clinician left in which all of it must lie to be set beside that'),
  noneBeforeMonths: z
    .int()
    .min(1)
    .default(24)
    .describe('Months before the departure in which nothing of the kind may lie'),
});

/** Code of the detection whose finding tells who left. */
export const departure = 'usual-clinician-left';

type Observed = Partial<
  Pick<RelationalHistory, 'person' | 'contacts' | 'registration' | 'safeguarding' | 'clinicians'>
>;

interface Events {
  /** Days of all that was counted. */
  readonly days: readonly Day[];
  /** Days of everything of the kind, the counted included. */
  readonly ofKind: readonly Day[];
}

/**
 * The fact that all events lie within half a year after the usual clinician left (by the finding of that, of those `found`),
 * and none of the kind in the two years before; none with a safeguarding concern, or where that is unread. `references`:
 * what records the departure.
 */
export function cameAfter(
  history: Observed,
  found: readonly Finding[],
  { days, ofKind }: Events,
  { afterDays, noneBeforeMonths }: z.output<typeof cameAfterSettings>,
): { readonly facts: { readonly after?: CameAfter }; readonly references: readonly string[] } {
  const nothing = { facts: {}, references: [] };
  const finding = found.find(isDeparture);
  const { left, clinician } = finding?.facts ?? {};
  const on = parseDay(left ?? '');
  if (finding === undefined || left === undefined || clinician === undefined || on === undefined) return nothing;
  if (history.safeguarding?.length !== 0 || history.clinicians?.get(clinician.reference)?.notNamed) return nothing;
  const from = on - months(noneBeforeMonths);
  if ((observableFrom(history) ?? on) > from || ofKind.some((day) => day >= from && day <= on)) return nothing;
  if (days.length === 0 || days.some((day) => day <= on || day > on + afterDays)) return nothing;
  const references = finding.counted.filter((reference) => reference.startsWith('PractitionerRole/'));
  return { facts: { after: { clinician, left } }, references };
}

function isDeparture(finding: Finding): finding is Finding<typeof departure, UsualClinicianLeft> {
  return finding.code === departure;
}
