import { expect, test } from '@jest/globals';
import type { Detector } from '#src/detectors/detector.ts';
import { emergencyFirst } from '#src/detectors/engagement/emergency-first.ts';
import { goneQuiet } from '#src/detectors/engagement/gone-quiet.ts';
import { medicineNotCollected } from '#src/detectors/engagement/medicine-not-collected.ts';
import { missedAppointments } from '#src/detectors/engagement/missed-appointments.ts';
import { unansweredInvitations } from '#src/detectors/engagement/unanswered-invitations.ts';
import { illnessSignature } from '#src/detectors/signature/illness-signature.ts';
import { writeSignature } from '#src/detectors/signature/write-signature.ts';
import { confidentialReasons, isSilent } from '#src/detectors/silence.ts';
import { persistentSymptoms } from '#src/detectors/symptoms/persistent-symptoms.ts';
import { condition, contact, type Life, resultOf } from '../support/builders.ts';

const confidential = new Set<string>(confidentialReasons);
const detections: readonly Detector[] = [
  emergencyFirst,
  goneQuiet,
  medicineNotCollected,
  missedAppointments,
  unansweredInvitations,
  illnessSignature,
  writeSignature,
  persistentSymptoms,
];

/** A chart in which nothing else would make a card. */
const confidentialOnly: Life = {
  contacts: [
    contact('A', 400),
    contact('A', 20, { custody: true }),
    contact(undefined, 100, {
      excluded: 'restricted',
      silencing: { clinician: 'A', groups: ['suicidal-risk', 'red-flag'], setting: 'inpatient', custody: true },
    }),
  ],
  conditions: [condition(['suicidal-risk'], 20)],
  safeguarding: ['Flag/1'],
};

test.each(detections.map((one) => [one.code, one] as const))('%s asks last what is given to nobody', (_, one) => {
  const asked = one.silences.map((reason) => confidential.has(reason));
  expect(asked).toContain(true);
  expect(asked).toEqual(asked.toSorted((a, b) => Number(a) - Number(b)));
  const result = resultOf(one, confidentialOnly);
  if (!isSilent(result)) throw new Error(`${one.code} is not silent`);
  expect(one.silences).toContain(result.silent);
  expect(confidential).not.toContain(result.silent);
});
