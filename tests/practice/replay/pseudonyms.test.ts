import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replayPseudonyms } from '#src/practice/replay/pseudonyms.ts';
import { runs } from '../../support/property-runs.ts';

const key = Buffer.alloc(32, 7);

test('a pseudonym depends on the key, the person, the detection and the facts alone, in whatever order they are asked for', () => {
  const asked = fc.record({
    reference: fc.constantFrom('Patient/1', 'Patient/2'),
    code: fc.constantFrom('gone-quiet', 'first-meeting'),
    changeKey: fc.constantFrom('a', 'b', ''),
  });
  fc.assert(
    fc.property(fc.array(asked), (all) => {
      const one = replayPseudonyms({ pseudonymKey: key });
      for (const { reference, code, changeKey } of all)
        expect(one.material(reference, code, changeKey)).toBe(
          replayPseudonyms({ pseudonymKey: key }).material(reference, code, changeKey),
        );
    }),
    runs(50),
  );
  const { material, patient } = replayPseudonyms({ pseudonymKey: key });
  const others = [
    material('Patient/1', 'gone-quiet', 'a'),
    material('Patient/2', 'gone-quiet', 'a'),
    material('Patient/1', 'first-meeting', 'a'),
    material('Patient/1', 'gone-quiet', 'b'),
    replayPseudonyms({ pseudonymKey: undefined }).material('Patient/1', 'gone-quiet', 'a'),
    patient('Patient/1'),
    patient('Patient/2'),
    replayPseudonyms({ pseudonymKey: undefined }).patient('Patient/1'),
  ];
  expect(new Set(others).size).toBe(others.length);
});
