import type { Detector, Finding } from '#src/detectors/detector.ts';
import { runDetectors, type Settings } from '#src/detectors/run.ts';
import { isSilent, type Silence } from '#src/detectors/silence.ts';
import { type Day, parseDay } from '#src/history/calendar.ts';
import type {
  Booking,
  Clinician,
  Condition,
  Contact,
  Known,
  Observation,
  Part,
  Person,
  Proposal,
  Reading,
  Referral,
  RelationalHistory,
  Role,
  RoleKind,
} from '#src/history/history.ts';
import type { Opening, VisitNow } from '#src/history/opening.ts';

const msPerDay = 86_400_000;

/** The day on which every chart of these tests is opened, unless it says otherwise. */
export const today: Day = parseDay('2026-11-24') ?? 0;

/** A role here since long ago, with what differs. */
export function role(who: string, kind: RoleKind = 'gp', difference: Partial<Role> = {}): Role {
  return {
    reference: `PractitionerRole/${who}`,
    codes: [],
    kind,
    organisation: 'Organization/home',
    here: true,
    active: true,
    start: undefined,
    end: undefined,
    away: [],
    ...difference,
  };
}

/** A clinician who was read, with one live role here unless told otherwise. */
export function clinician(
  who: string,
  roles?: readonly Role[] | RoleKind,
  difference: Partial<Clinician> = {},
): Clinician {
  return {
    key: who,
    references: [who],
    numbers: [],
    name: { family: who },
    read: true,
    active: true,
    roles: typeof roles === 'string' || roles === undefined ? [role(who, roles)] : roles,
    ...difference,
  };
}

/** GPs A to H and U (who opens charts), trainee T, locum L, nurses N and M, receptionist R. */
export const practice: readonly Clinician[] = [
  ...[...'ABCDEFGHU'].map((who) => clinician(who)),
  clinician('T', 'trainee'),
  clinician('L', 'locum'),
  clinician('N', 'team'),
  clinician('M', 'team'),
  clinician('R', 'not-clinical'),
];

/** What was read. */
export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

let count = 0;

/** One visit so many days before today, with what differs. */
export function contact(who: string | undefined, daysAgo: number, difference: Partial<Contact> = {}): Contact {
  count += 1;
  const day = today - daysAgo;
  return {
    reference: `Encounter/${count}`,
    day,
    latest: undefined,
    startedAt: day * msPerDay + 36_000_000,
    until: undefined,
    state: 'finished',
    setting: 'practice',
    clinician: who,
    here: true,
    organisation: undefined,
    series: undefined,
    reasons: [],
    groups: [],
    kinds: [],
    duty: false,
    custody: false,
    unplanned: false,
    planned: false,
    bookedAhead: false,
    urgent: false,
    excluded: undefined,
    ...difference,
  };
}

/** Visits drawn as letters, oldest first, evenly from `from` to `to` days ago. */
export function drawn(
  letters: string,
  { from, to }: { readonly from: number; readonly to: number },
  difference: Partial<Contact> = {},
): Contact[] {
  const step = letters.length > 1 ? (from - to) / (letters.length - 1) : 0;
  return [...letters].map((who, i) => contact(who, Math.round(from - i * step), difference));
}

/** What a test says of a life; the rest is ordinary, and the parts of `unread` were not read. */
export interface Life extends Partial<Omit<RelationalHistory, 'person' | 'clinicians' | 'roles'>> {
  readonly person?: Partial<Person>;
  readonly clinicians?: readonly Clinician[];
  readonly unread?: readonly Part[];
}

/** The reading of a life. */
export function readingOf(life: Life): Reading {
  const { unread = [], clinicians = practice, contacts = [] } = life;
  const history: RelationalHistory = {
    bookings: [],
    registration: { since: undefined, temporary: false, careManager: undefined },
    conditions: [],
    observations: [],
    medicines: [],
    invitations: [],
    procedures: [],
    signatures: [],
    safeguarding: [],
    cautions: [],
    domesticAbuse: [],
    losses: [],
    familyLosses: [],
    acknowledgements: [],
    relatives: [],
    childStays: [],
    teams: [],
    plans: [],
    promises: [],
    referrals: [],
    investigations: [],
    followUps: [],
    handoverNotes: [],
    aboutMe: [],
    activity: new Map(),
    consultingWeeks: new Map(),
    practiceWeeks: [{ monday: today - 15, seen: true }],
    ...life,
    person: personOf(life),
    contacts: contacts.toSorted((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity)),
    clinicians: new Map(clinicians.map((one) => [one.key, one])),
    roles: { here: clinicians.filter(({ roles }) => roles?.some(({ here }) => here)).map(({ key }) => key) },
  };
  const read = ([part, value]: [string, unknown]) => [
    part,
    unread.some((one) => one === part) ? { known: false, why: 'error' } : known(value),
  ];
  return Object.fromEntries(Object.entries(history).map(read));
}

/** Known to the day, unless a test says otherwise. */
function bornIn(own: Partial<Person> = {}): Person['born'] {
  return { ...person, ...own }.born;
}

