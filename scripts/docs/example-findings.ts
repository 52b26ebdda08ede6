import type { QuietTimes } from '#src/cards/quieting.ts';
import type { NamedClinician } from '#src/detectors/detector.ts';
import type { AnyFinding, Code, FactsOf } from '#src/detectors/index.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Clinician, ClinicianKey, Name, Person } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';

export const on = (iso: string) => parseDay(iso) ?? Number.NaN;
export const asOf = on('2026-11-20');

const clinician = (id: string, prefix: string, family: string): NamedClinician => ({
  reference: `Practitioner/${id}`,
  name: { prefix, given: 'Alex', family },
});

export const patel = clinician('patel', 'Dr.', 'Patel');
const wren = clinician('wren', 'Dr', 'Wren');
const lee = clinician('lee', 'Dr', 'Lee');

/** Gives every fact of every detection, so that its keys are all the keys that wording may use. */
type Full = { readonly [C in Code]: Required<FactsOf[C]> };

export const fullFacts: Full = {
  'usual-clinician-left': {
    clinician: patel,
    visits: 14,
    since: 2021,
    left: '2026-07-31',
    lastSeen: '2026-06-02',
    firstVisitSince: true,
    visitsSince: 0,
    named: lee,
    goodbyes: { losses: 3, since: 2022, sinceMove: false },
  },
  'usual-clinician-away': {
    clinician: patel,
    visits: 6,
    of: 8,
    recorded: false,
    lastActive: '2026-09-02',
    awayUntil: '2027-01-10',
    openKind: 'referral',
    openDue: '2026-11-30',
  },
  'usual-clinician-leaving': {
    clinician: wren,
    you: false,
    leaves: '2027-01-31',
    visits: 9,
    nextBooking: '2026-12-12',
  },
  'trainee-changeover': {
    clinician: clinician('osei', 'Dr', 'Osei'),
    you: false,
    ends: '2027-02-03',
    recorded: true,
    passed: false,
    visits: 5,
    of: 6,
    weeks: 10,
  },
  'repeated-goodbyes': {
    clinicians: [patel, wren, lee],
    left: ['2022-03-01', '2023-08-01', '2025-08-06'],
    losses: 3,
    leastVisits: 4,
    since: 2022,
    sinceMove: false,
  },
  'continuity-fell': {
    clinician: wren,
    you: false,
    recentWith: 1,
    recentOf: 9,
    recentClinicians: 7,
    beforeWith: 9,
    beforeOf: 10,
    until: '2025-11-19',
    faceToFace: false,
  },
  'continuity-low': {
    clinician: wren,
    you: false,
    with: 2,
    of: 9,
    percent: 22,
    clinicians: 6,
    reasons: ['conditions', 'age'],
    conditions: 4,
    faceToFace: false,
  },
  'first-meeting': {
    clinician: lee,
    visits: 22,
    years: 6,
    lastSeen: '2026-10-03',
    named: false,
    user: clinician('roy', 'Dr', 'Roy'),
    goodbyes: { losses: 2, since: 2024, sinceMove: false },
  },
  'known-team': {
    members: [
      { clinician: clinician('dean', 'Nurse', 'Dean'), visits: 11, you: false },
      { clinician: lee, visits: 6, you: false },
      { clinician: clinician('roy', 'Mr', 'Roy'), visits: 4, you: false },
    ],
    of: 24,
    team: 'CareTeam/1',
  },
  'late-presentation': { late: 3, of: 4, intervals: [96, 104, 140], overDays: 90 },
  'emergency-first': { emergency: 2, of: 3, days: ['2024-05-02', '2026-06-11'], alsoSeen: true },
  'gone-quiet': {
    lastSeen: '2025-12-15',
    gapDays: 340,
    gapMonths: 11,
    usualGapDays: 61,
    visits: 18,
    years: 3,
    due: 'invitation',
    dueSince: '2026-05-12',
    dueFor: 'blood-pressure',
    here: true,
  },
  'unanswered-invitations': {
    invitations: 3,
    kinds: ['asthma-review', 'cervical-screening', 'Annual check of the feet'],
    sent: ['2026-02-03', '2026-05-12', '2026-09-01'],
  },
  'missed-appointments': { missed: 4, booked: 7, missedBefore: 0, bookedBefore: 11, changed: true, often: false },
  'medicine-not-collected': {
    medicine: 'Sertraline 50 mg tablets',
    builtUp: false,
    ranOut: '2026-10-16',
    daysLate: 35,
    supplies: 10,
    onTime: 9,
  },
  'quiet-pattern': {
    patterns: 5,
    missed: 3,
    invitations: 3,
    ranOut: '2026-08-20',
    lastSeen: '2026-02-16',
    late: 2,
  },
  'illness-signature': {
    condition: 'depression',
    relapse: 'Condition/low',
    signs: [
      { sign: 'symptom-headache', before: 4, settled: 2, on: '2026-11-12' },
      { sign: 'missed-appointment', before: 3, settled: 1, on: '2026-11-18' },
    ],
    relapses: 4,
    settled: 26,
    together: 3,
    togetherSettled: 0,
    windowDays: 28,
    learned: ['symptom-headache', 'missed-appointment', 'medicine-late'],
    plan: false,
  },
  'shared-signature': {
    present: 2,
    of: 4,
    signs: [
      { text: 'poor sleep', on: '2026-11-09' },
      { text: 'late tablets', on: '2026-11-02' },
    ],
    written: '2026-03-12',
    author: lee,
    you: false,
    together: true,
    words: 'When I stop sleeping and skip tablets, ring me.',
    reviewDue: false,
  },
  'persistent-symptoms': {
    symptoms: 5,
    months: 12,
    syndromes: ['irritable-bowel'],
    referrals: 4,
    withoutCause: 4,
    withCause: 0,
    years: 5,
    normal: 4,
    signing: false,
  },
  'booking-elsewhere': {
    clinician: wren,
    you: false,
    other: clinician('roy', 'Dr', 'Roy'),
    visits: 9,
    of: 12,
    on: '2026-12-03',
  },
  'booking-after-leaving': {
    clinician: wren,
    you: false,
    leaves: '2027-01-31',
    gone: false,
    visits: 9,
    on: '2027-03-03',
  },
  'next-contact': {
    clinician: lee,
    you: false,
    usual: wren,
    days: 60,
    because: 'gap',
    since: '2025-12-15',
  },
  'write-signature': {
    condition: 'depression',
    relapse: 'Condition/low',
    relapses: 3,
    began: '2026-08-20',
    ended: '2026-10-30',
    signs: [
      { sign: 'symptom-sleep', before: 3 },
      { sign: 'missed-appointment', before: 2 },
    ],
    learned: true,
    windowDays: 28,
  },
};

