import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { type Departure, surroundings, usual, write } from './departures.ts';
import type { Employed, Setting } from './scene.ts';
import { appointment, task } from './write.ts';

/** Visits with the usual doctor, who goes, and how many with one other since. */

export const away: Cause<Departure> = {
  code: 'usual-clinician-away',
  plan: (random) => {
    const from = random.integer(60, 150);
    return {
      ...surroundings,
      ...usual({ away: [from, -30], ...(random.chance(0.5) && { unrecorded: true }) }),
      how: {},
      last: from + 10,
      since: 0,
    };
  },
  write: (scene, plan) => {
    if (scene.random.chance(0.5)) appointment(scene, -scene.random.integer(5, 60), 20, 'other');
    else task(scene, 40, { code: words('Blood test') });
    return write(scene, plan);
  },
  lines: [
    { says: 'less than six weeks', change: () => ({ ...usual({ away: [30, -5] }), last: 40 }) },
    { says: 'nobody’s activity came', change: ({ last }) => ({ staff: allAway(last - 10) }) },
    { says: 'a doctor who is seldom at work', change: () => usual({ seldom: true, away: [46, -3], unrecorded: true }) },
    { says: 'the doctor opens the chart', change: () => ({ user: 'usual' }) },
    { says: 'the doctor has left', change: () => usual({ until: 70 }) },
  ],
};

/** No consultation of anyone came since. */
function allAway(from: number): Setting['staff'] {
  const none: Employed = { away: [from, -30], unrecorded: true };
  return { usual: none, other: none, third: none, nurse: { ...none, kind: 'nurse' } };
}

/** A trainee changes post: `until` is the last day of the old one. */
