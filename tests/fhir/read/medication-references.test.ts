import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { bundle, prefetchOf, readChart, record, staff } from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';
import { otherVersions, rewrittenBy } from '../../support/other-versions.ts';

const subject = { reference: 'Patient/p' };
const medication: Resource = { resourceType: 'Medication', id: 'm1', code: { text: 'Sertraline 50mg tablets' } };
const order = (reference: object) =>
  ({
    resourceType: 'MedicationRequest',
    id: 'mr',
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: '2025-06-01',
    medicationReference: reference,
  }) as Resource;
const byReference = order({ reference: 'Medication/m1' });

let server: FhirServer;
beforeEach(async () => {
  server = await startFhirServer({ resources: [...record, ...staff, byReference, medication] });
});
afterEach(() => server.close());

const reach = () => ({ server: { client: 'open', base: server.base, token: 't', reach: 'any' as const } });
const medicinesOf = ({ reading: { medicines } }: Awaited<ReturnType<typeof readChart>>) =>
  medicines.known ? medicines.value.map(({ name }) => name) : medicines.why;
const asked = () => server.requests.filter(({ type }) => type === 'Medication').map(({ query }) => query.get('_id'));

describe('a medicine that is named by reference', () => {
  test('is read by its id, once', async () => {
    server.add({ ...byReference, id: 'mr2' });
    expect(medicinesOf(await readChart(reach()))).toEqual(['Sertraline 50mg tablets']);
    expect(asked()).toEqual(['m1']);
  });

  test('is not read where it came with the prefetch, or is named beside', async () => {
    const all = { ...prefetchOf(), medicationRequests: bundle([byReference, medication], { total: 1 }) };
    expect(medicinesOf(await readChart({ ...reach(), prefetch: all }))).toEqual(['Sertraline 50mg tablets']);
    expect(medicinesOf(await readChart({ prefetch: all }))).toEqual(['Sertraline 50mg tablets']);
    const named = order({ reference: 'Medication/m1', display: 'Ramipril 5 mg capsules' });
    const beside = { ...prefetchOf(), medicationRequests: bundle([named]) };
    expect(medicinesOf(await readChart({ ...reach(), prefetch: beside }))).toEqual(['Ramipril 5 mg capsules']);
    expect(asked()).toEqual([]);
  });

  test('leaves the medicines unread where it can’t be read: what was collected can’t be told', async () => {
    server.fail('Medication', { status: 403 });
    expect(medicinesOf(await readChart(reach()))).toBe('refused');
    const alone = { ...prefetchOf(), medicationRequests: bundle([byReference]) };
    expect(medicinesOf(await readChart({ prefetch: alone }))).toBe('incomplete');
  });

  test('is not asked for where no detection wants medicines', async () => {
    await readChart({ ...reach(), parts: ['person', 'contacts'] });
    expect(asked()).toEqual([]);
  });

  test('in R5 is a CodeableReference', async () => {
    const [inR5] = rewrittenBy(otherVersions.R5.rewritten, [{ ...byReference }]);
    const other = await startFhirServer({
      resources: [inR5 as unknown as Resource, medication, ...record],
      fhirVersion: '5.0.0',
    });
    const target = { server: { client: 'open', base: other.base, token: 't', reach: 'any' as const } };
    const said = medicinesOf(await readChart(target));
    await other.close();
    expect(said).toEqual(['Sertraline 50mg tablets']);
  });
});