/** A finding with these facts, counted over 14 visits, with one left out. */
export function finding<C extends Code>(code: C, facts: FactsOf[C], overrides: Partial<AnyFinding> = {}): AnyFinding {
  const result = {
    code,
    facts,
    counted: Array.from({ length: 14 }, (_, index) => `Encounter/${index + 1}`),
    notCounted: [{ reference: 'Encounter/99', reason: 'cancelled' }],
    span: { from: on('2023-03-03'), to: on('2026-09-30') },
    number: 14,
    unit: 'visits',
    changeKey: 'key',
    ...overrides,
  };
  return result as AnyFinding;
}

export const codesBuilt = Object.keys(fullFacts) as Code[];

export function person(
  name: Name | undefined,
  gender: Person['gender'] = 'female',
  overrides: Partial<Person> = {},
): Person {
  const born = 'born' in overrides ? overrides.born : on('1960-05-05');
  return {
    reference: 'Patient/1',
    name,
    gender,
    born,
    bornBy: born,
    lastRecorded: undefined,
    deceased: false,
    active: true,
    replaced: false,
    restricted: false,
    needsInterpreter: false,
    careHome: false,
    hospice: false,
    namedClinician: undefined,
    namedSince: undefined,
    registeredSince: undefined,
    ...overrides,
  };
}

export const khan = person({ prefix: 'Mrs', given: 'Amina', family: 'Khan' });

export function opening(user: Opening['user'], overrides: Partial<Opening> = {}): Opening {
  return { asOf, now: asOf * 86_400_000, user, visit: undefined, proposed: [], ...overrides };
}

export const byRoy: Opening = opening({ kind: 'clinician', clinician: 'Practitioner/roy' });

export function clinicians(...list: readonly Partial<Clinician>[]): ReadonlyMap<ClinicianKey, Clinician> {
  const complete = list.map((one) => ({
    key: 'Practitioner/roy',
    references: [one.key ?? 'Practitioner/roy'],
    numbers: [],
    name: undefined,
    read: true,
    active: true,
    roles: undefined,
    ...one,
  }));
  return new Map(complete.map((one) => [one.key, one]));
}

const day = 24 * 60 * 60 * 1000;

/** How long each reason keeps a card quiet by default. */
export const usualTimes: QuietTimes = {
  sameVisit: day / 2,
  shown: 90 * day,
  notNow: 30 * day,
  notRight: 365 * day,
  alreadyKnown: 180 * day,
};
