import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createResourceBudget } from '#src/fhir/client/resource-budget.ts';
import { createOwnBases } from '#src/fhir/own-bases.ts';
import { createResourcePool } from '#src/fhir/read/resource-pool.ts';
import { sources } from '#src/fhir/read/searches.ts';

const about: Readonly<Record<string, (reference: object) => object>> = {
  Patient: () => ({}),
  EpisodeOfCare: (patient) => ({ patient }),
  Task: (person) => ({ for: person }),
  Appointment: (actor) => ({ participant: [{ actor }] }),
};
const one = (resource: unknown) => ({ resources: [resource as Resource], leftOut: 0 });
const takes = (type: string, reference: string): boolean => {
  const intake = createResourcePool('p', createResourceBudget(), createOwnBases(undefined));
  const named = about[type] ?? ((subject: object) => ({ subject }));
  intake.add(one({ resourceType: type, id: '1', ...named({ reference }) }), 'any');
  return intake.has(`${type}/1`);
};

describe.each(sources.map(({ type }) => type).filter((type) => type !== 'Patient'))('a %s', (type) => {
  test('of this patient, or of nobody who is named, is taken', () => {
    for (const reference of ['Patient/p', 'https://ehr.example/fhir/Patient/p', 'urn:uuid:p', 'Practitioner/p'])
      expect([reference, takes(type, reference)]).toEqual([reference, true]);
  });

  test('of another patient is not', () => {
    for (const reference of ['Patient/q', 'https://ehr.example/fhir/Patient/q/_history/1', 'urn:uuid:q'])
      expect([reference, takes(type, reference)]).toEqual([reference, false]);
  });
});

describe('one id that comes twice', () => {
  const version = (status: string, lastUpdated?: string, difference: object = {}) => ({
    resourceType: 'Encounter',
    id: '1',
    subject: { reference: 'Patient/p' },
    status,
    ...(lastUpdated !== undefined && { meta: { lastUpdated } }),
    ...difference,
  });
  const holds = (...versions: object[]) => {
    const intake = createResourcePool('p', createResourceBudget(), createOwnBases(undefined));
    versions.forEach((one, i) => {
      intake.add({ resources: [one as Resource], leftOut: 0 }, i === 0 ? 'encounters' : 'staff');
    });
    return (
      intake
        .resources()
        .get('Encounter')
        ?.map((one) => 'status' in one && one.status) ?? []
    );
  };
  const [april, june] = ['2026-04-01T09:00:00Z', '2026-06-01T09:00:00Z'];

  test('the later version holds, whatever the order, and whichever source it came from', () => {
    const [earlier, later] = [version('finished', april), version('entered-in-error', june)];
    expect(holds(earlier, later)).toEqual(['entered-in-error']);
    expect(holds(later, earlier)).toEqual(['entered-in-error']);
  });

  test('times are compared, not how they are written', () => {
    const [first, second] = [
      version('finished', '2026-06-01T09:30:00+02:00'),
      version('cancelled', '2026-06-01T08:00:00Z'),
    ];
    expect(holds(second, first)).toEqual(['cancelled']);
    expect(holds(first, second)).toEqual(['cancelled']);
  });

  test('where it can’t be told, the one that was read later holds', () => {
    expect(holds(version('finished'), version('cancelled'))).toEqual(['cancelled']);
    expect(holds(version('finished', june), version('cancelled'))).toEqual(['cancelled']);
    expect(holds(version('finished', june), version('cancelled', june))).toEqual(['cancelled']);
    expect(holds(version('finished', june), version('cancelled', 'lately'))).toEqual(['cancelled']);
  });

  test('what is another’s by its later version is another’s', () => {
    const theirs = version('finished', june, { subject: { reference: 'Patient/q' } });
    expect(holds(version('finished', april), theirs)).toEqual([]);
    expect(holds(theirs, version('finished', april))).toEqual([]);
    expect(holds({ ...theirs, meta: { lastUpdated: april } }, version('finished', june))).toEqual(['finished']);
  });

  test('what is another’s without being known to be later takes nothing away', () => {
    const theirs = version('finished', undefined, { subject: { reference: 'Patient/q' } });
    expect(holds(version('cancelled'), theirs)).toEqual(['cancelled']);
    expect(holds(theirs, version('cancelled'))).toEqual(['cancelled']);
    expect(holds(version('cancelled', june), theirs)).toEqual(['cancelled']);
  });

  test('takes the place of one, in the budget too', () => {
    const intake = createResourcePool('p', createResourceBudget({ ofSource: 1, inAll: 1 }), createOwnBases(undefined));
    for (const status of ['finished', 'cancelled']) intake.add(one(version(status)), 'encounters');
    expect(intake.resources().get('Encounter')).toMatchObject([{ status: 'cancelled' }]);
    intake.add(one(version('finished', june, { id: '2' })), 'encounters');
    expect(intake.resources().get('Encounter')).toHaveLength(1);
  });

  test('people and places too', () => {
    const intake = createResourcePool('p', createResourceBudget(), createOwnBases(undefined));
    for (const [active, lastUpdated] of [
      [false, june],
      [true, april],
    ])
      intake.add(one({ resourceType: 'PractitionerRole', id: '1', active, meta: { lastUpdated } }), 'staff');
    expect(intake.resources().get('PractitionerRole')).toMatchObject([{ active: false }]);
  });
});

describe('the list of a type', () => {
  const listed = () => {
    const intake = createResourcePool('p', createResourceBudget(), createOwnBases(undefined));
    const add = (type: string, id: string, element: object = {}) =>
      intake.add(one({ resourceType: type, id, ...element }), 'any');
    const idsOf = (type: string) => (intake.resources().get(type) ?? []).map(({ id }) => id);
    return { intake, add, idsOf };
  };

  test('stays the same one while only other types come, so that what is worked out from it stays valid', () => {
    const { intake, add } = listed();
    add('Encounter', '1');
    const before = intake.resources().get('Encounter');
    add('Practitioner', '2');
    expect(intake.resources().get('Encounter')).toBe(before);
  });

  test('holds what came after it was asked for, and no longer what became another person’s', () => {
    const { add, idsOf } = listed();
    add('Encounter', '1', { meta: { lastUpdated: '2026-04-01T09:00:00Z' } });
    expect(idsOf('Encounter')).toEqual(['1']);
    add('Encounter', '2');
    expect(idsOf('Encounter')).toEqual(['1', '2']);
    const later = { meta: { lastUpdated: '2026-06-01T09:00:00Z' }, subject: { reference: 'Patient/q' } };
    add('Encounter', '1', later);
    expect(idsOf('Encounter')).toEqual(['2']);
  });
});
