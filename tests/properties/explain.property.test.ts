import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { mayBeGiven } from '#src/detectors/silence.ts';
import { openlyOpened, withoutConfidential } from '#src/history/without-confidential.ts';
import {
  anyLife,
  anyResource,
  anyUser,
  type Change,
  isNoPatient,
  lifeCalled,
  movedTo,
  oneOf,
  readIn,
  referenceOf,
  restricted,
} from '../support/changed-lives.ts';
import { runs } from '../support/property-runs.ts';
import type { TellingLife } from '../support/telling-lives.ts';

/** The reasons for silence that may be given, as the explanation of an opening has them. */
function reasonsIn(life: TellingLife, userId: string, change?: Change) {
  const { reading, opening } = readIn(life, userId, change);
  const { silent } = runDetectors(detectors, withoutConfidential(reading), openlyOpened(opening));
  return silent.filter(({ silence }) => mayBeGiven(silence));
}

const days = fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 60 }));
const mark = fc.constantFrom(...restricted);
const safeguarding = {
  resourceType: 'Flag',
  id: 'safeguarding',
  status: 'active',
  code: { text: 'Safeguarding concern' },
};

test('no reason for silence shows that there is a restricted resource', () => {
  fc.assert(
    fc.property(anyLife, anyUser, anyResource, days, mark, (called, userId, other, moved, difference) => {
      const life = lifeCalled(called);
      const more = { ...movedTo(other, life.patient, moved), ...difference };
      const after = reasonsIn({ ...life, resources: [...life.resources, more] }, userId);
      expect(after).toEqual(reasonsIn(life, userId));
    }),
    runs(100),
  );
});

test('nor does one where a resource of the record is restricted: it is as if it were not there', () => {
  const scene = anyLife.chain((called) => {
    const { resources, offered } = lifeCalled(called);
    return fc.record({
      called: fc.constant(called),
      userId: anyUser,
      marked: oneOf([...resources, ...offered].filter(isNoPatient)).map(referenceOf),
      difference: mark,
    });
  });
  fc.assert(
    fc.property(scene, ({ called, userId, marked, difference }) => {
      const life = lifeCalled(called);
      const isIt = (one: { readonly resourceType: string; readonly id: string }) => referenceOf(one) === marked;
      const after = reasonsIn(life, userId, (all) => all.map((one) => (isIt(one) ? { ...one, ...difference } : one)));
      expect(after).toEqual(reasonsIn(life, userId, (all) => all.filter((one) => !isIt(one))));
    }),
    runs(100),
  );
});

test('nor does one show that there is a safeguarding concern', () => {
  fc.assert(
    fc.property(anyLife, anyUser, (called, userId) => {
      const life = lifeCalled(called);
      const flag = { ...safeguarding, subject: { reference: `Patient/${life.patient}` } };
      const after = reasonsIn({ ...life, resources: [...life.resources, flag] }, userId);
      expect(after).toEqual(reasonsIn(life, userId));
    }),
    runs(20),
  );
});
