import type { AnyFinding, Code } from '../../detectors/index.ts';
import { type Day, parseDay } from '../../history/calendar.ts';
import type { ClinicianKey, FollowUp } from '../../history/history.ts';

/** What was done about a person before, as far as it is known. */
export interface DoneBefore {
  /** Of the record; none where it could not be read, as being asked twice is the lesser harm. */
  readonly followUps: readonly FollowUp[];
  /** Somebody of the same record keeping accepted the suggestion about the same, which the record may not show yet. */
  readonly accepted: boolean;
}

/** What a suggestion is about, by which it is known again. */
interface Matter {
  readonly detections: readonly Code[];
  readonly clinician?: ClinicianKey | undefined;
  /** The day by which it is to be done, where that is the event's own. */
  readonly by?: Day | undefined;
  /** What was begun or ended on this day or later belongs to the same event. */
  readonly from: Day;
}

/** A matter that was taken up; `since` is known for what is open or done. */
export interface TakenUp {
  readonly declined: boolean;
  readonly since: Day | undefined;
}

const yearDays = 365;
const notes = ['illness-signature', 'write-signature'] as const;

/**
 * Whether what a finding would suggest is open, done or declined already: then nobody is asked again. What was given up
 * (cancelled, failed) may be suggested again, whoever had accepted it.
 */
export function takenUp(finding: AnyFinding, asOf: Day, { followUps, accepted }: DoneBefore): TakenUp | undefined {
  const matter = matterOf(finding, asOf);
  if (matter === undefined) return undefined;
  const same = followUps.filter((one) => isAbout(one, matter, asOf));
  const found = same.filter(({ state }) => state !== 'given-up').toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0))[0];
  if (found !== undefined) return { declined: found.state === 'declined', since: found.since };
  return accepted && same.length === 0 ? { declined: false, since: undefined } : undefined;
}

function matterOf({ code, facts }: AnyFinding, asOf: Day): Matter | undefined {
  const about = (clinician: { readonly reference: string }, from: Day, by?: Day): Matter => ({
    detections: [code],
    clinician: clinician.reference,
    from,
    by,
  });
  switch (code) {
    case 'usual-clinician-leaving':
    case 'booking-after-leaving': {
      const leaves = parseDay(facts.leaves) ?? asOf;
      return about(facts.clinician, leaves - yearDays, leaves);
    }
    case 'booking-elsewhere':
      // The next booking is another matter, also with the same two.
      return about(facts.clinician, Number.POSITIVE_INFINITY, parseDay(facts.on));
    case 'next-contact':
      return about(facts.clinician, parseDay(facts.since ?? '') ?? asOf - facts.days);
    case 'first-meeting':
      return about(facts.clinician, asOf - yearDays);
    case 'illness-signature':
    case 'write-signature':
      return { detections: notes, from: asOf - yearDays };
    default:
      return undefined;
  }
}

function isAbout(one: FollowUp, { detections, clinician, by, from }: Matter, asOf: Day): boolean {
  const { detection, state, since, closed, due } = one;
  if (!detections.some((code) => code === detection) || (since !== undefined && since > asOf)) return false;
  if (clinician !== undefined && one.clinician !== undefined && one.clinician !== clinician) return false;
  const isSamePerson = one.clinician !== undefined && one.clinician === clinician;
  if (state === 'open' && (due === undefined || (isSamePerson && due >= asOf))) return true;
  if (by !== undefined && due === by) return true;
  // Without a name only the day tells one departure from another.
  if (by !== undefined && due !== undefined && !isSamePerson) return false;
  return (closed ?? since ?? asOf) >= from;
}
