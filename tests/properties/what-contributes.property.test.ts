import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '#src/detectors/detector.ts';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import {
  anyLife,
  anyResource,
  anyUser,
  type Change,
  isNoPatient,
  isRestricted,
  lifeCalled,
  movedTo,
  oneOf,
  readIn,
  referenceOf,
  restricted,
} from '../support/changed-lives.ts';
import { runs } from '../support/property-runs.ts';
import { type Json, type TellingLife, tellingLives, tellingStaff } from '../support/telling-lives.ts';

const status = (...codes: string[]): object[] => codes.map((code) => ({ status: code }));
const verified = (...codes: string[]) => codes.map((code) => ({ verificationStatus: { coding: [{ code }] } }));

/**
 * What says that it is no fact, or is not yet. A missed appointment, or one that the person cancelled, is an event of its
 * own, and one ahead may be what is missing: of an appointment only what was never made says nothing.
 */
const neverSo: Readonly<Record<string, readonly object[]>> = {
  Encounter: status('cancelled', 'planned', 'entered-in-error'),
  Appointment: status('proposed', 'entered-in-error'),
  Condition: verified('refuted', 'entered-in-error'),
  Observation: status('cancelled', 'entered-in-error'),
  Procedure: status('preparation', 'entered-in-error'),
  MedicationRequest: status('cancelled', 'draft', 'entered-in-error'),
  MedicationDispense: status('cancelled', 'preparation', 'entered-in-error'),
  ServiceRequest: status('draft', 'revoked', 'entered-in-error'),
  Task: status('draft', 'cancelled', 'entered-in-error'),
  Communication: status('preparation', 'entered-in-error'),
  CarePlan: status('draft', 'revoked', 'entered-in-error'),
  CareTeam: status('proposed', 'entered-in-error'),
  EpisodeOfCare: status('planned', 'waitlist', 'cancelled', 'entered-in-error'),
  Medication: status('entered-in-error'),
};
/** Those that say something new of this one: an appointment that is offered is proposed by nature. */
const marksOf = ({ resourceType, status: own }: Json): readonly object[] =>
  [...restricted, ...(neverSo[resourceType] ?? [])].filter((one) => !('status' in one && one.status === own));

/** What is found in the life, with some of its resources marked, or without them. */
function found(life: TellingLife, userId: string, change?: Change) {
  const { reading, opening } = readIn(life, userId, change);
  const { findings, skipped } = runDetectors(detectors, reading, opening);
  expect(skipped.filter(({ why }) => why === 'threw')).toEqual([]);
  return findings;
}

/** Facts that say 'here', or 'for the first time': a visit that may only silence may take them back. */
const withdrawn = ['firstVisitSince', 'visitsSince', 'here'];

/** Whether a finding is one that there is without the resource, as it is there but for what may be withdrawn. */
function expectOnlySilence(
  after: readonly Finding[],
  without: readonly Finding[],
  marked: string,
  mayBeListed: boolean,
) {
  for (const finding of after) {
    const twin = without.find(({ code }) => code === finding.code);
    expect([finding.code, marked, twin?.code]).toEqual([finding.code, marked, finding.code]);
    const isListed = finding.notCounted.some(({ reference }) => reference === marked);
    expect(isListed && !mayBeListed).toBe(false);
    for (const name of withdrawn) {
      const fact = finding.facts[name];
      if (fact !== false && fact !== undefined) expect(twin?.facts[name]).toBe(fact);
    }
    if (restsOnSilenced(finding, after, without)) continue;
    expect(comparable(finding, marked)).toEqual(twin && comparable(twin, marked));
  }
}

/** Of what it rests on something was silenced: then it says another of its reasons, one that there was before too. */
function restsOnSilenced({ code }: Finding, after: readonly Finding[], without: readonly Finding[]): boolean {
  const has = (all: readonly Finding[], one: string) => all.some((each) => each.code === one);
  const rests = detectors.find((one) => one.code === code)?.restsOn ?? [];
  return rests.some((one) => has(without, one) && !has(after, one));
}

function comparable({ facts, notCounted, ...finding }: Finding, marked: string): object {
  const told = Object.entries(facts).filter(([name]) => !withdrawn.includes(name));
  return {
    ...finding,
    facts: Object.fromEntries(told),
    notCounted: notCounted.filter(({ reference }) => reference !== marked),
  };
}

test('most of these lives tell something, and together they tell nearly all that is looked for', () => {
  const codes = tellingLives.map((one) => found(one, 'Practitioner/dr-brook').map(({ code }) => code));
  expect(codes.filter(({ length }) => length > 0).length).toBeGreaterThan(20);
  expect(new Set(codes.flat()).size).toBeGreaterThan(18);
});

describe('a resource that is restricted, cancelled, planned or in error may only silence', () => {
  test('one of the record that is marked so: as if it were not there', () => {
    const scene = anyLife.chain((life) => {
      const { resources, offered } = lifeCalled(life);
      const some = [...resources, ...offered, ...tellingStaff].filter(isNoPatient);
      return fc.record({
        life: fc.constant(life),
        userId: anyUser,
        marked: oneOf(some).map(referenceOf),
        mark: fc.nat(9),
      });
    });
    fc.assert(
      fc.property(scene, ({ life, userId, marked, mark }) => {
        const one = lifeCalled(life);
        const isIt = (each: Json) => referenceOf(each) === marked;
        const marks = [...one.resources, ...one.offered, ...tellingStaff].filter(isIt).flatMap(marksOf);
        const difference = marks[mark % marks.length] ?? {};
        const after = found(one, userId, (all) => all.map((each) => (isIt(each) ? { ...each, ...difference } : each)));
        const without = found(one, userId, (all) => all.filter((each) => !isIt(each)));
        expectOnlySilence(after, without, marked, !restricted.includes(difference));
      }),
      runs(100),
    );
  });

  test('one that is added: nothing is found that was not, and nothing is told otherwise', () => {
    const days = fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 60 }));
    fc.assert(
      fc.property(anyLife, anyUser, anyResource, days, fc.nat(9), (life, userId, other, moved, mark) => {
        const one = lifeCalled(life);
        const marks = marksOf(other);
        const difference = marks[mark % marks.length] ?? {};
        const more = { ...movedTo(other, one.patient, moved), ...difference };
        const after = found({ ...one, resources: [...one.resources, more] }, userId);
        expectOnlySilence(after, found(one, userId), referenceOf(more), !restricted.includes(difference));
      }),
      runs(100),
    );
  });

  test.each([
    'restricted',
    'cancelled',
    'planned',
    'entered-in-error',
  ])('a %s visit for a headache makes no illness signature; but fires where it took place', (mark) => {
    const [low] = tellingLives;
    if (low === undefined) throw new Error('no life');
    const difference = mark === 'restricted' ? isRestricted('R') : { status: mark };
    const change = (all: readonly Json[]) => all.map((one) => (one.id === 'seen-9' ? { ...one, ...difference } : one));
    const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);
    expect(codes(found(low, 'Practitioner/dr-brook'))).toContain('illness-signature');
    expect(codes(found(low, 'Practitioner/dr-brook', change))).not.toContain('illness-signature');
  });
});
