import { z } from 'zod';
import { type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { profession, worksHere } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import type { Goodbyes } from '../departures/repeated-goodbyes.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { toNamedClinician } from '../naming.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { aboutMe, aboutMeSettings, type NoteForNext, noteForNext } from '../written-notes.ts';
import { knownToNobody, whoKnows } from './long-known.ts';
import { perhapsMet, whyPerhapsMet } from './perhaps-met.ts';

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
const silences = [
  'urgent-or-home-visit',
  'user-unknown',
  'user-not-gp',
  ...perhapsMet,
  'visits-name-nobody',
  ...knownToNobody,
  'clinician-not-at-work',
] as const;
type Silent = Silence<(typeof silences)[number]>;

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
  silences,
  detect(history, opening, thresholds): Finding<'first-meeting', FirstMeeting> | Silent {
    const user = meetingGp(history, opening);
    if (isSilent(user)) return user;
    const window = lookBack(opening.asOf, thresholds.months);
    const met = whyPerhapsMet(user.key, history, opening, window.from);
    if (met !== undefined) return met;
    const seen = visits(history, window, opening.now, 'gp');
    if (!seen.attributable) return silent('visits-name-nobody');
    const knows = whoKnows(seen.counted, history, opening, thresholds);
    if (isSilent(knows)) return knows;
    const [first, last] = [knows.visits[0]?.day ?? window.from, knows.visits.at(-1)?.day ?? opening.asOf];
    if (worksHere(history.clinicians.get(knows.clinician), opening.asOf) === false)
      return silent('clinician-not-at-work');
    const note = noteForNext(history, opening.asOf, window);
    const written = aboutMe(history, opening.asOf, thresholds);
    return {
      code: 'first-meeting',
      facts: {
        clinician: toNamedClinician(history, knows.clinician),
        visits: knows.visits.length,
        years: Math.floor((last - first) / 365.25),
        lastSeen: isoDay(last),
        named: knows.clinician === namedClinician(history, opening.asOf),
        user: toNamedClinician(history, user.key),
        ...note.facts,
        ...written.facts,
      },
      counted: [...knows.visits.map(({ reference }) => reference), ...note.references, ...written.references],
      notCounted: seen.notCounted,
      span: { from: first, to: last },
      number: knows.visits.length,
      unit: 'visits',
      changeKey: knows.clinician,
    };
  },
});

/** The user, if a GP (or not known to be anything else) in an ordinary visit. */
function meetingGp({ clinicians }: History, { user, visit }: Opening): { readonly key: ClinicianKey } | Silent {
  if (visit?.duty || visit?.homeVisit) return silent('urgent-or-home-visit');
  if (user.kind !== 'clinician') return silent('user-unknown');
  const clinician = clinicians.get(user.clinician);
  if (clinician?.read !== true) return silent('user-unknown');
  return profession(clinician) === 'gp' ? { key: user.clinician } : silent('user-not-gp');
}
