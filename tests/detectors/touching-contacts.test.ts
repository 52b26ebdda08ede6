import { describe, expect, test } from '@jest/globals';
import type { Practitioner, Resource } from '@medplum/fhirtypes';
import { audienceExclusion, suppressionReasons } from '#src/cards/suppression.ts';
import type { Detector } from '#src/detectors/detector.ts';
import { anniversary } from '#src/detectors/losses/anniversary.ts';
import { bereavement } from '#src/detectors/losses/bereavement.ts';
import { childInHospital } from '#src/detectors/losses/child-in-hospital.ts';
import { manyContacts } from '#src/detectors/patterns/many-contacts.ts';
import { unevenContact } from '#src/detectors/patterns/uneven-contact.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { abruptMove } from '#src/detectors/rupture/abrupt-move.ts';
import { leftBeforeSeen } from '#src/detectors/rupture/left-before-seen.ts';
import { promiseOpen } from '#src/detectors/rupture/promise-open.ts';
import { mondayOf, parseDay } from '#src/history/calendar.ts';
import type { Contact, Person, PromisedTask, RelationalHistory } from '#src/history/history.ts';
import { contact, drawn, found, known, type Life, openedBy, readingOf, role, today } from '../support/builders.ts';
import { bundle, readChart } from '../support/chart.ts';
import { plus, withClinician } from './lives.ts';
import { bereaved, loss, relative, undatedLoss, visitForLoss } from './losses.ts';

interface Row {
  readonly detector: Detector;
  readonly life: Life;
}
type Difference = Partial<Contact>;

/** F1: thirty visits in three years with A, then sixteen in half a year with six people. */
const past = drawn('A'.repeat(30), { from: 1270, to: 190 });
const recent = (difference: Difference = {}, people = 'ABCDEN') =>
  drawn(people.repeat(16).slice(0, 16), { from: 178, to: 3 }, difference);
const often = (contacts: readonly Contact[] = recent()): Row => ({
  detector: manyContacts,
  life: { contacts: [...past, ...contacts] },
});

/** F3: visits by quarter of 91 days, and an attendance that the person left before treatment. */
const quarters = (difference: Difference = {}) =>
  [7, 0, 0, 6, 0, 8, 0, 0].flatMap((count, quarter) =>
    Array.from({ length: count }, (_, i) => contact('A', (8 - quarter) * 91 - 10 - i * 3, difference)),
  );
const leftUntreated = contact(undefined, 200, {
  setting: 'emergency',
  excluded: 'not-ambulatory',
  here: false,
  leftEarly: { stage: 'untreated', emergency: true, waitedMinutes: undefined },
});
const swings = (contacts: readonly Contact[] = quarters()): Row => ({
  detector: unevenContact,
  life: { contacts: [...contacts, leftUntreated] },
});

/** I1: eight of ten visits with A; then others only, in weeks in which A was seen here or not. */
const before = drawn('AABAAAACAA', { from: 980, to: 250 });
const weeks = (days: readonly number[], seen = true): RelationalHistory['consultingWeeks'] =>
  new Map([['A', known(days.map((daysAgo) => ({ monday: mondayOf(today - daysAgo), seen })))]]);
const sinceDays = [200, 150, 100, 50];
const since = (difference: Difference = {}) => sinceDays.map((daysAgo) => contact('B', daysAgo, difference));
const moved = (more: readonly Contact[] = since(), earlier: readonly Contact[] = before): Row => ({
  detector: abruptMove,
  life: { contacts: [...earlier, ...more], consultingWeeks: weeks(sinceDays) },
});

/** I2: left the surgery ten days ago. */
const walkedOut = contact(undefined, 10, {
  excluded: 'cancelled',
  setting: 'unknown',
  startedAt: undefined,
  leftEarly: { stage: 'unseen', emergency: false, waitedMinutes: undefined },
});
const unseen: Row = { detector: leftBeforeSeen, life: { contacts: [contact('A', 100), walkedOut] } };

