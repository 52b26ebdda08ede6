import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { type Departure, remade, surroundings, usual } from './departures.ts';
import { meet } from './meet.ts';
import { type Setting, settledStaff } from './scene.ts';

/** Visits with the usual doctor, who goes, and how many with one other since. */
/** A trainee changes post: `until` is the last day of the old one. */
export const changeover: Cause<Departure> = {
  code: 'trainee-changeover',
  plan: (random) => {
    const until = random.chance(0.5) ? random.integer(3, 85) : -random.integer(3, 80);
    return {
      ...surroundings,
      ...usual({ kind: 'trainee', until, since: 600 }),
      how: { until },
      last: Math.max(4, until + 5),
      since: 0,
    };
  },
  write: (scene, { last }) => {
    for (let n = 0; n < 5; n += 1) meet(scene, last + n * 20 + scene.random.integer(0, 6));
    for (let n = 0; n < 5; n += 1) meet(scene, last + 300 + n * 80, { who: 'other' });
    return [];
  },
  lines: [
    remade,
    {
      says: 'another doctor has been seen twice since',
      change: () => ({ ...usual({ kind: 'trainee', until: 60, since: 600 }), how: { until: 60 }, last: 65 }),
      also: (scene) => [10, 30].map((ago) => meet(scene, ago, { who: 'third' })),
    },
    { says: 'in more than twelve weeks', change: () => usual({ kind: 'trainee', until: -100, since: 600 }) },
    {
      says: 'over three months ago',
      change: () => ({ ...usual({ kind: 'trainee', until: 110, since: 600 }), last: 115 }),
    },
    {
      says: 'mostly seen by others',
      also: (scene) =>
        [6, 15, 27, 39, 52, 66, 80, 95, 110, 120, 130].map((ago) =>
          meet(scene, Math.max(ago, 5), { who: ago % 2 ? 'other' : 'third' }),
        ),
    },
    { says: 'new here', change: () => ({ registered: 150 }) },
  ],
};

const five: Setting['staff'] = {
  ...settledStaff,
  first: { until: 900 },
  second: { until: 500 },
  usual: { until: 200 },
};

export const goodbyes: Cause<object> = {
  code: 'repeated-goodbyes',
  plan: (random: Random) => ({
    ...surroundings,
    registered: 2600,
    staff: { ...five, usual: { until: random.integer(30, 180) } },
  }),
  write: (scene) => {
    for (const [who, last] of [
      ['first', 910],
      ['second', 510],
      ['usual', 210],
    ] as const)
      for (let n = 0; n < 6; n += 1) meet(scene, last + n * 50 + scene.random.integer(0, 20), { who });
    // Another doctor has been seen since, so that the last goodbye is no card of its own.
    for (const ago of [5, 20]) meet(scene, ago, { who: 'third' });
    return [];
  },
  lines: [
    { says: 'one goodbye only', change: () => ({ staff: { ...five, first: {}, second: {} } }) },
    {
      says: 'nurses',
      change: () => ({
        staff: { ...five, first: { kind: 'nurse', until: 900 }, second: { kind: 'nurse', until: 500 } },
      }),
    },
    {
      says: 'the last over two years ago',
      change: () => ({
        staff: { ...five, usual: { until: 150, kind: 'nurse' }, first: { until: 900 }, second: { until: 880 } },
      }),
    },
    { says: 'new here', change: () => ({ registered: 600 }) },
  ],
};
