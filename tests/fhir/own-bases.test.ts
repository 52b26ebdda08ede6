import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createOwnBases } from '#src/fhir/own-bases.ts';
import { bundle, directoryOf, prefetchOf, readChart, record, staff, visit } from '../support/chart.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';

const ehr = 'https://ehr.example/fhir';
const other = 'https://other.example/fhir';
const at = (base: string, resources: readonly Resource[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource })),
});
const of = (reference: string, id: string, who = 'Practitioner/a') => ({
  ...visit(id, 6, who),
  subject: { reference },
});
const visits = record.filter(({ resourceType }) => resourceType === 'Encounter');
const contactsOf = async (encounters: object, difference: object = {}) => {
  const { reading, tally } = await readChart({
    prefetch: { ...prefetchOf(), encounters },
    staff: directoryOf(staff),
    ...difference,
  });
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  return { contacts: contacts.map(({ reference, clinician }) => [reference, clinician]), tally };
};

describe('an absolute reference', () => {
  test.each([
    [`${ehr}/Patient/p`],
    ['HTTPS://EHR.example:443/fhir/Patient/p'],
    ['http://ehr.example/fhir/Patient/p'],
    [`${ehr}/Patient/p/_history/3`],
  ])('%s to the EHR’s own patient is this person', async (reference) => {
    const encounters = bundle([of(reference, 'x', `${ehr}/Practitioner/a`) as Resource]);
    const { contacts } = await contactsOf(encounters, { fhirServer: `${ehr}/` });
    expect(contacts).toEqual([['Encounter/x', 'Practitioner/a']]);
  });

  test.each([
    [`${other}/Patient/p`],
    ['https://ehr.example/Patient/p'],
    ['https://ehr.example:8443/fhir/Patient/p'],
    ['https://ehr.example/fhir/other/Patient/p'],
  ])('%s to a patient of another server is someone else', async (reference) => {
    const { contacts, tally } = await contactsOf(bundle([of(reference, 'x') as Resource]), { fhirServer: ehr });
    expect([contacts, tally.get('other-patient')]).toEqual([[], 1]);
  });

  test('to a clinician of another server is not joined by the id', async () => {
    const seen = async (who: string) => {
      const encounters = bundle([of('Patient/p', 'x', who) as Resource]);
      return (await contactsOf(encounters, { fhirServer: ehr })).contacts[0]?.[1];
    };
    expect(await seen(`${other}/Practitioner/a`)).toBe(`${other}/Practitioner/a`);
    expect(await seen(`${other}/PractitionerRole/ra`)).toBeUndefined();
    expect(await seen(`${ehr}/PractitionerRole/ra`)).toBe('Practitioner/a');
  });

  test('to the user is one too', async () => {
    const userOf = async (userId: string) => (await readChart({ userId, fhirServer: ehr })).opening.user;
    expect(await userOf(`${ehr}/Practitioner/a`)).toEqual({ kind: 'clinician', clinician: 'Practitioner/a' });
    expect(await userOf(`${other}/Practitioner/a`)).not.toEqual({ kind: 'clinician', clinician: 'Practitioner/a' });
  });
});

describe('without a fhirServer', () => {
  test('the base that most fullUrls have is the EHR’s', async () => {
    const own = of(`${ehr}/Patient/p`, 'x') as Resource;
    const foreign = of(`${other}/Patient/p`, 'y') as Resource;
    const { contacts } = await contactsOf(at(ehr, [...visits, own, foreign]));
    expect(contacts.map(([reference]) => reference)).toContain('Encounter/x');
    expect(contacts.map(([reference]) => reference)).not.toContain('Encounter/y');
  });

  test('and without fullUrls any base is', async () => {
    const { contacts } = await contactsOf(bundle([of(`${other}/Patient/p`, 'y') as Resource]));
    expect(contacts).toEqual([['Encounter/y', 'Practitioner/a']]);
  });
});

test('an entry of another server is not read', async () => {
  const mixed = {
    ...at(ehr, visits),
    entry: [...at(ehr, visits).entry, ...at(other, [of('Patient/p', 'x') as Resource]).entry],
  };
  for (const difference of [{}, { fhirServer: ehr }]) {
    const { contacts, tally } = await contactsOf(mixed, difference);
    expect([contacts.length, tally.get('other-server')]).toEqual([visits.length, 1]);
  }
});

test('behind a proxy the base of all fullUrls is the EHR’s too', async () => {
  const own = of(`${ehr}/Patient/p`, 'x') as Resource;
  const inside = 'http://inside:8080/fhir';
  const { contacts } = await contactsOf(at(inside, [...visits, own, of(`${inside}/Patient/p`, 'y') as Resource]), {
    fhirServer: ehr,
  });
  expect(contacts).toHaveLength(visits.length + 2);
  // A single entry among many that say nothing is no proxy.
  const one = { ...bundle(visits), entry: [...at(inside, [own]).entry, ...visits.map((resource) => ({ resource }))] };
  expect((await contactsOf(one, { fhirServer: ehr })).contacts).toHaveLength(visits.length);
});

describe('with a server', () => {
  const open = async (resources: readonly Resource[]) => {
    const server: FhirServer = await startFhirServer({ resources });
    const { reading } = await readChart({ server: { client: 'open', base: server.base, token: 't', reach: 'any' } });
    await server.close();
    const asked = server.requests.map(({ path, query }) => decodeURIComponent(`${path}?${query}`));
    return { contacts: reading.contacts.known ? reading.contacts.value : [], asked };
  };

  test('nothing of another server is asked for by its id', async () => {
    const { asked, contacts } = await open([...record, ...staff, visit('x', 6, `${other}/Practitioner/zz`)]);
    expect(contacts.map(({ clinician }) => clinician)).toContain(`${other}/Practitioner/zz`);
    expect(asked.filter((one) => one.includes('zz'))).toEqual([]);
  });
});

test('a record without addresses is left as it is', () => {
  const resource = { a: [{ reference: 'Patient/p' }], b: { display: 'https://ehr.example' } };
  expect(createOwnBases(ehr).local(resource)).toBe(resource);
  expect(createOwnBases(ehr).local({ a: { reference: `${ehr}/Patient/p` } })).toEqual({
    a: { reference: 'Patient/p' },
  });
});