/** I3: due twenty-one days ago. */
const promise = (kind: PromisedTask['kind']): PromisedTask => ({
  reference: 'Task/1',
  kind,
  since: today - 28,
  due: today - 21,
  closed: undefined,
  letters: [],
});
const owed = (kind: PromisedTask['kind']): Row => ({ detector: promiseOpen, life: { promises: [promise(kind)] } });

/** H1 of someone whose wife died 43 days ago, H7 of someone whose wife died 360 days ago, each with more contacts. */
const widowed = (...contacts: readonly Contact[]): Row => ({
  detector: bereavement,
  life: bereaved({ relatives: [relative('wife', 43)], contacts }),
});
const remembered = (...contacts: readonly Contact[]): Row => ({
  detector: anniversary,
  life: bereaved({ relatives: [relative('wife', 360)], contacts }),
});
const parent: Row = {
  detector: childInHospital,
  life: { childStays: [{ reference: 'RelatedPerson/kid', from: today - 9, to: undefined, daysOld: 2000 }] },
};

const all: readonly (readonly [string, Row])[] = [
  ['many-contacts', often()],
  ['uneven-contact', swings()],
  ['abrupt-move', moved()],
  ['left-before-seen', unseen],
  ['promise-open', owed('call')],
  ['bereavement', widowed()],
  ['child-in-hospital', parent],
  ['anniversary', remembered(visitForLoss(350))],
];
const fires = ({ detector, life }: Row, opening = openedBy()) => found(detector, life, opening) !== undefined;
const withLife = ({ detector, life }: Row, difference: Partial<Life>): Row => ({
  detector,
  life: { ...life, ...difference },
});
const joinedBy = ({ detector, life }: Row, more: Contact): Row => ({ detector, life: plus(life, more) });

describe.each(all)('%s', (name, row) => {
  test('fires on its life, and is silent where a part that it needs was not read', () => {
    expect(fires(row)).toBe(true);
    for (const part of row.detector.needs.filter((one) => one !== 'clinicians' && one !== 'roles'))
      expect([part, fires(withLife(row, { unread: [part] }))]).toEqual([part, false]);
  });

  test('is silent with a safeguarding concern where it might expose somebody', () => {
    const isOfCareAlone = ['abrupt-move', 'left-before-seen', 'promise-open'].includes(name);
    expect(fires(withLife(row, { safeguarding: ['Flag/1'] }))).toBe(isOfCareAlone);
  });

  test('is not found on what is dated later than the day of the opening', () => {
    const earlier = today - 200;
    expect(fires(row, openedBy('U', { asOf: earlier, now: earlier * 86_400_000 }))).toBe(false);
  });

  test('is not shown of someone who has died, to the person, or to a user who works elsewhere only', () => {
    const reasonFor = (person: Partial<Person>, opening = openedBy(), roles = [role('U')]) => {
      const reading = readingOf({ ...withClinician(row.life, 'U', { roles }), person });
      if (!reading.person.known || !reading.clinicians.known) throw new Error('unread');
      return suppressionReasons({ person: reading.person.value, clinicians: reading.clinicians.value, opening })[0];
    };
    expect(reasonFor({})).toBeUndefined();
    expect(reasonFor({ deceased: true })).toBe('deceased');
    expect(reasonFor({ active: false })).toBe('inactive');
    expect(reasonFor({ replaced: true })).toBe('replaced');
    expect(reasonFor({ restricted: true })).toBe('restricted');
    expect(reasonFor({}, openedBy('U', { user: { kind: 'patient-side' } }))).toBe('patient-side-user');
    expect(reasonFor({}, openedBy(), [role('U', 'gp', { here: false })])).toBe('user-elsewhere');
    const migrated = [role('U', 'gp', { end: today - 300 }), role('U2', 'gp', { start: today - 299 })];
    expect(reasonFor({}, openedBy(), migrated)).toBeUndefined();
  });

  test('is not for a child of six nor in a hospice; in a care home unless it counts how often someone comes', () => {
    const reading = readingOf(row.life);
    if (!reading.person.known) throw new Error('unread');
    const person = reading.person.value;
    const exclusion = (difference: Partial<Person>) =>
      audienceExclusion(row.detector.code, { ...person, ...difference }, today);
    const isOfRhythm = ['many-contacts', 'uneven-contact'].includes(name);
    expect(exclusion({ born: parseDay('2020-05-05'), bornBy: parseDay('2020-05-05') })).toBe('child');
    expect(exclusion({ careHome: true })).toBe(isOfRhythm ? 'care-home' : undefined);
    expect(exclusion({ hospice: true })).toBe('hospice');
    expect(exclusion({})).toBeUndefined();
  });
});

