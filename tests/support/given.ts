import type { Detector, Finding } from '#src/detectors/detector.ts';
import { type Day, parseDay } from '#src/history/calendar.ts';
import type {
  Activity,
  Clinician,
  Contact,
  Known,
  OpenPlan,
  Part,
  Reading,
  RelationalHistory,
  Role,
  RoleKind,
} from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import {
  booking,
  clinician,
  contact,
  found,
  known,
  type Life,
  openedBy,
  readingOf,
  role,
  visitNow,
} from './builders.ts';
import { checkRow } from './given-cells.ts';

/** A history drawn as tables; the parts of `unread` were not read. */
export interface Drawn extends RelationalHistory {
  readonly unread: readonly Part[];
}

type Row = readonly string[];
type Sections = ReadonlyMap<string, readonly Row[]>;

const sections = ['contacts', 'roles', 'bookings', 'plans', 'teams', 'activity', 'person', 'registration', 'unread'];

/**
 * The history that tables tell; several tables are read as one. A row is cells between bars, a section's name stands
 * before its first row, and a head row (`on | with | how`) is for the reader. A cell that its column can't hold is an error.
 *
 * contacts     2024-01-10 | dr-ayla | in person        several days: `2024-01-10, 2024-02-10` or `2023-01-10 to 2025-06-10 every 60 days`;
 *                                                      who: a name, or `nobody`; how: in person, phone, home, urgent, cancelled, …, a planned series
 *                                                      a contact that an expectation names: `2024-01-10 | dr-ayla | phone | called by-phone`
 * roles        dr-ayla | trainee | since 2024-08-07 | ended 2025-08-05 | away 2025-07-01 to 2025-10-01     or `unread`, `none`, `inactive`, `elsewhere`, `code 7`;
 *                                                      `person unread`: nobody can tell who else it may be
 * bookings     2025-10-01 | dr-ayla | booked | made 2025-08-01
 * plans        task | 2025-10-01
 * teams        dr-ayla, nurse-dean | lead dr-ayla
 * activity     dr-ayla | 40 a week, 2025-01-01 to 2025-07-31 | since 2024-10-01     or `unread`
 * person       named dr-ayla | born 1980-05-05 | registered 2010-01-01
 * registration since 2010-01-01 | temporary
 * unread       roles, bookings
 *
 * Everyone whom a table names was read and has one live role here, of a GP (`nurse-…` of the team, `locum-…` of a locum)
 * unless the roles say otherwise; the person has been registered here since 2010.
 */
export function given(...tables: readonly string[]): Drawn {
  const rows = sectionsOf(tables.join('\n'));
  const read = <T>(section: string, of: (row: Row, index: number) => T): T[] => (rows.get(section) ?? []).map(of);
  const life: Life = {
    contacts: read('contacts', (row) =>
      contactsOf(row).map((one) => ({ one, name: /^called (\S+)/.exec(row[3] ?? '')?.[1] })),
    )
      .flat()
      .map(({ one, name }, i) => ({ ...one, reference: `Encounter/${name ?? i + 1}` })),
    bookings: read('bookings', ([on = '', who = '', state = 'booked', made = ''], i) =>
      booking(0, {
        reference: `Appointment/${i + 1}`,
        day: parseDay(on),
        state: state as 'booked',
        clinicians: who.split(', '),
        created: dayAfter('made', made),
      }),
    ),
    plans: read('plans', ([kind, due = ''], i) => ({
      reference: `Plan/${i + 1}`,
      kind: kind as OpenPlan['kind'],
      since: undefined,
      closed: undefined,
      due: parseDay(due),
    })),
    teams: read('teams', ([members = '', lead = ''], i) => ({
      reference: `CareTeam/${i + 1}`,
      members: members.split(', '),
      lead: /lead (\S+)/.exec(lead)?.[1],
      from: undefined,
      to: undefined,
    })),
    activity: new Map(read('activity', activityOf)),
    ...registered(rows),
    clinicians: cliniciansOf(rows),
    unread: read('unread', ([parts = '']) => parts.split(', ') as Part[]).flat(),
  };
  return { ...valuesOf(readingOf({ ...life, unread: [] })), unread: life.unread ?? [] };
}

