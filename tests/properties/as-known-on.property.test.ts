import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import type { FollowUp, Medicine, OpenPlan, Reading, SharedSignature } from '#src/history/history.ts';
import {
  booking,
  clinician,
  condition,
  contact,
  drawn,
  type Life,
  openedBy,
  proposal,
  readingOf,
  role,
  today,
} from '../support/builders.ts';
import { runs } from '../support/property-runs.ts';

const order = {
  reference: 'MedicationRequest/1',
  authored: today - 600,
  state: 'active' as const,
  ended: undefined,
  repeat: true,
  asNeeded: false,
  batch: false,
};
const medicine = (supplies: Medicine['supplies'], difference: Partial<Medicine['orders'][number]> = {}): Medicine => ({
  key: 'sertraline',
  name: 'Sertraline',
  groups: ['antidepressant'],
  orders: [{ ...order, ...difference }],
  supplies,
});
const supplies = [230, 202, 174, 146, 118, 90, 62].map((days) => ({
  reference: `MedicationDispense/${days}`,
  day: today - days,
  days: 28,
}));
const invitation = (days: number, kind: string) => ({
  reference: `Task/${days}`,
  day: today - days,
  kinds: [kind],
  what: kind.replace('recall-', ''),
  closed: undefined,
  bounced: false,
});
const note: SharedSignature = {
  reference: 'CarePlan/1',
  written: today - 200,
  author: 'A',
  together: true,
  words: undefined,
  minSigns: 1,
  windowDays: 28,
  groups: ['depression'],
  signs: [
    {
      text: 'headache',
      detection: undefined,
      withinDays: undefined,
      seen: [{ references: ['Condition/h'], day: today - 5 }],
    },
  ],
};
const task: OpenPlan = { reference: 'Task/p', kind: 'task', since: today - 250, closed: undefined, due: undefined };
const followUp: FollowUp = {
  reference: 'Task/g',
  detection: 'next-contact',
  state: 'open',
  clinician: undefined,
  due: undefined,
  since: undefined,
  closed: undefined,
};
const spells = [1900, 1400, 900, 400];

/** Nearly everything of families D and E is found in it. */
const telling: Life = {
  contacts: drawn('A'.repeat(24), { from: 1394, to: 300 }),
  bookings: [
    ...[310, 250, 200, 120].map((days) => booking(days, { state: 'missed', by: 'person' })),
    ...[330, 320].map((days) => booking(days)),
    ...spells.map((days) => booking(days + 12, { state: 'missed', by: 'person' })),
    booking(6, { state: 'missed', by: 'person' }),
  ],
  conditions: [
    condition(['asthma'], 2000),
    ...spells.map((days) => condition(['depression'], days, { ended: today - days + 40, active: false })),
    ...[...spells, 0].map((days) => condition(['symptom-headache'], days + 10)),
  ],
  medicines: [medicine(supplies)],
  invitations: [
    invitation(200, 'recall-asthma-review'),
    invitation(150, 'recall-blood-pressure'),
    invitation(90, 'recall-asthma-review'),
  ],
  signatures: [note],
  plans: [task],
};

/** With an appointment about to be booked. */
const opening = openedBy('A', { proposed: [proposal('B', 10)] });
const found = (reading: Reading) => runDetectors(detectors, reading, opening).findings;
const codesOf = (reading: Reading) => found(reading).map(({ code }) => code);

test('the life tells most of what is looked for', () => {
  expect(codesOf(readingOf(telling))).toEqual(
    expect.arrayContaining([
      'gone-quiet',
      'unanswered-invitations',
      'missed-appointments',
      'medicine-not-collected',
      'quiet-pattern',
      'illness-signature',
      'shared-signature',
      'booking-elsewhere',
      'next-contact',
    ]),
  );
});

