import { concept } from '../entries.ts';
import { unhappy } from './abrupt-move.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { alone, fourDoctors, shuffled, urgent, type Visits, writeLetters } from './letters.ts';
import { meet } from './meet.ts';
import type { Scene } from './scene.ts';
import { problem } from './write.ts';

const writeBoth = (scene: Scene, { earlier, recent, each }: Visits) => {
  writeLetters(scene, earlier, 1090, 372);
  writeLetters(scene, recent, 360, 4, each);
  return [];
};
export const fell: Cause<Visits> = {
  code: 'continuity-fell',
  plan: (random) => ({
    ...alone,
    earlier: shuffled(random, 'UUUUUUUUUUUO'),
    // The last visit was with the usual doctor: the person has not moved away from them.
    recent: `${shuffled(random, 'OTFOTF')}U`,
    each: {},
    user: 'other',
  }),
  write: writeBoth,
  lines: [
    { says: 'no more than chance', change: () => ({ earlier: 'UOUUTUUOUU', recent: 'UOUTU' }) },
    { says: 'the person moved away from that doctor', change: (_, random) => ({ recent: shuffled(random, 'OTFOTF') }) },
    { says: 'the person cancelled that doctor, unhappy', also: (scene) => unhappy(scene, 60) },
    { says: 'someone else is the usual doctor now', change: () => ({ recent: 'OOOOOT' }) },
    {
      says: 'a practice of two doctors',
      change: () => ({
        staff: { usual: {}, other: {}, nurse: { kind: 'nurse' } },
        recent: 'OOOOOO',
        earlier: 'UUUUUUUUUU',
      }),
    },
    { says: 'the doctor has left', change: () => ({ staff: { ...fourDoctors, usual: { until: 200 } } }) },
    { says: 'the doctor is away', change: () => ({ staff: { ...fourDoctors, usual: { away: [300, -20] } } }) },
    {
      says: 'the doctor has seen nobody for six weeks',
      change: () => ({ staff: { ...fourDoctors, usual: { away: [80, -20], unrecorded: true } } }),
    },
    {
      says: 'urgent visits in one episode',
      change: () => ({ recent: 'U' }),
      also: (scene) => [10, 14, 18, 22, 26].map((ago) => meet(scene, ago, { who: 'third', ...urgent })),
    },
    { says: 'with nurses', change: () => ({ recent: 'NNNNNN' }) },
    {
      says: 'with trainees',
      change: () => ({
        staff: {
          ...fourDoctors,
          other: { kind: 'trainee', since: 300 },
          third: { kind: 'trainee', since: 300 },
          fourth: { kind: 'trainee', since: 300 },
        },
      }),
    },
    { says: 'group visits', change: () => ({ each: { subject: { reference: 'Group/g' } } }) },
    {
      says: 'a vaccination or antenatal series',
      change: (_, random) => ({
        each: { type: [random.pick([concept('33879002'), concept('424619006'), words('Dialysis')])] },
      }),
    },
    { says: 'visits elsewhere', change: () => ({ each: { serviceProvider: { reference: 'Organization/hospital' } } }) },
    { says: 'new here', change: () => ({ registered: 700 }) },
  ],
};

const ill = ['73211009', '38341003', '195967001', '84114007', '49436004'];

export const low: Cause<Visits> = {
  code: 'continuity-low',
  plan: (random) => ({
    ...alone,
    earlier: '',
    recent: shuffled(random, 'UOTFUOTFOT'),
    each: {},
    age: random.integer(76, 90),
  }),
  write: (scene, { recent, each }) => {
    writeLetters(scene, recent, 700, 4, each);
    return [];
  },
  lines: [
    {
      says: 'three long-term conditions at any age',
      fires: true,
      change: (_, random) => ({ age: random.integer(30, 70) }),
      also: (scene) => ill.slice(scene.random.integer(0, 2)).map((code) => problem(scene, 900, concept(code))),
    },
    { says: 'nothing for which continuity matters most', change: (_, random) => ({ age: random.integer(30, 70) }) },
    { says: 'one doctor in two visits of five', change: () => ({ recent: 'UOUTUFUOUU' }) },
    { says: 'few visits', change: () => ({ recent: 'UOTF' }) },
    {
      says: 'a practice of two doctors',
      change: () => ({ staff: { usual: {}, other: {}, nurse: { kind: 'nurse' } } }),
    },
    { says: 'all urgent', change: () => ({ each: urgent }) },
    {
      says: 'the usual doctor has left',
      change: () => ({ staff: { ...fourDoctors, usual: { until: 300 } }, recent: 'OTFOTFOTF' }),
      also: (scene) => writeLetters(scene, 'UUUUUUUU', 1000, 720),
    },
    {
      says: 'trainees',
      change: () => ({
        staff: {
          usual: {},
          ...Object.fromEntries(['other', 'third', 'fourth'].map((id) => [id, { kind: 'trainee', since: 800 }])),
          fifth: {},
          nurse: { kind: 'nurse' },
        },
      }),
    },
    { says: 'with nurses', change: () => ({ recent: 'NNNNNNNN' }) },
    { says: 'new here', change: () => ({ registered: 500 }) },
  ],
};
