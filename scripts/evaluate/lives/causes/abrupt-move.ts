import { concept } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { amendPatient } from './family.ts';
import { dateAgo, type Meeting, meet } from './meet.ts';
import { type Employed, type Scene, settledStaff } from './scene.ts';
import { appointment, finding } from './write.ts';

/** Visits with the usual doctor, and then with others only. */
interface Move {
  /** Days before the opening of the last visit with the usual doctor. */
  readonly last: number;
  readonly others: readonly number[];
  readonly who: readonly [string, ...string[]];
  /** Of ten visits before, those with the usual doctor. */
  readonly share: number;
  readonly each: Meeting;
}

const usual = (how: Employed) => ({ staff: { ...settledStaff, usual: how } });
/** Visits over a month apart, the first a month or two after the last one with the usual doctor. */
const apart = (random: Random, last: number, count: number) =>
  Array.from({ length: count }, (_, n) => last - 45 * (n + 1) + random.integer(-6, 6));

export const abruptMove: Cause<Move> = {
  code: 'abrupt-move',
  plan: (random) => {
    const last = random.integer(245, 300);
    return {
      last,
      others: apart(random, last, 5),
      who: ['other', 'third'],
      share: random.integer(9, 10),
      each: {},
      user: random.pick(['other', 'third']),
      visits: 0,
      registered: random.integer(1500, 2500),
    };
  },
  write: (scene, plan) => {
    writeMove(scene, plan);
    return [];
  },
  lines: [
    { says: 'two visits with others only', change: ({ others }) => ({ others: others.slice(0, 2) }) },
    {
      says: 'two visits, and the person cancelled the doctor',
      fires: true,
      change: ({ others }) => ({ others: others.slice(0, 2) }),
      also: (scene, { last }) => unhappy(scene, last - 15),
    },
    {
      says: 'two visits, and the person was not content',
      fires: true,
      change: ({ others }) => ({ others: others.slice(0, 2) }),
      also: (scene, { last }) => finding(scene, last - 5, concept('185481008')),
    },
    {
      says: 'visits within four weeks of each other count once',
      change: ({ last }) => ({ others: [20, 34, 50, 66, 82, 98].map((days) => last - days) }),
    },
    {
      says: 'urgent visits',
      change: (_, random) => ({
        each: random.pick<Meeting>([
          { priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'UR' }] } },
          { type: [words('Duty doctor')] },
        ]),
      }),
    },
    {
      says: 'visits of a planned series',
      change: (_, random) => ({
        each: { type: [random.pick([words('Vaccination'), words('Antenatal visit'), words('Dressing')])] },
      }),
    },
    { says: 'with a nurse', change: () => ({ who: ['nurse'] }) },
    {
      says: 'the last of them over a year ago',
      change: ({ others }) => ({ last: 900, others: others.map((_, n) => 860 - 60 * n) }),
    },
    { says: 'seen by the usual doctor in between', also: (scene, { last }) => meet(scene, last - 200) },
    { says: 'only half of the visits before were with that doctor', change: () => ({ share: 4 }) },
    { says: 'the doctor opens the chart, and has not asked for this', change: () => ({ user: 'usual' }) },
    { says: 'the doctor has left', change: ({ last }) => usual({ until: last - 60 }) },
    {
      says: 'the doctor is leaving',
      change: () => usual({ until: -20 }),
      also: (scene) => [300, 330, 350].map((ago) => meet(scene, ago)),
    },
    { says: 'the doctor was away for months', change: ({ last }) => usual({ away: [last - 10, last - 170] }) },
    { says: 'the doctor is a trainee', change: () => usual({ kind: 'trainee', since: 1000 }) },
    {
      says: 'the doctor was hardly at work then',
      change: ({ last }) => usual({ away: [last - 5, last - 190], unrecorded: true }),
    },
    {
      says: 'another doctor is named as the person’s own now',
      also: (scene, { last }) => {
        const identifier = { value: 'other', period: { start: dateAgo(scene, last - 30) } };
        amendPatient(scene, { generalPractitioner: [{ reference: 'Practitioner/other', identifier }] });
      },
    },
    { says: 'new here', change: () => ({ registered: 500 }) },
  ],
};

function writeMove(scene: Scene, { last, others, who, share, each }: Move): void {
  const { random } = scene;
  for (let n = 0; n < 12; n += 1) {
    const ago = last + n * 60 + (n === 0 ? 0 : random.integer(-15, 15));
    meet(scene, ago, { who: n % 10 < share || n === 0 ? 'usual' : 'other', class: random.chance(0.2) ? 'VR' : 'AMB' });
  }
  for (const [n, ago] of others.entries()) meet(scene, ago, { who: who[n % who.length] ?? who[0], ...each });
}

/** The person cancelled an appointment with the usual doctor because they were unhappy with them, `ago` days before. */
export function unhappy(scene: Scene, ago: number): string {
  const system = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
  const cancelationReason = { coding: [{ system, code: 'pat-ucp' }] };
  return appointment(scene, ago, ago + 10, 'usual', { status: 'cancelled', cancelationReason });
}
