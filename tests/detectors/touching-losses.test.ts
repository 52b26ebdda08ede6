import { describe, expect, test } from '@jest/globals';
import { audienceExclusion, suppressionReasons } from '#src/cards/suppression.ts';
import type { Detector } from '#src/detectors/detector.ts';
import { lifeChangingDiagnosis } from '#src/detectors/losses/life-changing-diagnosis.ts';
import { palliativeCare } from '#src/detectors/losses/palliative-care.ts';
import { pregnancyLoss } from '#src/detectors/losses/pregnancy-loss.ts';
import { seriousInjury } from '#src/detectors/losses/serious-injury.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Contact, Person } from '#src/history/history.ts';
import {
  clinician,
  condition,
  contact,
  drawn,
  found,
  type Life,
  openedBy,
  practice,
  readingOf,
  role,
  today,
} from '../support/builders.ts';
import { plus } from './lives.ts';

const elsewhere = contact('H', 29, { here: false });
const stay: Partial<Contact> = {
  here: false,
  setting: 'inpatient',
  excluded: 'not-ambulatory',
  until: today - 30,
  groups: ['serious-injury'],
};
const longAgo = drawn('UUUU', { from: 700, to: 250 });

interface Row {
  readonly detector: Detector;
  readonly life: Life;
}

/** Lives in which each fires, of which the user has seen the person before; none has had a meeting here since day 250. */
const lost: Row = {
  detector: pregnancyLoss,
  life: { contacts: longAgo, conditions: [condition(['pregnancy-loss'], 30)] },
};
const diagnosed: Row = {
  detector: lifeChangingDiagnosis,
  life: { contacts: [...longAgo, elsewhere], conditions: [condition(['cancer'], 30)] },
};
const injured: Row = { detector: seriousInjury, life: { contacts: [...longAgo, contact('H', 35, stay)] } };
const caring: Row = { detector: palliativeCare, life: { contacts: longAgo, conditions: [condition(['carer'], 100)] } };
const palliative: Row = {
  detector: palliativeCare,
  life: { contacts: [...longAgo, elsewhere], conditions: [condition(['palliative-care'], 30)] },
};
const denying: readonly (readonly [string, Row])[] = [
  ['pregnancy-loss', lost],
  ['life-changing-diagnosis', diagnosed],
  ['serious-injury', injured],
  ['palliative-care of a carer', caring],
];
const all: readonly (readonly [string, Row])[] = [...denying, ['palliative-care of the person', palliative]];
const fires = ({ detector, life }: Row, opening = openedBy()) => found(detector, life, opening) !== undefined;
const joinedBy = ({ detector, life }: Row, more: Contact): Row => ({ detector, life: plus(life, more) });
const withPerson = ({ detector, life }: Row, person: Partial<Person>): Row => ({ detector, life: { ...life, person } });

test.each(all)('%s fires on its life', (_, row) => expect(fires(row)).toBe(true));

describe.each(denying)('%s: a meeting here since', (_, row) => {
  test.each([
    ['with a nurse only', { clinician: 'N' }],
    ['with a locum', { clinician: 'L' }],
    ['in a group', { excluded: 'group-visit' as const }],
    ['by video', { setting: 'remote' as const }],
    ['at home', { setting: 'home' as const }],
    ['for an immunisation series', { series: 'vaccination' }],
    ['for antenatal care', { series: 'antenatal' }],
    ['for dialysis', { series: 'dialysis' }],
    ['on a duty day', { duty: true }],
    ['with someone whose role is unread', { clinician: undefined, excluded: 'clinician-unread' as const }],
    ['that is restricted', { clinician: undefined, excluded: 'restricted' as const }],
  ])('%s silences it', (__, difference) => {
    expect(fires(joinedBy(row, contact('A', 9, difference)))).toBe(false);
    expect(fires(joinedBy(row, contact('A', 9, { ...difference, here: false })))).toBe(true);
  });

  test.each([
    ['that was cancelled', { excluded: 'cancelled' as const }],
    ['that is only planned', { excluded: 'planned' as const }],
    ['that was entered in error', { excluded: 'entered-in-error' as const }],
    ['that was a letter', { excluded: 'not-a-visit' as const }],
    ['that was at an emergency department', { setting: 'emergency' as const, excluded: 'not-ambulatory' as const }],
  ])('%s is none', (__, difference) => {
    expect(fires(joinedBy(row, contact('A', 9, difference)))).toBe(true);
    expect(fires(joinedBy(row, contact('A', 9)))).toBe(false);
  });

  test('of which only the year is known silences it', () => {
    const undated = { day: undefined, latest: today + 37, excluded: 'undated' as const };
    expect(fires(joinedBy(row, contact('A', 9, undated)))).toBe(false);
    expect(fires(joinedBy(row, contact('A', 9, { ...undated, latest: today - 400 })))).toBe(true);
  });
});

