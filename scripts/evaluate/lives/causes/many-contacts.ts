import { concept } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { icd10, words } from './codes.ts';
import { admitted } from './injury.ts';
import { type Meeting, meet } from './meet.ts';
import type { Scene, Staff } from './scene.ts';
import { appointment, problem } from './write.ts';

/** Days with a visit in the last half year, far more than before, and whom the person saw. */
export interface ManyContacts {
  readonly days: readonly number[];
  readonly seen: number;
  readonly each: (random: Random, n: number) => Meeting;
}

/** Eight doctors and a nurse. */
const doctors = ['usual', 'other', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const;
const eightDoctors: Staff = { ...Object.fromEntries(doctors.map((id) => [id, {}])), nurse: { kind: 'nurse' } };

/** Evenly spread over the half year, with some days of difference. */
const spread = (random: Random, count: number) =>
  Array.from({ length: count }, (_, n) => Math.round(3 + ((n + random.between(0.1, 0.9)) * 174) / count));
const complaints = ['161891005', '21522001', '25064002', '84229001', '404640003', '57676002', '49727002'];

export const manyContacts: Cause<ManyContacts> = {
  code: 'many-contacts',
  plan: (random) => ({
    days: spread(random, random.integer(16, 24)),
    seen: random.integer(6, 8),
    // As many different reasons as there are, so that no one illness explains a third of the visits.
    each: (_, n) =>
      n % 2 === 0 ? { reasonCode: [concept(complaints[(n / 2) % complaints.length] ?? '161891005')] } : {},
    visits: 2,
    quiet: 183,
    age: random.integer(25, 70),
    registered: random.integer(1400, 2500),
    staff: eightDoctors,
  }),
  write: (scene, plan) => {
    writeMany(scene, plan);
    return [];
  },
  lines: [
    { says: 'fewer than a dozen days', change: (_, random) => ({ days: spread(random, random.integer(8, 11)) }) },
    { says: 'no more than the person’s own usual', change: () => ({ visits: 40 }) },
    {
      says: 'only in the last four months',
      change: (_, random) => ({ days: spread(random, 18).map((day) => Math.ceil(day * 0.6)) }),
    },
    {
      says: 'half of them within four weeks',
      change: (_, random) => ({
        days: [...spread(random, 9), ...Array.from({ length: 12 }, (_each, n) => 40 + 2 * n)],
      }),
    },
    {
      says: 'one coded reason on a third of the days',
      change: () => ({ each: (_, n) => (n % 3 === 1 ? {} : { reasonCode: [concept('161891005')] }) }),
    },
    { says: 'few doctors, and mostly the same from visit to visit', change: () => ({ seen: 1 }) },
    { says: 'new here', change: () => ({ registered: 600 }) },
    {
      says: 'visits of a planned series',
      change: (_, random) => ({
        each: () => ({
          type: [random.pick([concept('33879002'), words('Dressing'), words('Depot injection'), words('Dialysis')])],
        }),
      }),
    },
    { says: 'booked more than four weeks ahead', change: () => ({ each: () => ({ id: 'booked' }) }) },
    { says: 'active cancer', also: (scene) => problem(scene, 300, icd10('C50.9')) },
    {
      says: 'pregnant',
      change: () => ({ gender: 'female', age: 30 }),
      also: (scene) => problem(scene, 100, concept('77386006')),
    },
    {
      says: 'a life-changing diagnosis in half a year',
      also: (scene) =>
        problem(
          scene,
          scene.random.integer(10, 170),
          scene.random.pick([icd10('G35'), concept('84114007'), icd10('E10.9')]),
        ),
    },
    {
      says: 'a night in hospital in half a year',
      also: (scene) => {
        const ago = scene.random.integer(20, 150);
        meet(scene, ago, { class: 'IMP', until: ago - scene.random.integer(1, 9), ...admitted('21') });
      },
    },
    {
      says: 'dialysis, chemotherapy or dressings',
      also: (scene) => {
        for (const n of [0, 1, 2])
          meet(scene, 20 + 20 * n, {
            who: 'nurse',
            type: [words(scene.random.pick(['Dialysis', 'Chemotherapy', 'Dressing']))],
          });
      },
    },
    {
      says: 'a red flag',
      also: (scene) =>
        problem(
          scene,
          scene.random.integer(5, 60),
          words(scene.random.pick(['Weight loss', 'Rectal bleeding', 'Haematuria', 'Breast lump'])),
        ),
    },
    { says: 'cancelled visits', change: () => ({ each: () => ({ status: 'cancelled' }) }) },
    { says: 'group visits', change: () => ({ each: () => ({ subject: { reference: 'Group/g' } }) }) },
  ],
};

function writeMany(scene: Scene, { days, seen, each }: ManyContacts): void {
  [...new Set(days)].forEach((ago, n) => {
    const { id, ...more } = each(scene.random, n);
    const who = doctors[n % seen] ?? 'usual';
    const booked = id === undefined ? {} : { appointment: [{ reference: appointment(scene, ago, ago + 45, who) }] };
    meet(scene, ago, { who, ...booked, ...more });
  });
}
