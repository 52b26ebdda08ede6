import { describe, expect, test } from '@jest/globals';
import { detectors } from '#src/detectors/index.ts';
import { neededFor, runDetectors } from '#src/detectors/run.ts';
import { nextContact } from '#src/detectors/scheduling/next-contact.ts';
import { isSilent } from '#src/detectors/silence.ts';
import type { FollowUp, Person, SharedSignature } from '#src/history/history.ts';
import type { VisitNow } from '#src/history/opening.ts';
import {
  booking,
  clinician,
  contact,
  drawn,
  type Life,
  openedBy,
  practice,
  readingOf,
  resultOf,
  role,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { medicine } from './signature/scene.ts';

/** A repeat ran out 35 days ago (D7); A has been seen for years; today's visit is with B. */
const late = medicine(['antidepressant'], [175, 147, 120, 91, 63], 28);
const seen = drawn('AAAAAC', { from: 900, to: 80 });
const life = (difference: Life = {}): Life => ({ contacts: seen, medicines: [late], ...difference });
const inVisit = (difference: Partial<VisitNow> = {}, user: string | undefined = 'B') =>
  openedBy(user, { visit: { ...visitNow, clinician: 'B', ...difference } });
const at = inVisit();

/** What K3 finds, with all that it rests on. */
function found(of: Life, opening = at, settings?: object) {
  const needed = neededFor(['next-contact'], detectors);
  const thresholds = new Map(needed.map(({ code, settings: all }) => [code, all.parse({}) as object]));
  if (settings) thresholds.set('next-contact', { ...thresholds.get('next-contact'), ...settings });
  const { findings, skipped } = runDetectors(needed, readingOf(of), opening, thresholds);
  expect(skipped.filter(({ why }) => why === 'threw')).toEqual([]);
  return findings.find(({ code }) => code === 'next-contact');
}
const facts = (of: Life, opening = at) => found(of, opening)?.facts;
/** What another detection found, of which K3 is told. */
const finding = {
  notCounted: [],
  span: { from: today - 30, to: today - 30 },
  number: 1,
  unit: 'entries',
  changeKey: 'the event',
} as const;
const staff = (who: string, difference: Parameters<typeof role>[2]) =>
  practice.map((one) => (one.key === who ? clinician(who, [role(who, 'gp', difference)]) : one));
const task = (difference: Partial<FollowUp> = {}): FollowUp => ({
  reference: 'Task/1',
  detection: 'next-contact',
  state: 'open',
  clinician: undefined,
  due: undefined,
  since: today - 3,
  closed: undefined,
  ...difference,
});
const unreadAre = (...who: readonly string[]) =>
  practice.map((one) => (who.includes(one.key) ? { ...one, read: false } : one));
const nobody = { clinician: undefined, excluded: 'clinician-not-recorded' } as const;
const person = (difference: Partial<Person>) => ({ person: difference });
const ahead = (days: number, who: string, difference = {}) => [
  booking(-days, { clinicians: [who], created: today - 5, ...difference }),
];
/** One visit every two months until 340 days ago, and a review that was due: D4. */
const quiet = life({
  medicines: [],
  contacts: drawn('A'.repeat(18), { from: 1430, to: 340 }),
  plans: [{ reference: 'Task/7', kind: 'task', since: today - 100, closed: undefined, due: today - 50 }],
});
const note = (daysAgo: number): SharedSignature => ({
  reference: 'CarePlan/1',
  written: today - 200,
  author: 'A',
  together: true,
  words: undefined,
  minSigns: 1,
  windowDays: 28,
  groups: [],
  signs: [
    {
      text: 'poor sleep',
      detection: undefined,
      withinDays: undefined,
      seen: [{ references: ['Condition/1'], day: today - daysAgo }],
    },
  ],
});

describe('K3 fires', () => {
  test('when a repeat ran out and no visit with this clinician or the usual GP is booked', () => {
    expect(found(life())).toEqual({
      code: 'next-contact',
      facts: {
        clinician: { reference: 'B', name: { family: 'B' } },
        you: true,
        usual: { reference: 'A', name: { family: 'A' } },
        days: 60,
      },
      counted: seen.map(({ reference }) => reference),
      notCounted: [],
      span: { from: today - 900, to: today - 80 },
      number: 6,
      unit: 'visits',
      changeKey: `medicine-not-collected ${late.supplies.at(-1)?.reference}`,
    });
  });

  test('on a long gap, on signs of a note, and on the one that matters most of several', () => {
    expect(found(quiet)?.changeKey).toMatch(/^gone-quiet /);
    expect(found(life({ medicines: [], signatures: [note(5)] }))?.changeKey).toMatch(/^shared-signature /);
    expect(found(life({ signatures: [note(5)] }))?.changeKey).toMatch(/^shared-signature /);
  });

  test.each([
    'left-before-seen',
    'bereavement',
    'life-changing-diagnosis',
  ])('on %s, without a word, fact or reference that tells of it', (code) => {
    const telling = { ...finding, code, facts: { died: '2026-10-12' }, counted: ['Condition/secret'] };
    const ofLife = { contacts: seen };
    expect(isSilent(resultOf(nextContact, ofLife, at))).toBe(true);
    const because = resultOf(nextContact, ofLife, at, {}, [telling]);
    expect(because).toMatchObject({ facts: facts(life()), counted: found(life())?.counted });
    expect(because).toMatchObject({ unit: 'visits', changeKey: `${code} the event` });
  });

  test('and says so where an appointment further ahead is, or may be, with one of them', () => {
    expect(facts(life({ bookings: ahead(61, 'A') }))).toMatchObject({ bookedLater: true });
    expect(facts(life({ bookings: ahead(61, 'C', { clinicians: [] }) }))).toMatchObject({ bookedLater: true });
    expect(facts(life({ bookings: ahead(61, 'C') }))).not.toHaveProperty('bookedLater');
  });

  test('and names nobody who is named by nothing', () => {
    const unnamed = practice.map((one) => (one.key === 'A' ? { ...one, notNamed: true } : one));
    expect(facts(life({ clinicians: unnamed }))).not.toHaveProperty('usual');
    expect(facts(life())).toHaveProperty('usual');
    expect(facts(life({ clinicians: unnamed }), inVisit({ clinician: 'A' }, 'A'))).toBeUndefined();
  });

  test('with the usual GP alone where the visit is theirs, or names nobody', () => {
    expect(facts(life(), inVisit({ clinician: 'A' }, 'A'))).toMatchObject({ clinician: { reference: 'A' }, you: true });
    expect(facts(life(), inVisit({ clinician: 'A' }))).not.toHaveProperty('usual');
    expect(facts(life(), inVisit({ clinician: undefined }, 'R'))).toMatchObject({ clinician: { reference: 'A' } });
    expect(facts(life(), openedBy('R', { visit: undefined }))).toMatchObject({ you: false });
  });

  test('with the one who ends the visit, where the record does not say whose it is', () => {
    expect(facts(life(), inVisit({ clinician: undefined }))).toMatchObject({
      clinician: { reference: 'B' },
      you: true,
    });
  });

  test('with the one of the two who stays', () => {
    const leaving = { end: today + 60 };
    expect(facts(life({ clinicians: staff('B', leaving) }))).toMatchObject({ clinician: { reference: 'A' } });
    expect(facts(life({ clinicians: staff('A', leaving) }))).not.toHaveProperty('usual');
    expect(facts(life({ clinicians: staff('A', { end: today + 61 }) }))).toHaveProperty('usual');
  });

  test('and does not name a GP who was seen once or twice', () => {
    expect(facts(life({ contacts: drawn('AAC', { from: 300, to: 80 }) }))).not.toHaveProperty('usual');
  });

  test('by thresholds that a site has changed', () => {
    const booked = life({ bookings: ahead(40, 'A') });
    expect(found(booked)).toBeUndefined();
    expect(found(booked, at, { days: 30 })?.facts.days).toBe(30);
  });

  test('also where roles can’t be read', () => {
    expect(found(life({ unread: ['roles', 'registration', 'teams'] }))).toBeDefined();
  });
});

describe('K3 stays silent', () => {
  const bothLeave = practice.map((one) =>
    one.key === 'A' || one.key === 'B' ? clinician(one.key, [role(one.key, 'gp', { end: today + 30 })]) : one,
  );
  const trainee = practice.map((one) =>
    one.key === 'B' ? clinician('B', [role('B', 'trainee', { end: today + 30 })]) : one,
  );
  const onlyB = drawn('B', { from: 80, to: 80 });
  const twins: readonly (readonly [string, Life, string, Life, typeof at?, typeof at?])[] = [
    ['when nothing was noticed', life({ medicines: [] }), 'when a repeat ran out', life()],
    [
      'when a visit with this clinician is booked',
      life({ bookings: ahead(60, 'B') }),
      'a day later',
      life({ bookings: ahead(61, 'B') }),
    ],
    [
      'when one with the usual GP is booked',
      life({ bookings: ahead(5, 'A') }),
      'with someone else',
      life({ bookings: ahead(5, 'C') }),
    ],
    [
      'when one is pending',
      life({ bookings: ahead(5, 'A', { state: 'pending' }) }),
      'when it is proposed only, or cancelled',
      life({ bookings: [...ahead(5, 'A', { state: 'proposed' }), ...ahead(6, 'A', { state: 'cancelled' })] }),
    ],
    [
      'when a restricted one is booked, whenever and with whomever',
      life({ bookings: ahead(200, 'C', { state: 'restricted', clinicians: [] }) }),
      'when it is not ahead',
      life({ bookings: ahead(0, 'C', { state: 'restricted', clinicians: [] }) }),
    ],
    [
      'when one with a GP seen most, though seldom, is booked',
      life({ contacts: drawn('AAC', { from: 300, to: 80 }), bookings: ahead(5, 'A') }),
      'when it is today',
      life({ contacts: drawn('AAC', { from: 300, to: 80 }), bookings: ahead(0, 'A', { state: 'booked' }) }),
    ],
    [
      'when what is booked names nobody',
      life({ bookings: ahead(5, 'C', { clinicians: [] }) }),
      'when that is past the 60 days',
      life({ bookings: ahead(61, 'C', { clinicians: [] }) }),
    ],
    [
      'when a role that was not read takes part',
      life({ bookings: ahead(5, 'C', { unreadClinician: true }) }),
      'when it is one of which nothing is booked',
      life({ bookings: ahead(5, 'C', { unreadClinician: true, state: 'cancelled' }) }),
    ],
    [
      'when what is booked is with someone who was not read, and may be the usual GP under another id',
      life({ bookings: ahead(5, 'C'), clinicians: unreadAre('C') }),
      'when someone else was not read',
      life({ bookings: ahead(5, 'C'), clinicians: unreadAre('D') }),
    ],
    [
      'when the usual GP was not read, and may be the one with whom it is booked',
      life({ bookings: ahead(5, 'C'), clinicians: unreadAre('A') }),
      'when nothing is booked',
      life({ clinicians: unreadAre('A', 'B', 'C') }),
    ],
    [
      'when the day of what is booked is not known',
      life({ bookings: ahead(5, 'A', { day: undefined }) }),
      'when it is, and is not near',
      life({ bookings: ahead(90, 'A') }),
    ],
    [
      'when over a fifth of the visits name nobody, so that the usual GP can’t be told',
      life({ contacts: [...seen, ...drawn('..', { from: 70, to: 60 }, nobody)] }),
      'when fewer do',
      life({ contacts: [...seen, ...drawn('.', { from: 70, to: 70 }, nobody)] }),
    ],
    ['when the person is admitted or transferred', life(), 'when they go home', life(), inVisit({ onward: true })],
    ['when both leave before it', life({ clinicians: bothLeave }), 'when neither does', life()],
    [
      'when the trainee of this visit leaves before it, and there is no usual GP',
      life({ contacts: onlyB, clinicians: trainee }),
      'when a trainee stays',
      life({ contacts: onlyB, clinicians: practice.map((one) => (one.key === 'B' ? clinician('B', 'trainee') : one)) }),
    ],
    [
      'when the usual GP has left, and the visit names nobody',
      life({ clinicians: staff('A', { end: today - 10 }) }),
      'when it names someone',
      life({ clinicians: staff('A', { end: today - 10 }) }),
      inVisit({ clinician: undefined }, 'R'),
      at,
    ],
    [
      'when a task for it is open',
      life({ followUps: [task()] }),
      'when it was done, was declined, or is about something else',
      life({
        followUps: [task({ state: 'done' }), task({ state: 'declined' }), task({ detection: 'booking-elsewhere' })],
      }),
    ],
    [
      'in a care home, on a long gap',
      { ...quiet, ...person({ careHome: true }) },
      'on a late repeat',
      life(person({ careHome: true })),
    ],
    [
      'where nobody is known who could be the same person',
      life({ contacts: [contact('A', 80)] }),
      'where a clinician opened the chart',
      life({ contacts: [contact('A', 80)] }),
      openedBy('R'),
      openedBy('B'),
    ],
    ...(['bookings', 'contacts', 'clinicians', 'followUps'] as const).map(
      (part) =>
        [
          `while ${part} are unread`,
          life({ unread: [part] }),
          'while observations are',
          life({ unread: ['observations'] }),
        ] as const,
    ),
  ];
  test.each(
    twins.map(([silent, life1, fires, life2, ...rest]) => [silent, fires, life1, life2, ...rest] as const),
  )('%s; but fires %s', (_, __, silent, fires, opening = at, twinOpening = at) => {
    expect(found(silent, opening)).toBeUndefined();
    expect(found(fires, twinOpening)?.code).toBe('next-contact');
  });
});

const noticed = (code = 'medicine-not-collected') => ({
  found: [{ ...finding, code, facts: {}, counted: [] }],
  opening: at,
});
const byNobody = inVisit({ clinician: undefined }, 'R');
const changed = booking(70, { state: 'cancelled', by: 'person', clinicians: ['A'], changedProvider: true });
const leave = (...who: readonly string[]) =>
  practice.map((one) => (who.includes(one.key) ? clinician(one.key, [role(one.key, 'gp', { end: today + 30 })]) : one));

givesEverySilence(
  nextContact,
  {
    'nothing-noticed': { life: life(), opening: at },
    'care-home': { ...noticed('gone-quiet'), life: life(person({ careHome: true })) },
    'not-going-home': { ...noticed(), life: life(), opening: inVisit({ onward: true }) },
    'task-open': { ...noticed(), life: life({ followUps: [task()] }) },
    'visits-name-nobody': {
      ...noticed(),
      life: life({ contacts: [...seen, ...drawn('..', { from: 70, to: 60 }, nobody)] }),
    },
    'booked-soon': { ...noticed(), life: life({ bookings: ahead(60, 'B') }), because: { mostDays: 60 } },
    'perhaps-booked-soon': { ...noticed(), life: life({ bookings: ahead(5, 'C', { clinicians: [] }) }) },
    'nobody-known': { ...noticed(), life: life({ contacts: [contact('A', 80)] }), opening: openedBy('R') },
    'clinician-not-at-work': {
      ...noticed(),
      life: life({ clinicians: staff('A', { end: today - 10 }) }),
      opening: byNobody,
    },
    'leaves-near-then': { ...noticed(), life: life({ clinicians: leave('A', 'B') }) },
    'named-by-nothing': {
      ...noticed(),
      life: life({ clinicians: practice.map((one) => (one.key === 'A' ? { ...one, notNamed: true } : one)) }),
      opening: byNobody,
    },
    'left-the-clinician': { ...noticed(), life: life({ bookings: [changed] }), opening: byNobody },
  },
  [
    ['nothing-noticed'],
    ['nothing-noticed', 'quiet'],
    ['booked-soon'],
    ['perhaps-booked-soon'],
    ['visits-name-nobody'],
    ['not-going-home'],
    ['leaves-near-then', 'clinician-not-at-work'],
    ['task-open'],
    ['care-home'],
    ['nobody-known'],
    ['unread'],
    ['audience'],
    ['named-by-nothing'],
  ],
);
