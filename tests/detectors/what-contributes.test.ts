import { describe, expect, test } from '@jest/globals';
import { continuityLow } from '#src/detectors/continuity/continuity-low.ts';
import { usualClinicianLeft } from '#src/detectors/departures/usual-clinician-left.ts';
import type { Detector } from '#src/detectors/detector.ts';
import { emergencyFirst } from '#src/detectors/engagement/emergency-first.ts';
import { goneQuiet } from '#src/detectors/engagement/gone-quiet.ts';
import { medicineNotCollected } from '#src/detectors/engagement/medicine-not-collected.ts';
import { missedAppointments } from '#src/detectors/engagement/missed-appointments.ts';
import { unansweredInvitations } from '#src/detectors/engagement/unanswered-invitations.ts';
import { firstMeeting } from '#src/detectors/familiarity/first-meeting.ts';
import { illnessSignature } from '#src/detectors/signature/illness-signature.ts';
import { persistentSymptoms } from '#src/detectors/symptoms/persistent-symptoms.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Contact } from '#src/history/history.ts';
import {
  booking,
  clinician,
  condition,
  contact,
  drawn,
  found,
  type Life,
  openedBy,
  practice,
  referral,
  role,
  today,
  visitNow,
} from '../support/builders.ts';
import { emergency, invitation, longKnownToA, missedThreeOfFive, plus, rhythm, twoEmergencies } from './lives.ts';
import { medicine } from './signature/scene.ts';

const notContributing = [
  'restricted',
  'cancelled',
  'planned',
  'entered-in-error',
  'group-visit',
  'not-a-visit',
] as const;

const spells = [1900, 1400, 900, 400];
const missed = (daysAgo: number) => booking(daysAgo, { state: 'missed', by: 'person' });
/** Headaches and missed appointments came before low spells; of the two, only an appointment was missed recently. */
const relapsing: Life = {
  contacts: [contact('A', 2000), contact('A', 100)],
  conditions: [
    ...spells.map((days) => condition(['depression'], days, { active: false, ended: today - days + 40 })),
    ...[1910, 1410, 910, 1650].map((days) => condition(['symptom-headache'], days)),
  ],
  bookings: [1915, 1415, 415, 1150, 650, 5].map(missed),
};
const headache = (excluded: Contact['excluded']) => contact('A', 9, { groups: ['symptom-headache'], excluded });

const back = { groups: ['symptom-back-pain'] };
/** Two symptoms, three referrals that found nothing, six visits. */
const lasting: Life = {
  contacts: [...drawn('ABABAB', { from: 340, to: 60 }), contact('A', 700, back)],
  conditions: [700, 450, 200].flatMap((days) => [
    condition(['symptom-headache'], days),
    condition(['symptom-dizziness'], days),
  ]),
  referrals: [1200, 700, 400].map((days) =>
    referral(days, { results: [{ references: [`Encounter/c${days}`], day: today - days + 60, disease: false }] }),
  ),
};

const young: Life = { contacts: drawn('ABCDEFABC', { from: 700, to: 30 }), person: { born: parseDay('1996-05-05') } };
const postnatal = (excluded: Contact['excluded']) => contact('N', 40, { series: 'postnatal', excluded });

/** Detections that need a contact to fire, which must not be one that may not contribute. */
const counts: readonly (readonly [string, Detector, (excluded: Contact['excluded']) => Life])[] = [
  ['E1', illnessSignature, (excluded) => plus(relapsing, headache(excluded))],
  ['G1', persistentSymptoms, (excluded) => plus(lasting, contact('A', 300, { ...back, excluded }))],
  ['D2', emergencyFirst, (excluded) => twoEmergencies(emergency(300, excluded && { excluded }))],
  ['B2', continuityLow, (excluded) => plus(young, postnatal(excluded))],
];

describe('a contact that may not contribute gives no detection what it needs', () => {
  describe.each(counts)('%s', (_, detector, life) => {
    test.each(notContributing)('%s', (excluded) => {
      expect(found(detector, life(undefined))?.code).toBe(detector.code);
      expect(found(detector, life(excluded))).toBeUndefined();
    });
  });
});

const stay = (excluded: Contact['excluded'], daysAgo: number, until: number) =>
  contact('A', daysAgo, { until: today - until, setting: 'inpatient', excluded });
const hiddenStay = (daysAgo: number, until: number) => ({
  ...stay('restricted', daysAgo, until),
  setting: 'unknown' as const,
  silencing: { clinician: undefined, groups: [], setting: 'inpatient' as const, custody: false },
});

