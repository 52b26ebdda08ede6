import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lookBack, months } from '../../history/calendar.ts';
import { hasUnreadClinician, isRestricted, mayHaveBeenAttended } from '../../history/contact.ts';
import { isCurrentVisit, mayBeAfter } from '../../history/doubtful.ts';
import { profession, worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, relationship, type UsualClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import type { Goodbyes } from '../departures/repeated-goodbyes.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { toNamedClinician } from '../naming.ts';
import { hasLeft } from '../rupture/has-left.ts';
import { aboutMe, aboutMeSettings, type NoteForNext, noteForNext } from '../written-notes.ts';

/** The clinician who knows the person: `visits` in five years, `years` full years between first and last. */
export type FirstMeeting = {
  readonly clinician: NamedClinician;
  readonly visits: number;
  readonly years: number;
  readonly lastSeen: IsoDate;
  /** The clinician is the one whom the record names as the person's own. */
  readonly named: boolean;
  /** Who opened the chart. */
  readonly user?: NamedClinician;
  /** What a clinician who has left wrote for whoever comes next. */
  readonly note?: NoteForNext;
  /** When the person wrote what they would like to be known. */
  readonly aboutMe?: IsoDate;
  /** Added from A5's finding when cards are chosen, not by the detector. */
  readonly goodbyes?: Goodbyes;
};

const settings = aboutMeSettings.extend({
  months: z
    .int()
    .min(24)
    .default(60)
    .describe('Months over which visits are counted, and in which the user has seen nothing of the person'),
  minVisits: z.int().min(1).default(8).describe('Least GP visits with the one who knows the person'),
  minSpanMonths: z.int().min(0).default(24).describe('Least months from the first to the last of those visits'),
  minVisitsNamed: z
    .int()
    .min(1)
    .default(5)
    .describe('Visits that suffice, over whatever time, with the clinician named as the person’s own'),
  minShare: z.number().min(0).max(1).default(0.5).describe('Least share of the person’s GP visits'),
  lastWithinMonths: z.int().min(1).default(18).describe('Months within which the last of those visits lies'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'clinicians'],
  uses: [
    'registration',
    'teams',
    'bookings',
    'handoverNotes',
    'aboutMe',
    'conditions',
    'observations',
    'consultingWeeks',
  ],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'first-meeting', FirstMeeting>;

/** C1: the user meets for the first time a person whom another clinician here knows well. */
export const firstMeeting = detector({
  code: 'first-meeting',
  mark: 'C1',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  supersededBy: {
    codes: ['usual-clinician-left', 'usual-clinician-away', 'usual-clinician-leaving', 'trainee-changeover'],
    sameClinician: true,
  },
  ...parts,
  lookBackMonths: 24,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const user = meetingGp(history, opening);
    if (user === undefined) return undefined;
    const window = lookBack(opening.asOf, thresholds.months);
    if (mayHaveMet(user, history, opening, window.from)) return undefined;
    const seen = visits(history, window, opening.now, 'gp');
    if (!seen.attributable) return undefined;
    const own = namedClinician(history, opening.asOf);
    const candidates = [usualClinician(seen.counted), own === undefined ? undefined : relationship(seen.counted, own)];
    const knows = candidates.find(
      (one) => one !== undefined && isKnown(one, own, opening, thresholds) && !hasLeft(one.clinician, history, opening),
    );
    const [first, last] = [knows?.visits[0], knows?.visits.at(-1)];
    if (knows === undefined || first === undefined || last === undefined) return undefined;
    if (worksHere(history.clinicians.get(knows.clinician), opening.asOf) === false) return undefined;
    const note = noteForNext(history, opening.asOf, window);
    const written = aboutMe(history, opening.asOf, thresholds);
    return {
      code: 'first-meeting',
      facts: {
        clinician: toNamedClinician(history, knows.clinician),
        visits: knows.visits.length,
        years: Math.floor((last.day - first.day) / 365.25),
        lastSeen: isoDay(last.day),
        named: knows.clinician === own,
        user: toNamedClinician(history, user),
        ...note.facts,
        ...written.facts,
      },
      counted: [...knows.visits.map(({ reference }) => reference), ...note.references, ...written.references],
      notCounted: seen.notCounted,
      span: { from: first.day, to: last.day },
      number: knows.visits.length,
      unit: 'visits',
      changeKey: knows.clinician,
    };
  },
});

/** The user, if a GP (or not known to be anything else) in an ordinary visit. */
function meetingGp({ clinicians }: History, { user, visit }: Opening): ClinicianKey | undefined {
  if (user.kind !== 'clinician' || visit?.duty || visit?.homeVisit) return undefined;
  const clinician = clinicians.get(user.clinician);
  return clinician?.read === true && profession(clinician) === 'gp' ? user.clinician : undefined;
}

/**
 * The person has, or may have, met the user before, in a visit of any kind: an unread clinician here may be the user under
 * another id. (Records in which more than a fifth of the visits name nobody are ruled out elsewhere.)
 */
function mayHaveMet(user: ClinicianKey, history: History, opening: Opening, from: Day): boolean {
  const { contacts, bookings = [], clinicians } = history;
  const wasRead = (key: ClinicianKey) => clinicians.get(key)?.read === true;
  const before = contacts.filter(
    (one) => mayHaveBeenAttended(one) && mayBeAfter(one, from - 1, opening.asOf) && !isCurrentVisit(one, opening),
  );
  const attended = bookings.filter(
    ({ state, day = from }) => state === 'attended' && day >= from && day < opening.asOf,
  );
  return (
    before.some((one) => {
      const { here, clinician = one.silencing?.clinician } = one;
      if (clinician === undefined) return here && (hasUnreadClinician(one) || isRestricted(one));
      return clinician === user || (here && !wasRead(clinician));
    }) || attended.some(({ clinicians: own, unreadClinician }) => unreadClinician || own.includes(user))
  );
}

function isKnown(
  one: UsualClinician,
  own: ClinicianKey | undefined,
  { asOf }: Opening,
  thresholds: Thresholds,
): boolean {
  const [first, last] = [one.visits[0], one.visits.at(-1)];
  if (first === undefined || last === undefined || one.share < thresholds.minShare) return false;
  if (asOf - last.day > months(thresholds.lastWithinMonths)) return false;
  const long = last.day - first.day >= months(thresholds.minSpanMonths);
  const count = one.visits.length;
  return (count >= thresholds.minVisits && long) || (one.clinician === own && count >= thresholds.minVisitsNamed);
}