const person: Omit<Person, 'bornBy'> = {
  reference: 'Patient/p',
  name: undefined,
  gender: 'female',
  born: parseDay('1980-05-05'),
  deceased: false,
  deceasedFrom: undefined,
  active: true,
  replaced: false,
  restricted: false,
  preferredLanguage: undefined,
  needsInterpreter: false,
  careHome: false,
  hospice: false,
  namedClinician: undefined,
  namedSince: undefined,
  registeredSince: parseDay('2010-01-01'),
  lastRecorded: today,
};

/** A chart opened today by `who`, with what differs. */
export function openedBy(who: string | undefined = 'U', difference: Partial<Opening> = {}): Opening {
  return {
    asOf: today,
    now: today * msPerDay + 43_200_000,
    user: who === undefined ? { kind: 'unresolved' } : { kind: 'clinician', clinician: who },
    visit: undefined,
    proposed: [],
    ...difference,
  };
}

/** What one detector finds in a life, run as in the service. */
export function found(
  detector: Detector,
  life: Life,
  opening: Opening = openedBy(),
  settings: object = {},
): Finding | undefined {
  const result = resultOf(detector, life, opening, settings);
  return isSilent(result) ? undefined : result;
}

/**
 * What one detector finds in a life, run as in the service, or why it is silent. `others` are findings on which it may rest.
 * A part that it needs and that was not read is a silence of the test's own.
 */
export function resultOf(
  detector: Detector,
  life: Life,
  opening: Opening = openedBy(),
  settings: object = {},
  others: readonly Finding[] = [],
): Finding | Silence {
  const byCode: Settings = new Map([[detector.code, { ...(detector.settings.parse(settings) as object) }]]);
  const given = others.map((finding) => ({
    ...detector,
    code: finding.code,
    needs: [],
    lookBackMonths: 0,
    detect: () => finding,
  }));
  const { findings, silent, skipped } = runDetectors([...given, detector], readingOf(life), opening, byCode);
  const broken = skipped.find(({ code }) => code === detector.code);
  if (broken?.why === 'threw') throw new Error(`${broken.code} threw`);
  const own = silent.find(({ code }) => code === detector.code)?.silence;
  return findings.find(({ code }) => code === detector.code) ?? own ?? { silent: 'not-computed', because: {} };
}

/** The person of a life. */
export function personOf(life: Life): Person {
  return { bornBy: bornIn(life.person), ...person, ...life.person };
}

/** A visit under way at the practice, at whose end the person goes home. */
export const visitNow: VisitNow = {
  reference: 'Encounter/visit',
  emergency: false,
  duty: false,
  homeVisit: false,
  clinician: undefined,
  onward: false,
};

let numbered = 0;
const nextId = (): number => {
  numbered += 1;
  return numbered;
};

/** An appointment so many days before today (negative: ahead), kept unless told otherwise. */
export function booking(daysAgo: number, difference: Partial<Booking> = {}): Booking {
  const day = today - daysAgo;
  return {
    reference: `Appointment/${nextId()}`,
    day,
    state: daysAgo < 0 ? 'booked' : 'attended',
    by: undefined,
    clinicians: [],
    unreadClinician: false,
    walkIn: false,
    duty: false,
    created: day - 10,
    shortNotice: false,
    interpreter: false,
    kinds: [],
    series: undefined,
    ...difference,
  };
}

/** A problem recorded so many days before today, that began on the same day unless told otherwise. */
export function condition(groups: readonly string[], daysAgo: number, difference: Partial<Condition> = {}): Condition {
  const day = today - daysAgo;
  return {
    reference: `Condition/${nextId()}`,
    groups,
    active: true,
    contradictory: false,
    recorded: day,
    onset: day,
    onsetExact: true,
    onsetUnclear: false,
    ended: undefined,
    relapse: false,
    remission: false,
    review: false,
    tentative: false,
    contact: undefined,
    recordedBy: [],
    ...difference,
  };
}

/** A referral made so many days before today, for no recorded reason and without a result, with what differs. */
export function referral(daysAgo: number, difference: Partial<Referral> = {}): Referral {
  return {
    reference: `ServiceRequest/${nextId()}`,
    day: today - daysAgo,
    groups: [],
    reasons: [],
    urgent: false,
    open: false,
    results: [],
    ...difference,
  };
}

/** An observation so many days before today. */
export function observation(
  groups: readonly string[],
  daysAgo: number,
  difference: Partial<Observation> = {},
): Observation {
  return {
    reference: `Observation/${nextId()}`,
    day: today - daysAgo,
    groups,
    measure: undefined,
    value: undefined,
    contact: undefined,
    ...difference,
  };
}

/** An appointment with `who`, proposed for so many days ahead at 9 o'clock, with what differs. */
export function proposal(who: string, daysAhead: number, difference: Partial<Proposal> = {}): Proposal {
  const made = booking(-daysAhead, { state: 'proposed', clinicians: [who], created: undefined });
  return { ...made, startsAt: (today + daysAhead) * msPerDay + 32_400_000, identified: true, ...difference };
}