/** Contacts that are no visit in any count. */
const uncounted: readonly (readonly [string, Difference])[] = [
  ['group visits', { excluded: 'group-visit' }],
  ['cancelled', { excluded: 'cancelled' }],
  ['only planned', { excluded: 'planned' }],
  ['entered in error', { excluded: 'entered-in-error' }],
  ['letters', { excluded: 'not-a-visit' }],
  ['left before they began', { excluded: 'left-before-seen' }],
  ['at an emergency department', { setting: 'emergency', excluded: 'not-ambulatory' }],
  ['at another practice, in imported notes', { here: false }],
  ['of a vaccination series', { series: 'vaccination' }],
  ['antenatal', { series: 'antenatal' }],
  ['for dialysis', { series: 'dialysis' }],
  ['with a receptionist', { clinician: 'R' }],
  ['restricted', { clinician: undefined, excluded: 'restricted' }],
  ['dated to the year', { day: undefined, latest: today + 37, excluded: 'undated' }],
];
const counted: readonly (readonly [string, Difference])[] = [
  ['by video', { setting: 'remote' }],
  ['at home', { setting: 'home' }],
];

describe.each([
  ['many-contacts', (difference: Difference) => often(recent(difference))],
  ['uneven-contact', (difference: Difference) => swings(quarters(difference))],
  ['abrupt-move', (difference: Difference) => moved(since(difference))],
] as const)('%s: the visits', (_, life) => {
  test.each(uncounted)('are none: %s', (__, difference) => {
    expect(fires(life(difference))).toBe(false);
    expect(fires(life({}))).toBe(true);
  });

  test.each(counted)('count: %s', (__, difference) => {
    expect(fires(life(difference))).toBe(true);
  });
});

describe('with whom', () => {
  test.each([
    ['the one doctor of a practice', 'A'],
    ['one locum', 'L'],
    ['nurses only', 'NM'],
    ['one doctor and nurses', 'AANM'],
  ])('many-contacts is silent on %s, and fires on six people', (_, people) => {
    expect(fires(often(recent({}, people)))).toBe(false);
    expect(fires(often(recent({}, 'ABCDEN')))).toBe(true);
  });

  test('uneven-contact is of contact with whomever of the team', () => {
    for (const who of ['N', 'L', 'T']) expect([who, fires(swings(quarters({ clinician: who })))]).toEqual([who, true]);
  });

  test.each([
    ['the one doctor of a practice', 'A', false],
    ['a nurse', 'N', false],
    ['a locum', 'L', true],
    ['a trainee', 'T', true],
  ])('abrupt-move, where visits since are with %s', (_, who, expected) => {
    expect(fires(moved(since({ clinician: who })))).toBe(expected);
  });

  test('abrupt-move is silent in weeks in which nothing came of the usual clinician', () => {
    expect(fires(withLife(moved(), { consultingWeeks: weeks(sinceDays, false) }))).toBe(false);
    expect(fires(withLife(moved(), { consultingWeeks: weeks(sinceDays, true) }))).toBe(true);
  });

  test('abrupt-move: a role made anew is neither an absence nor a training post', () => {
    const usual = (kind: 'gp' | 'trainee') =>
      withClinician(moved().life, 'A', {
        roles: [role('A', kind, { end: today - 220 }), role('A2', 'gp', { start: today - 219 })],
      });
    expect(fires({ detector: abruptMove, life: usual('gp') })).toBe(true);
    expect(fires({ detector: abruptMove, life: usual('trainee') })).toBe(false);
  });
});