/** The same history as it was read. */
export function reading(history: Drawn): Reading {
  return readingOf(lifeOf(history));
}

/** The chart opened at noon of a day, by `dr-user` unless it says otherwise; with `visit`, in a visit under way. */
export function on(
  iso: string,
  { user = 'dr-user', visit = false }: { readonly user?: string; readonly visit?: boolean } = {},
): Opening {
  const asOf = dayOf(iso);
  return openedBy(user, {
    asOf,
    now: asOf * 86_400_000 + 43_200_000,
    visit: visit ? { ...visitNow, reference: 'Encounter/now' } : undefined,
  });
}

/** What one detector finds, run as in the service. */
export function find(detector: Detector, history: Drawn, opening: Opening, settings: object = {}): Finding | undefined {
  return found(detector, lifeOf(history), opening, settings);
}

/** A drawn history as a life. */
export function lifeOf({ clinicians, ...history }: Drawn): Life {
  return { ...history, clinicians: [...clinicians.values()] };
}

function valuesOf(read: Reading): RelationalHistory {
  const entries = Object.entries(read).map(([part, one]) => [part, one.known ? one.value : undefined]);
  return Object.fromEntries(entries) as unknown as RelationalHistory;
}

function sectionsOf(text: string): Sections {
  const rows = new Map<string, Row[]>();
  let section = '';
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [word = ''] = line.split(/\s+/);
    if (sections.includes(word)) section = word;
    const cells = line.slice(sections.includes(word) ? word.length : 0).split('|');
    const row = cells.map((cell) => cell.trim());
    if (row[0] === '' || row[0] === 'on') continue;
    if (section === '') throw new Error(`no section: ${line}`);
    checkRow(section, row, Object.keys(told));
    rows.set(section, [...(rows.get(section) ?? []), row]);
  }
  return rows;
}

const told: Readonly<Record<string, Partial<Contact>>> = {
  'in person': {},
  phone: { setting: 'remote' },
  home: { setting: 'home' },
  urgent: { urgent: true },
  elsewhere: { here: false },
  'under way': { state: 'underway' },
  cancelled: { excluded: 'cancelled' },
  planned: { excluded: 'planned' },
  'entered in error': { excluded: 'entered-in-error' },
  letter: { excluded: 'not-a-visit' },
  hospital: { setting: 'inpatient', excluded: 'not-ambulatory' },
  emergency: { setting: 'emergency', excluded: 'not-ambulatory' },
  group: { excluded: 'group-visit' },
  restricted: { clinician: undefined, excluded: 'restricted' },
  'unread role': { clinician: undefined, excluded: 'clinician-unread' },
};

function contactsOf([on = '', who, how = 'in person']: Row): Contact[] {
  const nobody: Partial<Contact> =
    who === 'nobody' ? { clinician: undefined, excluded: 'clinician-not-recorded' } : { clinician: who };
  const traits = how.split(', ').map((trait) => told[trait] ?? { series: trait });
  return daysOf(on).map((day, i) => ({
    ...contact(who, 0),
    day,
    startedAt: day === undefined ? undefined : day * 86_400_000 + 36_000_000,
    ...nobody,
    ...(day === undefined && { excluded: 'undated' as const, latest: parseDay(`${on.split(', ')[i]}-12-31`) }),
    ...Object.assign({}, ...traits),
    ...(how.includes('restricted') && {
      silencing: { clinician: nobody.clinician, groups: [], setting: 'practice' as const, custody: false },
    }),
  }));
}

