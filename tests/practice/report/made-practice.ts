import { createRequire } from 'node:module';
import { type Day, parseDay } from '#src/history/calendar.ts';
import type { Clinician, Contact } from '#src/history/history.ts';
import type { Counts } from '#src/practice/counts.ts';
import type { ExportedPerson } from '#src/practice/people/exported-person.ts';
import type { ReportOptions } from '#src/practice/report/options.ts';
import { reportWork } from '#src/practice/report/work.ts';
import { clinician, condition, contact, type Life, openedBy, readingOf, role, today } from '../../support/builders.ts';
import { nobodyConsulted } from '../../support/nobody-consulted.ts';
import { site } from './counted-rows.ts';

const { factory } = createRequire(import.meta.url)('@stdlib/random-base-mt19937') as {
  factory(options: { seed: number }): { normalized(): number };
};

/** The day of the report. */
export const madeAsOf: Day = parseDay('2026-11-30') ?? 0;

const left = parseDay('2026-02-27') ?? 0;
const names = {
  Wren: 'Dr Wren',
  Adeyemi: 'Dr Adeyemi',
  Larsson: 'Dr Larsson',
  Okafor: 'Dr Okafor',
  Patel: 'Dr Patel',
  Byrne: 'Dr Byrne',
} as const;
const gps = Object.keys(names) as (keyof typeof names)[];

/** Names by which the report prints them. */
export const madeNames: Readonly<Record<string, string>> = {
  ...names,
  'Organization/north': 'Northgate Surgery',
  'Organization/south': 'South Quay Practice',
};

const staff: readonly Clinician[] = [
  ...gps.map((who) => clinician(who, [role(who, 'gp', who === 'Patel' ? { end: left } : {})])),
  clinician('nurse', 'team'),
];

/** People of a practice that nobody ever was at, the same for the same seed: Dr Patel left in the months of the report. */
export function madePeople(count: number, seed: number, home = 'Organization/north'): readonly ExportedPerson[] {
  const { normalized } = factory({ seed });
  const chance = (share: number) => normalized() < share;
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(normalized() * values.length)] as T;
  return Array.from({ length: count }, (_, i): ExportedPerson => {
    const age = Math.floor(95 * normalized() ** 1.3);
    const conditions = Math.min(5, Math.floor((age / 95) * 6 * normalized() ** 1.5));
    const own = chance(0.95) ? oneOf(gps) : undefined;
    const loyal = 0.15 + 0.1 * conditions + 0.3 * normalized();
    const since = 30 + Math.floor(20 * 365 * normalized() ** 2);
    const yearly = 1 + conditions * 2 + normalized() * 4;
    const contacts: Contact[] = [];
    for (let daysAgo = since; daysAgo > 0; daysAgo -= Math.ceil((-Math.log(normalized()) * 365) / yearly)) {
      const day = today - daysAgo;
      const others = gps.filter((one) => one !== 'Patel' || day <= left);
      const who = own !== undefined && others.includes(own) && chance(loyal) ? own : oneOf(others);
      const with_ = chance(0.15) ? 'nurse' : who;
      const nameless = chance(0.01) ? ({ clinician: undefined, excluded: 'clinician-not-recorded' } as const) : {};
      contacts.push(contact(with_, daysAgo, { ...(chance(0.3) && { setting: 'remote' as const }), ...nameless }));
    }
    const groups = ['diabetes', 'hypertension', 'asthma', 'copd', 'depression'].slice(0, conditions);
    const born = today - Math.floor((age + normalized()) * 365.25);
    const life: Life = {
      contacts,
      clinicians: staff,
      conditions: groups.map((group) => condition([group], 1000)),
      person: { born, deceased: chance(0.01), namedClinician: own, registeredSince: today - since },
    };
    return {
      reference: `Patient/${i}`,
      reading: readingOf(life),
      opening: openedBy(undefined, { asOf: madeAsOf, now: madeAsOf * 86_400_000 + 43_200_000 }),
      places: { home, isHere: () => true },
      consulted: nobodyConsulted,
    };
  });
}

/** What the report counts of people. */
export function countPeople(people: readonly ExportedPerson[], options: ReportOptions): Counts {
  const counts: Counts = new Map();
  const work = reportWork.begin(options, site);
  for (const person of people) work(person, counts);
  return counts;
}