describe('what comes after the day of the opening changes no finding', () => {
  const later = fc.integer({ min: 1, max: 700 });
  const additions: Readonly<Record<string, (days: number) => Life>> = {
    'a contact': (days) => ({ ...telling, contacts: [...(telling.contacts ?? []), contact('A', -days)] }),
    'a stay in hospital': (days) => ({
      ...telling,
      contacts: [
        ...(telling.contacts ?? []),
        contact(undefined, -days, {
          setting: 'inpatient',
          excluded: 'not-ambulatory',
          unplanned: true,
          groups: ['depression'],
        }),
      ],
    }),
    'an appointment that was made and missed later': (days) => ({
      ...telling,
      bookings: [
        ...(telling.bookings ?? []),
        booking(-days - 5, { state: 'missed', by: 'person', created: today + days }),
      ],
    }),
    'a problem': (days) => ({
      ...telling,
      conditions: [...(telling.conditions ?? []), condition(['depression'], -days)],
    }),
    'the end of a problem': (days) => ({
      ...telling,
      conditions: (telling.conditions ?? []).map((one) =>
        one.active ? { ...one, active: false, ended: today + days } : one,
      ),
    }),
    'an observation': (days) => ({
      ...telling,
      observations: [
        {
          reference: 'Observation/1',
          day: today + days,
          groups: ['symptom-sleep'],
          measure: undefined,
          value: undefined,
          contact: undefined,
        },
      ],
    }),
    'a supply': (days) => ({
      ...telling,
      medicines: [medicine([...supplies, { reference: 'MedicationDispense/later', day: today + days, days: 28 }])],
    }),
    'the end of an order': (days) => ({
      ...telling,
      medicines: [medicine(supplies, { state: 'stopped', ended: today + days })],
    }),
    'an answer to an invitation': (days) => ({
      ...telling,
      invitations: (telling.invitations ?? []).map((one) => ({
        ...one,
        closed: { as: 'declined' as const, day: today + days },
      })),
    }),
    'a procedure': (days) => ({
      ...telling,
      procedures: [{ reference: 'Procedure/1', day: today + days, kinds: ['recall-asthma-review'], done: false }],
    }),
    'a sign of a note, and a further note': (days) => ({
      ...telling,
      signatures: [
        {
          ...note,
          signs: note.signs.map((sign) => ({
            ...sign,
            seen: [...sign.seen, { references: ['Condition/l'], day: today + days }],
          })),
        },
        { ...note, reference: 'CarePlan/2', written: today + days },
      ],
    }),
    'a plan': (days) => ({
      ...telling,
      plans: [task, { ...task, reference: 'Task/l', since: today + days, due: today + days }],
    }),
    'a task that follows a card, and the end of another': (days) => ({
      ...telling,
      followUps: [
        { ...followUp, reference: 'Task/f', since: today + days },
        { ...followUp, detection: 'first-meeting', state: 'declined', since: today - 9, closed: today + days },
      ],
    }),
    'the end of a plan': (days) => ({ ...telling, plans: [{ ...task, closed: today + days }] }),
    'the end of a role, beyond what is told beforehand': (days) => ({
      ...telling,
      clinicians: [
        clinician('A', [role('A', 'gp', { end: today + days + 94 })]),
        clinician('B'),
        clinician('N', 'team'),
      ],
    }),
  };
  const plain: Life = { ...telling, clinicians: [clinician('A'), clinician('B'), clinician('N', 'team')] };
  const without = found(readingOf(plain));

  test.each(Object.entries(additions))('%s', (_, add) => {
    fc.assert(
      fc.property(later, (days) => {
        const life = add(days);
        expect(found(readingOf({ ...life, clinicians: life.clinicians ?? plain.clinicians ?? [] }))).toEqual(without);
      }),
      runs(20),
    );
  });

  test('but a contact of the day before changes them', () => {
    const seen = { ...plain, contacts: [...(plain.contacts ?? []), contact('A', 1)] };
    expect(found(readingOf(seen))).not.toEqual(without);
  });
});
