import { describe, expect, test } from '@jest/globals';
import { unansweredInvitations } from '#src/detectors/engagement/unanswered-invitations.ts';
import type { Invitation, Part, Procedure } from '#src/history/history.ts';
import { booking, contact, found, type Life, openedBy, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { invitation } from './lives.ts';

const asthma = 'recall-asthma-review';
const smear = 'recall-cervical-screening';
const pressure = 'recall-blood-pressure';
const procedure = (kind: string, daysAgo: number, difference: Partial<Procedure> = {}): Procedure => ({
  reference: `Procedure/${kind}-${daysAgo}`,
  day: today - daysAgo,
  kinds: [kind],
  done: true,
  ...difference,
});
const three = [invitation(asthma, 280), invitation(smear, 190), invitation(pressure, 80)];
const quiet: Life = { invitations: three };
const run = (life: Life, settings = {}) => found(unansweredInvitations, life, openedBy(), settings);
const with3rd = (kind: string, daysAgo: number, difference: Partial<Invitation> = {}): Life => ({
  invitations: [...three.slice(0, 2), invitation(kind, daysAgo, difference)],
});

describe('D5 fires', () => {
  test('on three invitations of three kinds without an answer', () => {
    expect(run(quiet)).toEqual({
      code: 'unanswered-invitations',
      facts: {
        invitations: 3,
        kinds: ['asthma-review', 'cervical-screening', 'blood-pressure'],
        sent: ['2026-02-17', '2026-05-18', '2026-09-05'],
      },
      counted: three.map(({ reference }) => reference),
      notCounted: [],
      span: { from: today - 280, to: today - 80 },
      number: 3,
      unit: 'invitations',
      changeKey: three[2]?.reference,
    });
  });

  test('says what one was for in the record’s own words where no recall set knows it', () => {
    const feet = invitation('annual check of the feet', 80, { what: 'Annual check of the feet' });
    expect(run({ invitations: [...three.slice(0, 2), feet] })?.facts).toMatchObject({
      kinds: ['asthma-review', 'cervical-screening', 'Annual check of the feet'],
    });
  });

  test('in whatever order they are recorded, and names each kind and day once', () => {
    const both = [invitation(smear, 30), ...three, invitation(asthma, 30)];
    expect(run({ invitations: both })?.facts).toMatchObject({
      invitations: 5,
      kinds: ['asthma-review', 'cervical-screening', 'blood-pressure'],
      sent: ['2026-02-17', '2026-05-18', '2026-09-05', '2026-10-25'],
    });
  });

  test('counts one that was answered before and sent again since', () => {
    const again = { invitations: [...three, invitation(asthma, 20)], procedures: [procedure(asthma, 200)] };
    expect(run(again)?.facts).toMatchObject({
      invitations: 3,
      kinds: ['cervical-screening', 'blood-pressure', 'asthma-review'],
    });
  });

  test.each([
    ['minInvitations', { minInvitations: 4 }],
    ['minKinds', { minKinds: 4 }],
    ['months', { months: 6 }],
  ])('not under a stricter %s', (_, settings) => {
    expect(run(quiet, settings)).toBeUndefined();
  });
});

const silences: readonly (readonly [string, Life, Life])[] = [
  ['on two invitations', { invitations: three.slice(0, 2) }, quiet],
  ['on three of one kind', { invitations: [280, 190, 80].map((ago) => invitation(asthma, ago)) }, with3rd(asthma, 80)],
  [
    'when one was sent over 12 months ago',
    { invitations: [invitation(asthma, 365), ...three.slice(1)] },
    { invitations: [invitation(asthma, 364), ...three.slice(1)] },
  ],
  ['when one was sent twice on one day', with3rd(smear, 190), with3rd(smear, 189)],
  ['when one was withdrawn', with3rd(pressure, 80, { closed: { as: 'withdrawn', day: today - 70 } }), quiet],
  ['when one could not be delivered', with3rd(pressure, 80, { bounced: true }), quiet],
  [
    'when one does not say what it is for',
    with3rd(pressure, 80, { kinds: ['http://snomed.info/sct|894451000000104'], what: undefined }),
    quiet,
  ],
  ['when one has no day', with3rd(pressure, 80, { day: undefined }), quiet],
  ['when one is closed as done', with3rd(pressure, 80, { closed: { as: 'done', day: today - 70 } }), quiet],
  [
    'when one is closed as done on a day that is not known',
    with3rd(pressure, 80, { closed: { as: 'done', day: undefined } }),
    quiet,
  ],
  ['when one is closed as declined', with3rd(pressure, 80, { closed: { as: 'declined', day: today - 70 } }), quiet],
  [
    'when a kind was declined years before',
    { ...quiet, procedures: [procedure(smear, 1500, { done: false })] },
    { ...quiet, procedures: [procedure('recall-breast-screening', 1500, { done: false })] },
  ],
  [
    'when another invitation to that kind was declined',
    { invitations: [...three, invitation(smear, 600, { closed: { as: 'declined', day: today - 590 } })] },
    { invitations: [...three, invitation(smear, 600, { closed: { as: 'withdrawn', day: today - 590 } })] },
  ],
  [
    'after a procedure of that kind',
    { ...quiet, procedures: [procedure(smear, 100)] },
    { ...quiet, procedures: [procedure(smear, 191)] },
  ],
  [
    'after a procedure of that kind on the same day',
    { ...quiet, procedures: [procedure(smear, 190)] },
    { ...quiet, procedures: [procedure(asthma, 281)] },
  ],
  [
    'after a visit of that kind',
    { ...quiet, contacts: [contact('N', 60, { kinds: [pressure] })] },
    { ...quiet, contacts: [contact('N', 60, { kinds: ['recall-vaccination'] })] },
  ],
  [
    'after a visit of that kind with nobody recorded',
    { ...quiet, contacts: [contact(undefined, 60, { kinds: [pressure], excluded: 'clinician-not-recorded' })] },
    { ...quiet, contacts: [contact('N', 60, { kinds: [pressure], excluded: 'cancelled' })] },
  ],
  [
    'after a group visit of that kind',
    { ...quiet, contacts: [contact('N', 60, { kinds: [pressure], excluded: 'group-visit' })] },
    { ...quiet, contacts: [contact('N', 60, { kinds: [pressure], excluded: 'not-a-visit' })] },
  ],
  [
    'after a visit of a planned series of that kind',
    { ...quiet, contacts: [contact('N', 60, { kinds: [pressure], series: 'immunisation' })] },
    { ...quiet, contacts: [contact('N', 60, { kinds: [pressure], excluded: 'entered-in-error' })] },
  ],
  [
    'in the visit of that kind itself',
    { ...quiet, contacts: [contact('N', 0, { kinds: [pressure], state: 'underway' })] },
    { ...quiet, contacts: [contact('N', 0, { kinds: [], state: 'underway' })] },
  ],
  [
    'after a kept appointment of that kind',
    { ...quiet, bookings: [booking(60, { kinds: [pressure] })] },
    { ...quiet, bookings: [booking(60, { kinds: [pressure], state: 'missed', by: 'person' })] },
  ],
  [
    'while an appointment of that kind stands',
    { ...quiet, bookings: [booking(-10, { kinds: [pressure] })] },
    { ...quiet, bookings: [booking(-10, { kinds: [pressure], state: 'cancelled' })] },
  ],
  [
    'for a new person',
    { ...quiet, person: { registeredSince: today - 300 } },
    { ...quiet, person: { registeredSince: today - 365 } },
  ],
  ...(['invitations', 'contacts', 'bookings', 'procedures'] as const).map(
    (part: Part) =>
      [
        `when ${part} were not read in full`,
        { ...quiet, unread: [part] },
        { ...quiet, unread: ['conditions' as const] },
      ] as const,
  ),
];

describe('D5 stays silent', () => {
  test.each(silences)('%s', (_, silent, fires) => {
    expect(run(silent)).toBeUndefined();
    expect(run(fires)?.code).toBe('unanswered-invitations');
  });
});

describe('one kind', () => {
  const code = 'http://snomed.info/sct|394720003';
  const third = (kinds: readonly string[]): Life => with3rd(pressure, 80, { kinds, what: 'check' });
  const answered = (life: Life, kinds: readonly string[]): Life => ({
    ...life,
    contacts: [contact('N', 60, { kinds })],
  });

  test('is told by the recall set where either has one, whatever codes and words they share', () => {
    expect(run(answered(third([pressure, code, 'check']), [pressure, 'other']))).toBeUndefined();
    expect(run(answered(third([pressure, code, 'check']), [code, 'check']))).toBeDefined();
    expect(run(answered(third([code, 'check']), ['recall-vaccination', code, 'check']))).toBeDefined();
  });

  test('is told by a code or the words only where neither has one', () => {
    expect(run(answered(third([code]), [code, 'check']))).toBeUndefined();
    expect(run(answered(third(['check']), ['check']))).toBeUndefined();
    expect(run(answered(third(['check']), ['checks']))).toBeDefined();
  });
});

test('D5 of an earlier day knows nothing of a later answer', () => {
  const opening = openedBy('U', { asOf: today - 70, now: (today - 70) * 86_400_000 });
  const later: Life = {
    ...quiet,
    procedures: [procedure(smear, 60)],
    contacts: [contact('N', 65, { kinds: [asthma] })],
  };
  expect(run(later)).toBeUndefined();
  expect(found(unansweredInvitations, later, opening)?.facts).toEqual(
    found(unansweredInvitations, quiet, opening)?.facts,
  );
  expect(found(unansweredInvitations, later, opening)).toBeDefined();
});

test('D5 takes an appointment that was asked for as a reply', () => {
  const asked = (state: 'pending' | 'proposed') => booking(-20, { state, kinds: [pressure], created: today - 5 });
  expect(run({ ...quiet, bookings: [asked('pending')] })).toBeUndefined();
  expect(run({ ...quiet, bookings: [asked('proposed')] })?.code).toBe('unanswered-invitations');
});

givesEverySilence(
  unansweredInvitations,
  {
    'too-few-invitations': { life: { invitations: three.slice(0, 2) }, because: { invitations: 2, needs: 3 } },
    'too-few-purposes': {
      life: { invitations: [280, 190, 80].map((ago) => invitation(asthma, ago)) },
      because: { purposes: 1, needs: 2 },
    },
    'restricted-entry': { life: { ...quiet, contacts: [contact('N', 60, { excluded: 'restricted' })] } },
  },
  [
    ['not-counted', 'too-few-invitations'],
    ['not-counted', 'too-few-invitations'],
    ['too-few-purposes'],
    ['not-counted', 'too-few-invitations'],
    ['not-counted', 'too-few-invitations'],
    ['not-counted', 'too-few-invitations'],
    ['not-counted', 'too-few-invitations'],
    ['audience'],
    ['observed-too-briefly'],
    ['unread'],
  ],
);
