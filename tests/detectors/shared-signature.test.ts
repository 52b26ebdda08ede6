import { describe, expect, test } from '@jest/globals';
import type { Finding } from '#src/detectors/detector.ts';
import type { Code } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { sharedSignature } from '#src/detectors/signature/shared-signature.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { SharedSignature, Sign } from '#src/history/history.ts';
import { found, openedBy, readingOf, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const seen = (reference: string, daysAgo: number) => ({ references: [reference], day: today - daysAgo });
const sign = (text: string, difference: Partial<Sign> = {}): Sign => ({
  text,
  detection: undefined,
  withinDays: undefined,
  seen: [],
  ...difference,
});
const sleep = (daysAgo: number, difference: Partial<Sign> = {}) =>
  sign('poor sleep', { seen: [seen('Condition/sleep', daysAgo)], ...difference });
const missed = (daysAgo: number) => sign('a missed visit', { seen: [seen('Appointment/missed', daysAgo)] });
const tablets = (detection = 'medicine-not-collected') => sign('late tablets', { detection });

/** Written by A with the person 200 days ago; two of its signs within 28 days are enough. */
const plan = (signs: readonly Sign[], difference: Partial<SharedSignature> = {}): SharedSignature => ({
  reference: 'CarePlan/1',
  written: today - 200,
  author: 'A',
  together: true,
  words: 'Ring me.',
  minSigns: 2,
  windowDays: 28,
  groups: ['depression'],
  signs,
  ...difference,
});

/** What another detection found, of a time so many days ago. */
const other = (code: Code, daysAgo: number, facts: Finding['facts'] = {}): Finding => ({
  code,
  facts,
  counted: [`Evidence/${code}`],
  notCounted: [],
  span: { from: today - 400, to: today - daysAgo },
  number: 3,
  unit: 'supplies',
  changeKey: code,
});
const ranOut = (daysAgo: number) => other('medicine-not-collected', 1, { ranOut: isoDay(today - daysAgo) });

const finding = (plans: readonly SharedSignature[], opening = openedBy(), before: readonly Finding[] = []) => {
  const reported = before.map(
    (one) => ({ ...sharedSignature, code: one.code, needs: [], lookBackMonths: 0, detect: () => one }) as never,
  );
  return runDetectors([...reported, sharedSignature], readingOf({ signatures: plans }), opening).findings.find(
    ({ code }) => code === 'shared-signature',
  );
};
const both = [sleep(15), missed(6), sign('seeing nobody')];

describe('E2 fires', () => {
  test('when two of the signs that were written down are in the record now', () => {
    expect(finding([plan(both)])).toEqual({
      code: 'shared-signature',
      facts: {
        present: 2,
        of: 3,
        signs: [
          { text: 'poor sleep', on: isoDay(today - 15) },
          { text: 'a missed visit', on: isoDay(today - 6) },
        ],
        written: isoDay(today - 200),
        author: { reference: 'A', name: { family: 'A' } },
        you: false,
        together: true,
        words: 'Ring me.',
        reviewDue: false,
      },
      counted: ['CarePlan/1', 'Condition/sleep', 'Appointment/missed'],
      notCounted: [],
      span: { from: today - 15, to: today - 6 },
      number: 2,
      unit: 'signs',
      changeKey: 'Appointment/missed',
    });
  });

  test('and says so to the one who wrote it', () => {
    expect(finding([plan(both)], openedBy('A'))?.facts).toMatchObject({ you: true });
    expect(finding([plan(both)], openedBy('B'))?.facts).toMatchObject({ you: false });
  });

  test('by the latest entry of each sign', () => {
    const often = sleep(15, { seen: [seen('Condition/2', 3), seen('Condition/1', 20), seen('Condition/0', 300)] });
    expect(finding([plan([often, missed(6)])])).toMatchObject({
      facts: { signs: [{ on: isoDay(today - 3) }, {}] },
      changeKey: 'Condition/2',
    });
  });

  test('on a plan whose author, day and words are not recorded', () => {
    const bare = plan(both, { author: undefined, written: undefined, words: undefined });
    const facts = finding([bare])?.facts;
    expect(facts).toMatchObject({ present: 2, you: false, reviewDue: false });
    for (const absent of ['author', 'written', 'words']) expect(facts).not.toHaveProperty(absent);
  });

  test('on every resource of a sign that is several together', () => {
    const whole = sleep(0, { seen: [{ references: ['Condition/a', 'Observation/b'], day: today - 5 }] });
    expect(finding([plan([whole, missed(6)])])?.counted).toEqual([
      'CarePlan/1',
      'Condition/a',
      'Observation/b',
      'Appointment/missed',
    ]);
  });

  test('on a detection that a sign names, dated by what it speaks of', () => {
    expect(finding([plan([sleep(15), tablets()])], openedBy(), [ranOut(35)])).toMatchObject({
      facts: { signs: [{}, { text: 'late tablets', on: isoDay(today - 35) }] },
      counted: ['CarePlan/1', 'Condition/sleep', 'Evidence/medicine-not-collected'],
    });
    const visits = [plan([sleep(15), tablets('missed-appointments')])];
    expect(finding(visits, openedBy(), [other('missed-appointments', 9)])?.facts).toMatchObject({
      signs: [{}, { on: isoDay(today - 9) }],
    });
  });

  test('on the plan with most signs, of equals on the one written last', () => {
    const more = plan([...both, sign('pacing', { seen: [seen('Observation/1', 2)] })], { reference: 'CarePlan/more' });
    const newer = plan(both, { reference: 'CarePlan/newer', written: today - 100 });
    const shown = (plans: readonly SharedSignature[]) => finding(plans)?.counted[0];
    expect(shown([plan(both), newer, more])).toBe('CarePlan/more');
    expect(shown([plan(both), newer])).toBe('CarePlan/newer');
    expect(shown([newer, plan(both)])).toBe('CarePlan/newer');
  });

  test('and asks for a review twelve months after it was written, or when a site says', () => {
    const old = (written: number) => plan(both, { written: today - written });
    expect(finding([old(365)])?.facts).toMatchObject({ reviewDue: true });
    expect(finding([old(364)])?.facts).toMatchObject({ reviewDue: false });
    const life = { signatures: [old(364)] };
    expect(found(sharedSignature, life, openedBy(), { reviewMonths: 6 })?.facts).toMatchObject({ reviewDue: true });
  });
});

/** Why it stays silent, the plan, the plan with one difference on which it fires, and what was found before. */
const silences: readonly (readonly [string, SharedSignature, SharedSignature, (readonly Finding[])?])[] = [
  ['one sign of the two that it asks for', plan([sleep(15), missed(60)]), plan([sleep(15), missed(6)])],
  ['one sign of two where one suffices', plan([sleep(15)]), plan([sleep(15)], { minSigns: 1 })],
  ['no sign, although it asks for none', plan([sleep(60)], { minSigns: 0 }), plan([sleep(15)], { minSigns: 0 })],
  ['a sign outside of the plan’s window', plan([sleep(29), missed(6)]), plan([sleep(28), missed(6)])],
  [
    'a sign outside of its own time',
    plan([sleep(15, { withinDays: 14 }), missed(6)]),
    plan([sleep(14, { withinDays: 14 }), missed(6)]),
  ],
  [
    'a sign within its own time but outside of the plan’s window',
    plan([sleep(40, { withinDays: 90 }), missed(6)]),
    plan([sleep(28, { withinDays: 90 }), missed(6)]),
  ],
  [
    'a sign of the day on which the plan was written',
    plan(both, { written: today - 15 }),
    plan(both, { written: today - 16 }),
  ],
  ['a sign dated after today', plan([sleep(-1), missed(6)]), plan([sleep(0), missed(6)])],
  [
    'a named detection without a finding',
    plan([sleep(15), tablets('gone-quiet')]),
    plan([sleep(15), tablets()]),
    [ranOut(35)],
  ],
  [
    'a named detection that speaks of a time before the plan',
    plan([sleep(15), tablets()], { written: today - 35 }),
    plan([sleep(15), tablets()], { written: today - 36 }),
    [ranOut(35)],
  ],
  ['a sign in words only', plan([sleep(15), sign('pacing')]), plan([sleep(15), sign('pacing'), missed(1)])],
];

describe('E2 stays silent', () => {
  test.each(silences)('on %s; its twin fires', (_, silent, fires, before = []) => {
    expect(finding([silent], openedBy(), before)).toBeUndefined();
    expect(finding([fires], openedBy(), before)?.code).toBe('shared-signature');
  });

  test('without any plan, where plans were not read, and on a plan written after today', () => {
    expect(finding([])).toBeUndefined();
    expect(found(sharedSignature, { signatures: [plan(both)], unread: ['signatures'] })).toBeUndefined();
    expect(finding([plan(both, { written: today + 1 })])).toBeUndefined();
    expect(found(sharedSignature, { signatures: [plan(both)] })?.code).toBe('shared-signature');
  });
});

const nearest = plan([sleep(15), sign('pacing'), sign('seeing nobody')], { minSigns: 2 });
const asksForMore = plan([...both, sign('pacing'), sign('shopping')], { reference: 'CarePlan/2', minSigns: 4 });

givesEverySilence(
  sharedSignature,
  {
    'no-shared-note': { life: {} },
    'too-few-signs-of-note': { life: { signatures: [asksForMore, nearest] }, because: { signs: 1, needs: 2 } },
  },
  [
    ['no-shared-note'],
    ['too-few-signs-of-note'],
    ['too-few-signs-of-note'],
    ['too-few-signs-of-note'],
    ['too-few-signs-of-note'],
  ],
);