const withUser = (excluded: Contact['excluded']) =>
  excluded === 'restricted'
    ? contact(undefined, 300, {
        excluded,
        silencing: { clinician: 'U', groups: [], setting: 'practice', custody: false },
      })
    : contact('U', 300, { excluded });

const quiet = rhythm(24, 300);
const late: Life = { medicines: [medicine(['antidepressant'], [175, 147, 120, 91, 63], 28)] };
const invited: Life = {
  invitations: [280, 190, 80].map((days, i) => invitation(`recall-${i}`, days)),
};

/** Detections that are silent because of a restricted contact, and fire where it was cancelled. */
const silences: readonly (readonly [string, Detector, Life, Contact, Contact])[] = [
  ['C1: the user was met', firstMeeting, longKnownToA, withUser('restricted'), withUser('cancelled')],
  [
    'D4: there was no gap',
    goneQuiet,
    quiet,
    contact(undefined, 100, { excluded: 'restricted' }),
    contact('A', 100, { excluded: 'cancelled' }),
  ],
  [
    'D5: it may have been the answer',
    unansweredInvitations,
    invited,
    contact(undefined, 270, { excluded: 'restricted' }),
    contact('A', 270, { excluded: 'cancelled' }),
  ],
  [
    'D6: missed in a stay in hospital',
    missedAppointments,
    missedThreeOfFive,
    hiddenStay(44, 38),
    stay('cancelled', 44, 38),
  ],
  ['D7: given in a stay in hospital', medicineNotCollected, late, hiddenStay(20, 6), stay('cancelled', 20, 6)],
];

describe('a restricted contact may suppress a finding', () => {
  test.each(silences)('%s', (_, detector, life, restricted, cancelled) => {
    expect(found(detector, plus(life, restricted))).toBeUndefined();
    expect(found(detector, plus(life, cancelled))).toMatchObject({
      ...found(detector, life),
      notCounted: expect.anything(),
    });
    expect(found(detector, life)?.code).toBe(detector.code);
  });

  test('E1 and G1: by its groups, such as risk and red flags', () => {
    const withGroups = (groups: string[], excluded: Contact['excluded']) =>
      contact(undefined, 9, {
        excluded,
        silencing: { clinician: undefined, groups, setting: 'practice', custody: false },
      });
    const risk = plus(relapsing, headache(undefined), withGroups(['suicidal-risk'], 'restricted'));
    expect(found(illnessSignature, risk)).toBeUndefined();
    expect(found(illnessSignature, plus(relapsing, headache(undefined)))?.code).toBe('illness-signature');
    const third = plus(lasting, contact('A', 300, back));
    for (const excluded of ['restricted', 'planned', 'not-a-visit'] as const)
      expect(found(persistentSymptoms, plus(third, withGroups(['red-flag'], excluded)))).toBeUndefined();
    expect(found(persistentSymptoms, third)?.code).toBe('persistent-symptoms');
  });

  test('A1 no longer says that this is the first visit since, nor does it in a visit that may only silence', () => {
    const left = {
      contacts: drawn('AAAAAAA', { from: 700, to: 120 }),
      clinicians: practice.map((one) =>
        one.key === 'A' ? clinician('A', [role('A', 'gp', { end: today - 90 })]) : one,
      ),
    };
    const findingIn = (life: Life, onlySilences?: boolean) =>
      found(usualClinicianLeft, life, openedBy('U', { visit: { ...visitNow, ...(onlySilences && { onlySilences }) } }));
    expect(findingIn(left)?.facts).toMatchObject({ firstVisitSince: true });
    expect(findingIn(left, true)?.facts).toMatchObject({ firstVisitSince: false });
    expect(findingIn(plus(left, contact(undefined, 30, { excluded: 'restricted' })))).toEqual({
      ...findingIn(left),
      facts: { ...findingIn(left)?.facts, firstVisitSince: false, visitsSince: undefined },
    });
  });

  test('D4 does not say that the person is here in a visit that may only silence', () => {
    const here = (onlySilences: boolean) =>
      found(goneQuiet, quiet, openedBy('U', { visit: { ...visitNow, ...(onlySilences && { onlySilences }) } }))?.facts;
    expect([here(false), here(true)]).toMatchObject([{ here: true }, { here: false }]);
  });

  test('D7 by a cancelled or restricted order since the last supply', () => {
    const [one] = late.medicines ?? [];
    if (one === undefined) throw new Error('no medicine');
    const until = (daysAgo: number) =>
      found(medicineNotCollected, { medicines: [{ ...one, withheldUntil: today - daysAgo }] });
    expect(until(62)).toBeUndefined();
    expect(until(63)?.code).toBe('medicine-not-collected');
  });
});
