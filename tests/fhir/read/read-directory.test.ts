import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { createResourceBudget } from '#src/fhir/client/resource-budget.ts';
import { createRecordMapper, type Sources } from '#src/fhir/mappers/index.ts';
import { createOwnBases } from '#src/fhir/own-bases.ts';
import { readDirectory } from '#src/fhir/read/read-directory.ts';
import { createResourcePool } from '#src/fhir/read/resource-pool.ts';
import { indexStaff } from '#src/fhir/record/staff-index.ts';
import { r4 } from '#src/fhir/versions/r4.ts';
import type { Reading } from '#src/history/history.ts';
import { type Generated, generatedRecord } from '../../support/generated-record.ts';
import { at, codeSets, sourcesOf, visit } from '../map-record.ts';

const request = { userId: at.userId, offered: [] };

/** What is read of a record with the whole list, or with what is taken from it. */
function readWith(record: readonly object[], list: readonly object[], how: 'whole' | 'named') {
  const budget = createResourceBudget();
  const pool = createResourcePool('p', budget, createOwnBases('https://ehr.example/fhir'));
  const add = (resources: readonly object[]) => pool.add({ resources: resources as Resource[], leftOut: 0 }, how);
  add(record);
  const mapper = createRecordMapper(at, codeSets);
  const { patient } = sourcesOf(record);
  const sources = (): Sources => ({
    patient,
    resources: pool.resources(),
    unread: new Map(),
    version: r4,
    staff: 'directory',
    activity: new Map(),
  });
  if (how === 'whole') add(list);
  else readDirectory(indexStaff(list as Resource[], codeSets), request, { pool, budget }, mapper, sources);
  const taken = list.filter((one) => pool.has(`${(one as Generated).resourceType}/${(one as Generated).id}`));
  return { ...mapper.toReading(sources()), taken };
}

function clinicians({ clinicians }: Reading) {
  return clinicians.known ? clinicians.value : new Map();
}

const to = (reference: string) => ({ reference });
const register = (system: string) => (value: string) => ({ system, value });
const identifier = fc.oneof(
  fc.constantFrom('1111112', '2222223', '3333334').map(register('https://fhir.hl7.org.uk/Id/gmc-number')),
  fc.constantFrom('G1111112', 'G2222223').map(register('https://fhir.hl7.org.uk/Id/gmp-number')),
  // Few numbers for many names: some are placeholders.
  fc.constantFrom('7', '8').map(register('https://practice.example/staff')),
);
const practitioner = fc.record(
  {
    resourceType: fc.constant('Practitioner'),
    id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', 'u'),
    identifier: fc.array(identifier, { maxLength: 2 }),
    name: fc.constantFrom('Wren', 'Roy', 'Ames', 'Bell').map((family) => [{ family }]),
  },
  { requiredKeys: ['resourceType', 'id'] },
);
const ods = (value: string) => ({ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value });
const place = fc.oneof(
  fc.constantFrom('home', 'other', 'site', 'group', 'far').map((id) => to(`Organization/${id}`)),
  fc.constant({ identifier: ods('A81001') }),
  fc.constantFrom('The surgery', 'Another').map((display) => ({ display })),
);
const role = fc.record(
  {
    resourceType: fc.constant('PractitionerRole'),
    id: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5'),
    identifier: fc.array(identifier, { maxLength: 1 }),
    practitioner: fc.oneof(
      fc.constantFrom('1', '2', '3', '4', '5', '9', 'u').map((id) => to(`Practitioner/${id}`)),
      fc.constantFrom('1', '6').map((id) => to(`https://ehr.example/fhir/Practitioner/${id}`)),
      identifier.map((one) => ({ identifier: one })),
    ),
    organization: place,
    active: fc.boolean(),
  },
  { requiredKeys: ['resourceType', 'id'] },
);
const organisation = fc.record(
  {
    resourceType: fc.constant('Organization'),
    id: fc.constantFrom('home', 'other', 'site', 'group', 'far'),
    name: fc.constantFrom('The surgery', 'Another'),
    identifier: fc.constantFrom('A81001', 'A81002').map((code) => [ods(code)]),
    partOf: fc.constantFrom('home', 'group', 'site').map((id) => to(`Organization/${id}`)),
  },
  { requiredKeys: ['resourceType', 'id'] },
);
const list = fc.array(fc.oneof(practitioner, practitioner, role, role, organisation), { maxLength: 25 });
const contained = fc.record({
  resourceType: fc.constant('Practitioner'),
  id: fc.constant('dr'),
  identifier: fc.array(identifier, { minLength: 1, maxLength: 2 }),
  name: fc.constantFrom('Wren', 'Roy').map((family) => [{ family }]),
});
const namings = fc.oneof(
  practitioner.map(({ id }) => ({ participant: [{ individual: to(`Practitioner/${id}`) }] })),
  role.map(({ id }) => ({ participant: [{ individual: to(`PractitionerRole/${id}`) }] })),
  identifier.map((one) => ({ participant: [{ individual: { type: 'Practitioner', identifier: one } }] })),
  identifier.map((one) => ({ participant: [{ individual: { identifier: one } }] })),
  fc.constant({ participant: [{ individual: to('urn:uuid:4') }] }),
  contained.map((one) => ({ contained: [one], participant: [{ individual: to('#dr') }] })),
);
const visits = fc
  .array(fc.tuple(namings, fc.option(place)), { maxLength: 4 })
  .map((all) =>
    all.map(([naming, serviceProvider], i) =>
      visit(`v${i}`, { ...naming, ...(serviceProvider && { serviceProvider }) }),
    ),
  );
