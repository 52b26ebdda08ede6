import { expect, test } from '@jest/globals';
import type { Finding } from '#src/detectors/detector.ts';
import { quietPattern } from '#src/detectors/engagement/quiet-pattern.ts';
import type { Code } from '#src/detectors/index.ts';
import { isSilent } from '#src/detectors/silence.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { finding } from '../../scripts/docs/example-findings.ts';
import { openedBy, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const part = (code: Code): Finding => finding(code, fullFacts[code]);
const resultOf = (...codes: Code[]) => quietPattern.detect({}, openedBy(), undefined, codes.map(part));
const detect = (...codes: Code[]) => {
  const result = resultOf(...codes);
  return isSilent(result) ? undefined : result;
};

test('three of its patterns at once: tells each by its own numbers, and counts what they count', () => {
  const found = detect('missed-appointments', 'unanswered-invitations', 'medicine-not-collected');
  const { missed } = fullFacts['missed-appointments'];
  const { invitations } = fullFacts['unanswered-invitations'];
  const { ranOut } = fullFacts['medicine-not-collected'];
  expect(found?.facts).toMatchObject({ patterns: 3, missed, invitations, ranOut });
  expect(found).toMatchObject({ number: 3, unit: 'patterns' });
  expect(new Set(found?.counted)).toEqual(new Set(part('missed-appointments').counted));
  expect(found?.span.to).toBeLessThanOrEqual(today);
});

test('stays silent on two; but fires with a third', () => {
  expect(detect('missed-appointments', 'gone-quiet')).toBeUndefined();
  expect(detect('missed-appointments', 'gone-quiet', 'late-presentation')?.code).toBe('quiet-pattern');
});

test('other findings do not count; but one of its own makes the third', () => {
  const others: Code[] = ['emergency-first', 'usual-clinician-left', 'continuity-low'];
  expect(detect('missed-appointments', 'gone-quiet', ...others)).toBeUndefined();
  expect(detect('missed-appointments', 'gone-quiet', ...others, 'unanswered-invitations')?.code).toBe('quiet-pattern');
});

test('it rests on five detections', () => {
  expect(quietPattern.restsOn).toHaveLength(5);
});

givesEverySilence(
  quietPattern,
  {
    'too-few-patterns': {
      life: {},
      found: [part('missed-appointments'), part('gone-quiet')],
      because: { patterns: 2, needs: 3 },
    },
  },
  [['too-few-patterns'], ['too-few-patterns']],
);
