import type { AnyFinding, Code } from '../../detectors/index.ts';
import { type Day, parseDay } from '../../history/calendar.ts';
import type { ClinicianKey, FollowUp } from '../../history/history.ts';

/** What is known to have been done before about a person. */
export interface DoneBefore {
  /** From the record; none if it could not be read: being asked twice is the lesser harm. */
  readonly followUps: readonly FollowUp[];
  /** Somebody in the same tenant accepted the same suggestion; the record may not show it yet. */
  readonly accepted: boolean;
}

/** What a suggestion is about, by which it is recognised. */
interface Matter {
  readonly detections: readonly Code[];
  readonly clinician?: ClinicianKey | undefined;
  /** The due day, if the event has one of its own. */
  readonly by?: Day | undefined;
  /** Follow-ups that began or ended on this day or later belong to the same event. */
  readonly from: Day;
}

/** A suggestion that was taken up; `since` is known for open and completed ones. */
export interface TakenUp {
  readonly declined: boolean;
  readonly since: Day | undefined;
}

const yearDays = 365;
/** What was done in these days after a loss was not yet done for the time half a year after it. */
const firstDays = 91;
/** Both suggest the same task. */
const plannedTime = ['many-contacts', 'persistent-symptoms'] as const;
const notes = ['illness-signature', 'write-signature'] as const;

/**
 * Whether the suggestion of a finding is open, completed or declined already; it is then not repeated. One that was
 * abandoned (cancelled, failed) may be suggested again, even if somebody had accepted it.
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
      // The next booking is a new event, even between the same two people.
      return about(facts.clinician, Number.POSITIVE_INFINITY, parseDay(facts.on));
    case 'next-contact':
      return about(facts.clinician, asOf - facts.days);
    case 'first-meeting':
      return about(facts.clinician, asOf - yearDays);
    case 'bereavement': {
      // Half a year later somebody may get in touch once more.
      const event = parseDay(facts.died ?? facts.recorded ?? '') ?? asOf;
      return { detections: [code], from: facts.later ? event + firstDays : event };
    }
    case 'illness-signature':
    case 'write-signature':
      return { detections: notes, from: asOf - yearDays };
    case 'left-before-seen':
      return { detections: [code], from: parseDay(facts.on) ?? asOf };
    case 'many-contacts':
    case 'persistent-symptoms':
      return { detections: plannedTime, from: asOf - yearDays };
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
  // Without a name only the day distinguishes two departures.
  if (by !== undefined && due !== undefined && !isSamePerson) return false;
  return (closed ?? since ?? asOf) >= from;
}
