import { describe, expect, jest, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Answer } from '#src/fhir/client/answer.ts';
import type { FhirClient } from '#src/fhir/client/client.ts';
import { createResourceBudget } from '#src/fhir/client/resource-budget.ts';
import { createOwnBases } from '#src/fhir/own-bases.ts';
import { readActivity } from '#src/fhir/read/read-activity.ts';
import { indexedStaff } from '#src/fhir/read/read-directory.ts';
import { readMedicines } from '#src/fhir/read/read-medications.ts';
import { createStaffReader } from '#src/fhir/read/read-staff.ts';
import { createResourcePool } from '#src/fhir/read/resource-pool.ts';
import { createReader } from '#src/fhir/reader.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { r4 } from '#src/fhir/versions/r4.ts';
import { baseUrlOf } from '../../support/base-url.ts';
import { chartRequest, directoryOf } from '../../support/chart.ts';

const answer = (...resources: readonly object[]): Answer => ({
  resources: resources as readonly Resource[],
  leftOut: 0,
  failure: undefined,
  more: false,
  plain: false,
});

/** A server that answers every search so, and knows nobody by id. */
function answering(search: () => Promise<Answer>, close = () => {}): FhirClient {
  return { search, read: async () => ({ ...answer(), failure: 'not-found' }), version: () => undefined, close };
}

describe('where one source gives more than fits, what rests on it is not wholly read', () => {
  const budget = () => createResourceBudget({ ofSource: 2, inAll: 10 });
  const medications = (count: number) =>
    answer(...Array.from({ length: count }, (_, n) => ({ resourceType: 'Medication', id: `m${n}` })));

  test.each([
    [2, undefined],
    [3, 'over-budget'],
  ])('%i people of the staff: %p', async (count, failure) => {
    const own = budget();
    const people = Array.from({ length: count }, (_, n) => ({ resourceType: 'Practitioner', id: `${n}` }));
    const client = answering(async () => answer(...people));
    const staff = createStaffReader(client, createResourcePool('p', own, createOwnBases(undefined)), own);
    await staff.readUser('Practitioner/u');
    expect(staff.failure()).toBe(failure);
  });

  test.each([
    [2, undefined],
    [3, 'over-budget'],
  ])('%i medicines: %p', async (count, failure) => {
    const own = budget();
    const intake = createResourcePool('p', own, createOwnBases(undefined));
    const order = { resourceType: 'MedicationRequest', id: '1', medicationReference: { reference: 'Medication/x' } };
    intake.add(answer(order), 'medicationRequests');
    const client = answering(async () => medications(count));
    expect(await readMedicines(client, intake, own, r4)).toBe(failure);
  });

  test.each([
    [2, true],
    [3, false],
  ])('%i of a clinician’s latest encounters: known %p', async (count, known) => {
    const rows = Array.from({ length: count }, (_, n) => ({ resourceType: 'Encounter', id: `${n}` }));
    const client = answering(async () => answer(...rows));
    const read = await readActivity(client, [['Practitioner/a']], 20_000, r4, budget());
    expect(read.get('Practitioner/a')?.known).toBe(known);
  });
});

test('of a restricted encounter of a clinician’s latest nothing is kept, of the others no more than when and where', async () => {
  const row = { resourceType: 'Encounter', status: 'finished', period: { start: '2025-08-01T09:00:00Z' } };
  const open = { ...row, id: '1', subject: { reference: 'Patient/q' } };
  const restricted = { ...row, id: '2', meta: { security: [{ code: 'R' }] } };
  const client = answering(async () => answer(open, restricted));
  const room = createResourceBudget({ ofSource: 9, inAll: 9 });
  const read = await readActivity(client, [['Practitioner/a']], 20_000, r4, room);
  const rows = [{ ...row, serviceProvider: undefined }];
  expect([...read.values()]).toEqual([{ known: true, value: { complete: true, rows } }]);
});

describe('at the end of a call', () => {
  const reading = async (client: FhirClient, staff = directoryOf([])) => {
    const gateway = { open: () => client };
    const server = {
      client: 'open',
      base: baseUrlOf('https://ehr.example'),
      token: undefined,
      reach: 'public',
    } as const;
    const codeSets = loadCodeSets();
    const reader = createReader({
      timeZone: 'Europe/London',
      codeSets,
      staff: indexedStaff(staff.current, codeSets),
      gateway,
    });
    return reader.read(chartRequest({ server }));
  };

  test('its client is closed, once', async () => {
    const close = jest.fn();
    await reading(answering(async () => answer(), close));
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('it is closed too where something throws', async () => {
    const close = jest.fn();
    const broken = {
      // Read once when the reader is made, and then in each call.
      current: jest
        .fn<() => readonly Resource[]>()
        .mockReturnValueOnce([])
        .mockImplementation(() => {
          throw new Error('gone');
        }),
      close: () => {},
    };
    const client = answering(async () => answer(), close);
    await expect(reading(client, broken)).rejects.toThrow('gone');
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('two reads that throw one after the other fail the call alone, not the process', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    let searches = 0;
    const client = answering(async () => {
      searches += 1;
      for (let turns = searches; turns > 0; turns -= 1) await null;
      throw new Error('gone');
    });
    await expect(reading(client)).rejects.toThrow('gone');
    await new Promise((done) => setImmediate(done));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

test('clinicians whose ids are outside FHIR’s pattern leave the staff unread, and are counted', async () => {
  const own = createResourceBudget();
  const nobody = {
    practitioners: [],
    practitionerRoles: [],
    roleIdentifiers: [],
    conditionalIdentifiers: [],
    organizations: [],
    locations: [],
    home: undefined,
    mostSeen: [],
    silence: undefined,
    movedFrom: [],
  };
  const readNamed = async (more: object) => {
    const intake = createResourcePool('p', own, createOwnBases(undefined));
    const staff = createStaffReader(
      answering(async () => answer({ resourceType: 'Practitioner', id: 'came_4' })),
      intake,
      own,
    );
    await staff.readNamed({ ...nobody, ...more }, true);
    return [staff.failure(), intake.tally().get('malformed')];
  };
  expect(await readNamed({ practitioners: ['Practitioner/a-1', 'Practitioner/b.2'] })).toEqual([undefined, undefined]);
  expect(await readNamed({ practitioners: ['Practitioner/a-1', 'Practitioner/b_2'] })).toEqual(['malformed-id', 1]);
  expect(await readNamed({ practitioners: ['Practitioner/a', 'Practitioner/came_4'] })).toEqual([undefined, undefined]);
  expect(await readNamed({ practitionerRoles: [`PractitionerRole/${'x'.repeat(65)}`] })).toEqual(['malformed-id', 1]);
});
