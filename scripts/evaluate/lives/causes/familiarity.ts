import { unhappy } from './abrupt-move.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { alone, fourDoctors, shuffled, type Visits, writeLetters } from './letters.ts';
import { meet, visitNow } from './meet.ts';

export const first: Cause<Visits> = {
  code: 'first-meeting',
  plan: (random) => ({ ...alone, earlier: '', recent: shuffled(random, 'UUUUUUUUUUUUTT'), each: {}, user: 'fourth' }),
  write: (scene, { recent, each }) => {
    writeLetters(scene, recent, 1500, 20, each);
    return [];
  },
  lines: [
    { says: 'a duty session', also: (scene) => visitNow(scene, { type: [words('Duty doctor')] }) },
    { says: 'a home visit', also: (scene) => visitNow(scene, { class: 'HH' }) },
    { says: 'a nurse', change: () => ({ user: 'nurse' }) },
    {
      says: 'the person moved away from the one who knows them',
      change: () => ({ recent: '' }),
      also: (scene) => {
        writeLetters(scene, 'UUUUUUUUUUUU', 1500, 320);
        writeLetters(scene, 'OTOTO', 290, 20);
      },
    },
    { says: 'the person cancelled the one who knows them, unhappy', also: (scene) => unhappy(scene, 15) },
    {
      says: 'seen before, in whatever visit',
      also: (scene) => meet(scene, 1000, { who: 'fourth', type: [words('Vaccination')] }),
    },
    { says: 'the doctor who knows the person opens the chart', change: () => ({ user: 'usual' }) },
    { says: 'the first visits after a change of practice', change: () => ({ registered: 400 }) },
    {
      says: 'the one who knows the person has left',
      change: () => ({ staff: { ...fourDoctors, usual: { until: 15 } } }),
    },
    { says: 'nobody knows the person well', change: () => ({ recent: 'UOTUOTUOTUOT' }) },
    {
      says: 'long not seen by anyone',
      change: () => ({ recent: '' }),
      also: (scene) => writeLetters(scene, 'UUUUUUUUUU', 1700, 700),
    },
  ],
};

export const team: Cause<Visits> = {
  code: 'known-team',
  plan: (random) => ({
    ...alone,
    earlier: '',
    recent: shuffled(random, 'UUUOOONNN'),
    each: {},
    staff: { ...fourDoctors, fifth: {} },
  }),
  write: (scene, { recent, each }) => {
    // Of the doctors none has two fifths.
    writeLetters(scene, recent, 350, 5, each);
    for (const who of ['third', 'fourth', 'fifth']) meet(scene, scene.random.integer(10, 340), { who });
    return [];
  },
  lines: [
    { says: 'one doctor has two fifths', change: () => ({ recent: 'UUUUUUOOONNN' }) },
    {
      says: 'a practice of two doctors',
      change: () => ({ staff: { usual: {}, other: {}, nurse: { kind: 'nurse' } } }),
    },
    { says: 'one of them has left', change: () => ({ staff: { ...fourDoctors, fifth: {}, other: { until: 3 } } }) },
    { says: 'no team', change: () => ({ recent: 'UOTFNUOTF' }) },
    { says: 'group visits', change: () => ({ each: { subject: { reference: 'Group/g' } } }) },
    { says: 'new here', change: () => ({ registered: 200 }) },
  ],
};
