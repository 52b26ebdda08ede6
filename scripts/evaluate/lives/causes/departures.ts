import { practice } from '../entries.ts';
import type { Cause } from './cause.ts';
import type { Line } from './line.ts';
import { enter, meet } from './meet.ts';
import { type Employed, type Scene, type Setting, settledStaff } from './scene.ts';

/** Visits with the usual doctor, who goes, and how many with one other since. */
export interface Departure {
  readonly visits: number;
  readonly how: Employed;
  readonly since: number;
  /** Days before the opening of the last visit with the usual doctor. */
  readonly last: number;
}

export const usual = (how: Employed): Partial<Departure & Setting> => ({ how, staff: { ...settledStaff, usual: how } });
export const surroundings = { visits: 0, registered: 2200, user: 'other' };

/** Visits with the usual doctor every two months up to the last, a few with another. */
export function writeUsual(scene: Scene, last: number, who = 'usual'): void {
  for (let n = 0; n < 14; n += 1)
    meet(scene, last + n * 55 + scene.random.integer(0, 12), { who: n % 5 === 4 ? 'other' : who });
}

export function write(scene: Scene, { last, since }: Departure): readonly string[] {
  writeUsual(scene, last);
  if (since > 0 && last > 10) meet(scene, Math.max(1, last - 8), { who: 'third' });
  return [];
}

/** Another role of the usual doctor's at the practice. */
function role(scene: Scene, start: number, end?: number): string {
  const date = (ago: number) => new Date((scene.on - ago) * 86_400_000).toISOString().slice(0, 10);
  return enter(scene, Math.max(0, start), {
    resourceType: 'PractitionerRole',
    active: true,
    practitioner: { reference: 'Practitioner/usual' },
    organization: practice,
    code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }],
    period: { start: date(start), ...(end !== undefined && { end: date(end) }) },
  });
}

export const remade: Line<Departure> = { says: 'another role here goes on', also: (scene) => role(scene, 20) };
/** Everyone else goes on the same day, and others come. */
const together = (until: number): Partial<Setting> => ({
  staff: {
    usual: { until },
    other: { until },
    third: { until },
    nurse: { kind: 'nurse', until },
    newcomer: { since: until - 1 },
  },
  user: 'newcomer',
});

export const left: Cause<Departure> = {
  code: 'usual-clinician-left',
  plan: (random) => {
    const gone = random.integer(5, 350);
    return {
      ...surroundings,
      ...usual({ until: gone }),
      how: { until: gone },
      last: gone + random.integer(3, 60),
      since: random.integer(0, 1),
    };
  },
  write,
  lines: [
    remade,
    { says: 'more than a year ago', change: () => ({ ...usual({ until: 420 }), last: 430 }) },
    {
      says: 'another doctor has been seen twice since',
      also: (scene, { how }) =>
        [1, 2].map((n) => meet(scene, Math.max(1, Math.floor(((how.until ?? 9) * n) / 3)), { who: 'third' })),
    },
    { says: 'seen here since', also: (scene) => meet(scene, 2) },
    { says: 'all roles ended on one day', change: ({ how }) => together(how.until ?? 9) },
    { says: 'the one who left opens the chart', change: () => ({ user: 'usual' }) },
    { says: 'the person came only afterwards', change: () => ({ registered: 300 }) },
    { says: 'not the usual doctor', change: () => ({ staff: { ...settledStaff, third: { until: 60 } } }) },
    {
      says: 'a trainee, whose changeover it was',
      change: (_, random) => usual({ kind: 'trainee', until: random.integer(5, 80), since: 900 }),
    },
  ],
};

export const leaving: Cause<Departure> = {
  code: 'usual-clinician-leaving',
  // Another's leaving is shown from 28 days before it, one's own from 90.
  plan: (random) => {
    const user = random.pick(['usual', 'other']);
    const until = -random.integer(2, user === 'usual' ? 88 : 26);
    return { ...surroundings, ...usual({ until }), how: { until }, user, last: random.integer(5, 60), since: 0 };
  },
  write,
  lines: [
    remade,
    { says: 'in more than three months', change: () => ({ ...usual({ until: -110 }), user: 'usual' }) },
    {
      says: 'someone else’s leaving, more than four weeks ahead',
      change: (_, random) => ({ ...usual({ until: -random.integer(30, 85) }), user: 'other' }),
    },
    {
      says: 'a rolling contract',
      also: (scene) => {
        role(scene, 1500, 1200);
        role(scene, 1199, 800);
      },
    },
    { says: 'an absence with a return', change: ({ how }) => usual({ ...how, away: [1, -300] }) },
    { says: 'all roles end on one day', change: ({ how }) => together(how.until ?? -9) },
    { says: 'seen twice only in the year', change: () => ({ last: 270 }) },
    { says: 'new here', change: () => ({ registered: 300 }) },
  ],
};