describe('two encounters on one day are one', () => {
  const twice = (contacts: readonly Contact[]) =>
    contacts.flatMap((one) => [one, { ...one, reference: `${one.reference}-2` }]);

  test('many-contacts', () => {
    const few = drawn('ABCDEN'.repeat(2).slice(0, 8), { from: 178, to: 3 });
    const apart = few.map((one) => ({ ...one, day: (one.day ?? 0) - 2 }));
    expect(fires(often(twice(few)))).toBe(false);
    expect(fires(often([...few, ...apart]))).toBe(true);
  });

  test('uneven-contact', () => {
    const half = quarters().filter((_, i) => i % 2 === 0);
    expect(fires(swings(twice(half)))).toBe(false);
    expect(fires(swings(quarters()))).toBe(true);
  });

  test('abrupt-move', () => {
    const five = drawn('AAAAA', { from: 980, to: 250 });
    const apart = five.map((one) => ({ ...one, day: (one.day ?? 0) - 40 }));
    expect(fires(moved(since(), twice(five)))).toBe(false);
    expect(fires(moved(since(), [...five, ...apart]))).toBe(true);
  });
});

test.each([
  ['many-contacts', often().detector, recent()],
  ['uneven-contact', swings().detector, [...quarters(), leftUntreated]],
  ['abrupt-move', moved().detector, [...drawn('AABAAAACAA', { from: 700, to: 250 }), ...since()]],
])('%s: notes of an earlier practice do not make someone known here for longer', (_, detector, contacts) => {
  const life = (here: boolean): Life => ({
    contacts: [contact('N', 1300, { here }), ...contacts],
    consultingWeeks: weeks(sinceDays),
    person: { registeredSince: undefined },
  });
  expect(fires({ detector, life: life(false) })).toBe(false);
  expect(fires({ detector, life: life(true) })).toBe(true);
});