describe.each(all)('%s', (name, row) => {
  test('is silent with a safeguarding concern', () => {
    expect(fires({ ...row, life: { ...row.life, safeguarding: ['Flag/1'] } })).toBe(false);
  });

  test('is silent where a part that it needs was not read', () => {
    for (const part of row.detector.needs.filter((one) => one !== 'clinicians'))
      expect([part, fires({ ...row, life: { ...row.life, unread: [part] } })]).toEqual([part, false]);
  });

  test('is not found on what is dated later than the day of the opening', () => {
    const earlier = today - 200;
    const before = openedBy('U', { asOf: earlier, now: earlier * 86_400_000 });
    expect(fires(row, before)).toBe(false);
  });

  test('is not shown of someone who has died, whose record is inactive or replaced, or to the person', () => {
    const reading = readingOf(row.life);
    if (!reading.person.known || !reading.clinicians.known) throw new Error('unread');
    const chart = { person: reading.person.value, clinicians: reading.clinicians.value, opening: openedBy() };
    expect(suppressionReasons(chart)).toEqual([]);
    for (const fault of [{ deceased: true }, { active: false }, { replaced: true }, { restricted: true }])
      expect(suppressionReasons({ ...chart, person: { ...chart.person, ...fault } })).toHaveLength(1);
    expect(suppressionReasons({ ...chart, opening: openedBy('U', { user: { kind: 'patient-side' } }) })).toHaveLength(
      1,
    );
  });

  test('is for a child of six only where the family can be spoken with; a care-home resident is an adult like others', () => {
    const reading = readingOf(row.life);
    if (!reading.person.known) throw new Error('unread');
    const person = reading.person.value;
    const { code } = row.detector;
    const child = { ...person, born: parseDay('2020-05-05'), bornBy: parseDay('2020-05-05') };
    const isForChildren = ['life-changing-diagnosis', 'serious-injury'].includes(code);
    expect(audienceExclusion(code, child, today)).toBe(isForChildren ? undefined : 'child');
    expect(audienceExclusion(code, { ...person, careHome: true }, today)).toBeUndefined();
    expect(audienceExclusion(code, { ...person, hospice: true }, today)).toBe(
      name.startsWith('palliative-care') ? undefined : 'hospice',
    );
  });
});

describe('a change of practice', () => {
  test.each([
    ['life-changing-diagnosis', diagnosed, 95],
    ['serious-injury', injured, 95],
    ['palliative-care of a carer', caring, 200],
  ] as const)('%s is silent on notes from before, and fires on the twin who came earlier', (_, row, days) => {
    const imported = row.life.contacts?.map((one) => ({ ...one, here: false })) ?? [];
    const moved = (since: number): Row => ({
      ...row,
      life: { ...row.life, contacts: imported, person: { registeredSince: today - since } },
    });
    expect(fires(moved(days - 25))).toBe(false);
    expect(fires(moved(days))).toBe(true);
  });
});

describe('dates known only to the year', () => {
  test.each([
    ['pregnancy-loss', lost, 'pregnancy-loss'],
    ['life-changing-diagnosis', diagnosed, 'cancer'],
  ] as const)('%s is silent', (_, row, set) => {
    const unclear = condition([set], 30, { onset: undefined, onsetUnclear: true });
    expect(fires({ ...row, life: { ...row.life, conditions: [unclear] } })).toBe(false);
    expect(fires({ ...row, life: { ...row.life, conditions: [{ ...unclear, onsetUnclear: false }] } })).toBe(true);
  });
});

describe('who opens the chart', () => {
  const others = practice.filter(({ key }) => key !== 'U');
  const user = (...roles: Parameters<typeof role>[2][]): Life['clinicians'] & object => [
    ...others,
    clinician(
      'U',
      roles.map((one) => role('U', 'gp', one)),
    ),
  ];
  test('pregnancy-loss: a role made anew after a migration is live; a user of another practice sees none', () => {
    const by = (clinicians: Life['clinicians'] & object) => fires({ ...lost, life: { ...lost.life, clinicians } });
    expect(by(user({ end: today - 300 }, { start: today - 300 }))).toBe(true);
    expect(by(user({ end: today - 300 }))).toBe(false);
    expect(by(user({ here: false }))).toBe(false);
  });

  test('palliative-care: the GP who leaves today is still named, and the day after no longer', () => {
    const facts = (end: number) =>
      found(palliativeCare, { ...palliative.life, clinicians: user({ end }) }, openedBy('A'))?.facts;
    expect(facts(today)).toMatchObject({ clinician: { reference: 'U' } });
    expect(facts(today - 1)).not.toHaveProperty('clinician');
  });

  test('life-changing-diagnosis and serious-injury are for whoever opens the chart', () => {
    const unknown = openedBy('U', { user: { kind: 'unresolved' } });
    expect([fires(diagnosed, unknown), fires(injured, unknown)]).toEqual([true, true]);
  });
});

test('a man’s record: everything but the loss of a pregnancy', () => {
  const man = { gender: 'male' as const };
  expect(all.map(([, row]) => fires(withPerson(row, man)))).toEqual([false, true, true, true, true]);
});