/** `2024` is a date too coarse to be a day. */
function daysOf(text: string): (Day | undefined)[] {
  const every = /^(\S+) to (\S+) every (\d+) days$/.exec(text);
  if (every === null) return text.split(', ').map((one) => (/^\d{4}$/.test(one) ? undefined : dayOf(one)));
  const [first, last, step] = [dayOf(every[1] ?? ''), dayOf(every[2] ?? ''), Number(every[3])];
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function activityOf([who = '', rhythm = '', since = '']: Row): [string, Known<Activity>] {
  if (rhythm === 'unread') return [who, { known: false, why: 'refused' }];
  const [, a = '0', first = '', last = ''] = /^(\d+) a week, (\S+) to (\S+)$/.exec(rhythm) ?? [];
  const from = dayOf(first);
  const count = Math.round((Number(a) * (dayOf(last) - from + 1)) / 7);
  const days = Array.from({ length: count }, (_, i) => dayOf(last) - Math.floor((i * 7) / Number(a)));
  return [who, known({ days, since: dayAfter('since', since) ?? from })];
}

function registered(rows: Sections): Pick<Life, 'person' | 'registration'> {
  const text = (rows.get('person') ?? []).flat().join(' ');
  const registration = (rows.get('registration') ?? []).flat().join(' ');
  return {
    person: {
      registeredSince: dayOf('2010-01-01'),
      ...(text.includes('registered') && { registeredSince: dayAfter('registered', text) }),
      ...(text.includes('born') && { born: dayAfter('born', text) }),
      namedClinician: /named (\S+)/.exec(text)?.[1],
    },
    registration: {
      since: dayAfter('since', registration),
      temporary: registration.includes('temporary'),
      careManager: /manager (\S+)/.exec(registration)?.[1],
    },
  };
}

function cliniciansOf(rows: Sections): readonly Clinician[] {
  const roles = Map.groupBy(rows.get('roles') ?? [], ([who = '']) => who);
  const seen = ['contacts', 'bookings'].flatMap((section) => (rows.get(section) ?? []).map(([, who]) => who ?? ''));
  const members = (rows.get('teams') ?? []).flatMap(([who = '']) => who.split(', '));
  const names = new Set([...roles.keys(), ...seen, ...members, 'dr-user']);
  names.delete('nobody');
  return [...names].map((who) => {
    const cells = (roles.get(who) ?? [[who]]).map((row) => row.slice(1).join(' '));
    if (cells.includes('unread')) return clinician(who, [], { roles: undefined });
    if (cells.includes('none')) return clinician(who, []);
    return clinician(
      who,
      cells.map((text, i) => roleOf(who, i, text)),
      {
        active: !cells.some((text) => text.includes('person inactive')),
        read: !cells.some((text) => text.includes('person unread')),
      },
    );
  });
}

const kinds: readonly RoleKind[] = ['trainee', 'locum', 'team', 'not-clinical', 'unknown', 'gp'];

function roleOf(who: string, index: number, text: string): Role {
  const usual = who.startsWith('nurse-') ? 'team' : who.startsWith('locum-') ? 'locum' : 'gp';
  const kind = kinds.find((one) => text.split(' ').includes(one)) ?? usual;
  return role(index === 0 ? who : `${who}-${index + 1}`, kind, {
    active: !/(^|\s)inactive/.test(text.replace('person inactive', '')),
    here: !text.includes('elsewhere'),
    start: dayAfter('since', text),
    end: dayAfter('ended', text) ?? dayAfter('ends', text),
    codes: [...text.matchAll(/code (\S+)/g)].map(([, code]) => code ?? ''),
    away: [...text.matchAll(/away( \d\S+)?(?: to (\S+))?/g)].map(([, from = '', to = '']) => ({
      from: parseDay(from.trim()),
      to: parseDay(to),
    })),
  });
}

function dayAfter(word: string, text: string): Day | undefined {
  const iso = new RegExp(`(?:^|\\s)${word} (\\d{4}-\\d{2}-\\d{2})`).exec(text)?.[1];
  return iso === undefined ? undefined : dayOf(iso);
}

function dayOf(iso: string): Day {
  const day = parseDay(iso);
  if (day === undefined) throw new Error(`no day: '${iso}'`);
  return day;
}