describe('one clinician with two ids, by the records of the staff', () => {
  const home = { reference: 'Organization/home' };
  const registers = { gmc: 'https://fhir.hl7.org.uk/Id/gmc-number', gmp: 'https://fhir.hl7.org.uk/Id/gmp-number' };
  const doctor = (id: string, family: string, system: string, value: string): readonly Resource[] => {
    const practitioner: Practitioner = { resourceType: 'Practitioner', id, name: [{ family }] };
    return [
      { ...practitioner, identifier: [{ system, value }] },
      {
        resourceType: 'PractitionerRole',
        id: `r${id}`,
        active: true,
        practitioner: { reference: `Practitioner/${id}` },
        organization: home,
      },
    ];
  };
  const visit = (who: string, day: number): Resource => ({
    resourceType: 'Encounter',
    id: `e${day}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: 'Patient/p' },
    participant: [{ individual: { reference: who } }],
    period: { start: new Date(day * 86_400_000 + 32_400_000).toISOString() },
    serviceProvider: home,
  });

  /** The drawn life, whose visits with A and B are those of a1 and a2. */
  async function isFound({ detector, life }: Row, pair: readonly Resource[]): Promise<boolean> {
    const ids: Readonly<Record<string, string>> = { A: 'Practitioner/a1', B: 'PractitionerRole/ra2' };
    const seen = (life.contacts ?? []).map(({ clinician = '', day = 0 }) => visit(ids[clinician] ?? '', day));
    const { reading } = await readChart({
      asOf: today,
      now: today * 86_400_000 + 43_200_000,
      prefetch: { patient: { resourceType: 'Patient', id: 'p', managingOrganization: home }, encounters: bundle(seen) },
      staff: { current: () => [{ resourceType: 'Organization', id: 'home' }, ...pair] },
    });
    const consultingWeeks = new Map([
      ['Practitioner/a1', known(sinceDays.map((days) => ({ monday: mondayOf(today - days), seen: true })))],
    ]);
    const { contacts, clinicians, roles } = reading;
    const whole = { ...readingOf({ consultingWeeks }), contacts, clinicians, roles };
    const { findings, skipped } = runDetectors([detector], whole, openedBy('Practitioner/u'));
    expect(skipped).toEqual([]);
    return findings.length > 0;
  }

  test.each([
    ['many-contacts', often(recent({}, 'AB'))],
    ['abrupt-move', moved(since(), drawn('AAAAAAAAAA', { from: 980, to: 250 }))],
  ])('%s: under two surnames with one national number, or one prescriber’s number', async (_, row) => {
    const { gmc, gmp } = registers;
    const pair = (system: string, family: string, second: string) => [
      ...doctor('a1', 'Shah', system, system === gmc ? '6000001' : second),
      ...doctor('a2', family, system, second),
    ];
    expect(await isFound(row, pair(gmc, 'Patel', '6000001'))).toBe(false);
    expect(await isFound(row, pair(gmc, 'Patel', '6000002'))).toBe(true);
    expect(await isFound(row, pair(gmp, 'Shah', 'G1234567'))).toBe(false);
    expect(await isFound(row, pair(gmp, 'Roy', 'G1234567'))).toBe(true);
  });
});

describe.each([
  ['left-before-seen', unseen],
  ['promise-open of a call', owed('call')],
  ['promise-open of a result', owed('result')],
])('%s: a meeting here since', (_, row) => {
  test.each<readonly [string, Difference]>([
    ['with a nurse only', { clinician: 'N' }],
    ['with a locum', { clinician: 'L' }],
    ['in a group', { excluded: 'group-visit' }],
    ['by video', { setting: 'remote' }],
    ['at home', { setting: 'home' }],
    ['for an immunisation series', { series: 'vaccination' }],
    ['for antenatal care', { series: 'antenatal' }],
    ['for dialysis', { series: 'dialysis' }],
    ['on a duty day', { duty: true }],
    ['with someone whose role is unread', { clinician: undefined, excluded: 'clinician-unread' }],
    ['that is restricted', { clinician: undefined, excluded: 'restricted' }],
  ])('%s silences it', (__, difference) => {
    expect(fires(joinedBy(row, contact('A', 5, difference)))).toBe(false);
    expect(fires(joinedBy(row, contact('A', 5, { ...difference, here: false })))).toBe(true);
  });

  test.each<readonly [string, Difference]>([
    ['that was cancelled', { excluded: 'cancelled' }],
    ['that is only planned', { excluded: 'planned' }],
    ['that was entered in error', { excluded: 'entered-in-error' }],
    ['that was a letter', { excluded: 'not-a-visit' }],
    ['that was at an emergency department', { setting: 'emergency', excluded: 'not-ambulatory' }],
    ['that was a stay in hospital', { setting: 'inpatient', excluded: 'not-ambulatory' }],
  ])('%s is none', (__, difference) => {
    expect(fires(joinedBy(row, contact('A', 5, difference)))).toBe(true);
    expect(fires(joinedBy(row, contact('A', 5)))).toBe(false);
  });

  test('of which only the year is known silences it', () => {
    const undated = { day: undefined, latest: today + 37, excluded: 'undated' as const };
    expect(fires(joinedBy(row, contact('A', 5, undated)))).toBe(false);
    expect(fires(joinedBy(row, contact('A', 5, { ...undated, latest: today - 400 })))).toBe(true);
  });
});

test('left-before-seen: a stay in hospital that began that day is being seen after all; one that was over is not', () => {
  const stay = (from: number, to: number) =>
    contact(undefined, from, {
      setting: 'inpatient',
      excluded: 'not-ambulatory',
      here: false,
      until: today - to,
      startedAt: undefined,
    });
  expect(fires(joinedBy(unseen, stay(10, 8)))).toBe(false);
  expect(fires(joinedBy(unseen, stay(14, 11)))).toBe(true);
});

describe('a loss that was spoken of', () => {
  const silencing = {
    clinician: undefined,
    groups: ['bereavement-contact'],
    setting: 'practice' as const,
    custody: false,
  };
  const never = (excluded: Contact['excluded']): Difference => ({ excluded, groups: [], silencing });

  test.each<readonly [string, Difference]>([
    ['with a nurse', { clinician: 'N' }],
    ['with a locum', { clinician: 'L' }],
    ['with someone whose role is unread', { clinician: undefined, excluded: 'clinician-unread' }],
    ['by video', { setting: 'remote' }],
    ['at home', { setting: 'home' }],
    ['on a duty day', { duty: true }],
    ['in a planned series', { series: 'antenatal' }],
  ])('%s ends the first card and allows that of the anniversary', (_, difference) => {
    expect(fires(widowed(visitForLoss(30, difference)))).toBe(false);
    expect(fires(remembered(visitForLoss(350, difference)))).toBe(true);
    expect(fires(widowed(visitForLoss(30, { ...difference, groups: [] })))).toBe(true);
    expect(fires(remembered(visitForLoss(350, { ...difference, groups: [] })))).toBe(false);
  });

  test.each<readonly [string, Difference]>([
    ['in a visit that was cancelled', never('cancelled')],
    ['in a visit that is only planned', never('planned')],
    ['in an entry made in error', never('entered-in-error')],
    ['in a letter', { excluded: 'not-a-visit' }],
    ['where the person left first', never('left-before-seen')],
    ['at an emergency department', { setting: 'emergency', excluded: 'not-ambulatory' }],
    ['in hospital', { setting: 'inpatient', excluded: 'not-ambulatory' }],
    ['at another practice, in imported notes', { here: false }],
  ])('%s was not', (_, difference) => {
    expect(fires(widowed(visitForLoss(30, difference)))).toBe(true);
    expect(fires(remembered(visitForLoss(350, difference)))).toBe(false);
    expect(fires(widowed(visitForLoss(30)))).toBe(false);
    expect(fires(remembered(visitForLoss(350)))).toBe(true);
  });

  test.each<readonly [string, Difference]>([
    ['among others', never('group-visit')],
    ['on an unknown day', { day: undefined, excluded: 'undated' }],
  ])('%s perhaps was, and ends the first card', (_, difference) => {
    expect(fires(widowed(visitForLoss(30, difference)))).toBe(false);
    expect(fires(widowed(visitForLoss(30, { ...difference, here: false })))).toBe(true);
  });
});

describe('the records of a death', () => {
  test('without a day: bereavement needs that of the recording, anniversary that of the death', () => {
    const entry = (row: Row, ...losses: Life['losses'] & object): Row => withLife(row, { relatives: [], losses });
    expect(fires(entry(widowed(), undatedLoss(43, { recorded: undefined })))).toBe(false);
    expect(fires(entry(widowed(), undatedLoss(43)))).toBe(true);
    const spoken = remembered(visitForLoss(350));
    expect(fires(entry(spoken, undatedLoss(360)))).toBe(false);
    expect(fires(entry(spoken, loss(360)))).toBe(true);
  });

  test('two of one death are one finding, by the more telling record', () => {
    const twice = withLife(remembered(visitForLoss(350)), {
      losses: [loss(358)],
      relatives: [relative('wife', 360), relative('wife', 360)],
    });
    expect(found(twice.detector, twice.life)).toMatchObject({ facts: { relation: 'wife' }, number: 3 });
  });
});

test.each([
  ['begins later', { from: today + 1, to: undefined }],
  ['ends before it began', { from: today - 9, to: today - 10 }],
])('child-in-hospital: a stay that %s is none', (_, dates) => {
  const childStays = (parent.life.childStays ?? []).map((one) => ({ ...one, ...dates }));
  expect(fires(withLife(parent, { childStays }))).toBe(false);
  expect(fires(parent)).toBe(true);
});