const person = fc
  .record({ managingOrganization: place, generalPractitioner: fc.array(place, { maxLength: 1 }) }, { requiredKeys: [] })
  .map((home) => ({ resourceType: 'Patient', id: 'p', ...home }));

describe('what is taken from a list of staff', () => {
  test('is enough: nothing of a record is read differently with the whole list', () => {
    fc.assert(
      fc.property(person, visits, generatedRecord, list, (patient, seen, generated, staff) => {
        const record = [patient, ...seen, ...generated.filter(({ resourceType }) => resourceType !== 'Patient')];
        const [whole, named] = [readWith(record, staff, 'whole'), readWith(record, staff, 'named')];
        const { clinicians: _, ...parts } = named.reading;
        expect(whole.reading).toMatchObject(parts);
        expect([named.opening, named.tally]).toEqual([whole.opening, whole.tally]);
        const everyone = clinicians(whole.reading);
        for (const [key, one] of clinicians(named.reading)) expect(one).toEqual(everyone.get(key));
        const met = [...(parts.contacts.known ? parts.contacts.value : [])].map(({ clinician }) => clinician ?? '');
        const here = parts.roles.known ? parts.roles.value.here : [];
        for (const key of [...met, ...here]) expect(clinicians(named.reading).has(key)).toBe(everyone.has(key));
      }),
      { numRuns: 150 },
    );
  });

  test('does not grow with the list: of 100 practices those who are named, and the home practice', () => {
    const practices = (count: number) =>
      Array.from({ length: count }, (_, p) => [
        { resourceType: 'Organization', id: `o${p}`, name: `Practice ${p}` },
        ...Array.from({ length: 10 }, (_, i) => ({
          resourceType: 'Practitioner',
          id: `${p}-${i}`,
          // Everybody has it, so it is nobody's.
          identifier: [register('https://fhir.hl7.org.uk/Id/gmc-number')('1234567')],
          name: [{ family: `Family ${i}` }],
        })),
        ...Array.from({ length: 10 }, (_, i) => ({
          resourceType: 'PractitionerRole',
          id: `r${p}-${i}`,
          practitioner: to(`Practitioner/${p}-${i}`),
          organization: to(`Organization/o${p}`),
        })),
      ]).flat();
    const patient = { resourceType: 'Patient', id: 'p', managingOrganization: to('Organization/o0') };
    const seen = visit('v', { participant: [{ individual: to('Practitioner/1-1') }] });
    const taken = (count: number) => readWith([patient, seen], practices(count), 'named').taken.length;
    expect(taken(100)).toBe(taken(2));
    expect(taken(100)).toBeLessThan(21 + 10);
  });
});
