import { z } from 'zod';
import { cliniciansIn } from '../../history/by-clinician.ts';
import { type IsoDate, isoDay, months } from '../../history/calendar.ts';
import { type Departure, departureOf, hasLeftHere } from '../../history/departure.ts';
import { doubtfulSince } from '../../history/doubtful.ts';
import { worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { visits } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { toNamedClinician } from '../naming.ts';
import { furthest, type Silence, silent } from '../silence.ts';
import { aboutMe, aboutMeSettings, type NoteForNext, noteForNext } from '../written-notes.ts';
import { isFirstVisitSince } from './first-visit-since.ts';
import { massDepartureSettings } from './mass-departure.ts';
import type { Goodbyes } from './repeated-goodbyes.ts';
import { unreported, whyUnreported } from './unreported-departure.ts';

/** `visits` and `since` (year of the first) cover all visits with the clinician. */
export type UsualClinicianLeft = {
  readonly clinician: NamedClinician;
  readonly visits: number;
  readonly since: number;
  /** Last day here; absent where the role is only recorded as no longer active. */
  readonly left?: IsoDate;
  /** The person's last visit with the clinician. */
  readonly lastSeen: IsoDate;
  /** A visit is under way, the first with anyone here since the clinician left. */
  readonly firstVisitSince: boolean;
  /**
   * Visits with any GP here since the clinician left, or since `lastSeen` where that day is unknown; absent where a
   * doubtful visit may have been the only one.
   */
  readonly visitsSince?: number;
  /** The clinician whom the record now names as the person's own, if someone else. */
  readonly named?: NamedClinician;
  /** What the one who left wrote for whoever comes next. */
  readonly note?: NoteForNext;
  /** When the person wrote what they would like to be known. */
  readonly aboutMe?: IsoDate;
  /** Added from A5's finding when cards are chosen, not by the detector. */
  readonly goodbyes?: Goodbyes;
};

const settings = massDepartureSettings.extend(aboutMeSettings.shape).extend({
  maxDaysSince: z.int().min(1).default(365).describe('Days after the departure during which it is reported'),
  months: z.int().min(1).default(36).describe('Months before the departure in which the clinician was the usual one'),
  takenOverVisits: z.int().min(1).default(2).describe('Later visits with any one GP from which that GP has taken over'),
  traineeDays: z.int().min(0).default(90).describe('Days after a trainee’s changeover that belong to that detection'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'bookings', 'roles', 'clinicians'],
  uses: ['activity', 'registration', 'teams', 'handoverNotes', 'aboutMe'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'no-visits',
  'no-role-here',
  'works-here',
  'roles-unread',
  'last-day-unknown',
  'seen-since',
  ...unreported,
] as const;
type Result = Finding<'usual-clinician-left', UsualClinicianLeft> | Silence<(typeof silences)[number]>;

/** A1: the usual clinician has left, and nobody has taken over yet. */
export const usualClinicianLeft = detector({
  code: 'usual-clinician-left',
  mark: 'A1',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  supersededBy: { codes: ['trainee-changeover'], sameClinician: true },
  ...parts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const met = cliniciansIn(history.contacts).map((key) => departureOf(key, history, opening.asOf));
    const departures = met
      .filter(hasLeftHere)
      .toSorted((a, b) => b.day - a.day || (a.clinician < b.clinician ? -1 : 1));
    const stay = met.flatMap((one) => (hasLeftHere(one) ? [] : silent(one)));
    const others: Silence<(typeof unreported)[number]>[] = [];
    for (const departure of departures) {
      const why = whyUnreported(departure, history, opening, thresholds);
      if (why === undefined) return toFinding(departure, history, opening, thresholds);
      others.push(why);
    }
    return furthest([...others, ...stay], silences) ?? silent('no-visits');
  },
});

function toFinding(
  { clinician, day, dated, roles }: Departure,
  history: History,
  opening: Opening,
  thresholds: Thresholds,
): Result {
  const all = visits(history, { from: -Infinity, to: opening.asOf + 1 }, opening.now, 'gp');
  const own = all.counted.filter((visit) => visit.clinician === clinician);
  const [first, last] = [own[0]?.day ?? day, own.at(-1)?.day ?? day];
  const from = Math.min(first, day - months(thresholds.months));
  const since = dated ? day : last;
  const later = all.counted.filter((visit) => visit.day > since);
  const next = nextNamed(history, opening, clinician);
  // "No visit since" cannot be claimed where a doubtful visit may have been one.
  const isCertain = doubtfulSince(history, since, opening).length === 0;
  const counted = [...own, ...later];
  const note = noteForNext(history, opening.asOf, { by: clinician });
  const written = aboutMe(history, opening.asOf, thresholds);
  return {
    code: 'usual-clinician-left',
    facts: {
      clinician: toNamedClinician(history, clinician),
      visits: own.length,
      since: Number(isoDay(first).slice(0, 4)),
      ...(dated && { left: isoDay(day) }),
      lastSeen: isoDay(last),
      firstVisitSince: isCertain && isFirstVisitSince(since, history, opening),
      ...((isCertain || later.length > 0) && { visitsSince: later.length }),
      ...(next !== undefined && { named: toNamedClinician(history, next) }),
      ...note.facts,
      ...written.facts,
    },
    counted: [
      ...[...counted, ...roles, ...(next === undefined ? [] : [history.person])].map(({ reference }) => reference),
      ...note.references,
      ...written.references,
    ],
    notCounted: visits(history, { from, to: opening.asOf + 1 }, opening.now, 'gp').notCounted,
    span: { from: first, to: counted.at(-1)?.day ?? last },
    number: counted.length,
    unit: 'visits',
    changeKey: `${clinician} ${isoDay(day)}`,
  };
}

/** The clinician whom the record now names as the person's own, unless they have left too. */
function nextNamed(history: History, { asOf }: Opening, left: ClinicianKey): ClinicianKey | undefined {
  const next = history.person.namedClinician;
  const clinician = next === undefined ? undefined : history.clinicians.get(next);
  const stays = worksHere(clinician, asOf) !== false && !clinician?.notNamed;
  return stays && next !== left ? next : undefined;
}
