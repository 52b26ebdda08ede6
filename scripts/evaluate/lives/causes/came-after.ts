import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { left } from './departures.ts';
import { drawRepeat, writeRepeat } from './medicine.ts';
import { type Setting, settledStaff } from './scene.ts';
import { appointment, safeguarding } from './write.ts';
import { has } from './written-notes.ts';

type Departure = ReturnType<typeof left.plan>;
/** Something that only came after the usual doctor had left. */
interface CameAfter {
  readonly gone: number;
  /** Days before the opening of appointments that were missed. */
  readonly missed: readonly number[];
}

const drawAfter = (random: Random): CameAfter & Departure => {
  const gone = random.integer(100, 170);
  const staff: Setting['staff'] = { ...settledStaff, usual: { until: gone } };
  return {
    ...left.plan(random),
    staff,
    how: { until: gone },
    last: gone + 10,
    since: 0,
    gone,
    missed: [gone - 15, gone - 40, gone - 70],
  };
};

export const missedAfter: Cause<Departure & CameAfter> = {
  code: 'missed-appointments',
  sentence: { name: '‘these came after’ in `missed-appointments`', isIn: has('after') },
  plan: drawAfter,
  write: (scene, plan) => {
    left.write(scene, plan);
    for (const ago of plan.missed) appointment(scene, ago, ago + 9, 'other', { status: 'noshow' });
    for (const ago of [20, 80, 140]) appointment(scene, plan.gone + ago, plan.gone + ago + 9, 'usual');
    return [];
  },
  lines: [
    { says: 'one had been missed before', change: ({ missed, gone }) => ({ missed: [...missed, gone + 100] }) },
    {
      says: 'over half a year after',
      change: () => ({
        gone: 340,
        how: { until: 340 },
        last: 350,
        staff: { ...settledStaff, usual: { until: 340 } },
        missed: [20, 60, 100],
      }),
    },
    { says: 'nobody has left', change: () => ({ staff: settledStaff }) },
    { says: 'a safeguarding concern', also: safeguarding },
  ],
};

export const medicineAfter: Cause<Departure & CameAfter> = {
  code: 'medicine-not-collected',
  sentence: { name: '‘these came after’ in `medicine-not-collected`', isIn: has('after') },
  plan: drawAfter,
  write: (scene, plan) => {
    left.write(scene, plan);
    writeRepeat(scene, drawRepeat(scene.random));
    return [];
  },
  lines: [
    {
      says: 'it had run out before',
      change: () => ({ gone: 5, how: { until: 5 }, last: 12, staff: { ...settledStaff, usual: { until: 5 } } }),
    },
    { says: 'nobody has left', change: () => ({ staff: settledStaff }) },
    { says: 'a safeguarding concern', also: safeguarding },
  ],
};
