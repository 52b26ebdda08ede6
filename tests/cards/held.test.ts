import { describe, expect, test } from '@jest/globals';
import { confidentialCodes } from '#src/cards/confidential.ts';
import { mayBeNamed } from '#src/cards/held.ts';
import type { Opening } from '#src/history/opening.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { finding, khan } from '../../scripts/docs/example-findings.ts';
import { visitNow } from '../support/builders.ts';
import { byRoy, clinicians } from '../support/example-opening.ts';

const quiet = finding('gone-quiet', fullFacts['gone-quiet']);
const loss = finding('pregnancy-loss', fullFacts['pregnancy-loss']);

function confidential(person: object = {}, opening: Opening = byRoy): readonly string[] {
  const context = {
    person: { ...khan, ...person },
    opening,
    clinicians: clinicians(),
    remembered: { past: [] },
    materialOf: () => 'material',
    pseudonymsOf: () => [],
  };
  return [...confidentialCodes([quiet, loss], context)];
}

describe('Which findings must not be named', () => {
  test('those of pregnancy loss and of a child in hospital, whatever holds them', () => {
    for (const code of ['pregnancy-loss', 'child-in-hospital'])
      expect([mayBeNamed(code), mayBeNamed(code, 'over-limit'), mayBeNamed(code, 'deceased')]).toEqual([
        false,
        false,
        false,
      ]);
    expect(mayBeNamed('bereavement', 'over-limit')).toBe(true);
    expect(confidential()).toEqual(['pregnancy-loss']);
  });

  test.each([
    ['a restricted record', { restricted: true }],
    ['a restricted record of someone who has died', { restricted: true, deceased: true }],
    ['a restricted record that is inactive', { restricted: true, active: false }],
    ['someone in a care home, for whom it is not', { careHome: true }],
    ['someone in a hospice who has died', { hospice: true, deceased: true }],
  ])('those of %s', (_, person) => {
    expect(confidential(person)).toEqual(['gone-quiet', 'pregnancy-loss']);
  });

  test('not those of someone who has died, or whose record was replaced', () => {
    for (const person of [{ deceased: true }, { replaced: true }, { active: false }])
      expect(confidential(person)).toEqual(['pregnancy-loss']);
  });

  test('those in an emergency visit of which nobody may learn', () => {
    const emergency = { ...visitNow, emergency: true };
    expect(confidential({}, { ...byRoy, visit: emergency })).toEqual(['pregnancy-loss']);
    const restricted = { ...byRoy, visit: { ...emergency, onlySilences: true as const } };
    expect(confidential({}, restricted)).toEqual(['gone-quiet', 'pregnancy-loss']);
  });

  test('those that a user may not see, and those that would disclose', () => {
    const closed = [
      'restricted',
      'patient-side-user',
      'user-elsewhere',
      'user-not-clinical',
      'child',
      'care-home',
    ] as const;
    for (const why of [...closed, 'hospice', 'not-named', 'unannounced'] as const)
      expect([why, mayBeNamed('gone-quiet', why)]).toEqual([why, false]);
    for (const why of ['emergency-visit', 'retired', 'another-finding', 'quiet-shown', 'budget'] as const)
      expect([why, mayBeNamed('gone-quiet', why)]).toEqual([why, true]);
  });
});
