import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { parseDay } from '#src/history/calendar.ts';
import type { Part, Reading } from '#src/history/history.ts';
import { prefetchOf, readChart, record, staff, statesOf } from '../../support/chart.ts';
import { home, nhsNumber, relatedPerson, relativeRecord, resources, to } from '../../support/family.ts';
import { type Fault, type FhirServer, type FhirServerOptions, startFhirServer } from '../../support/fhir-server.ts';
import { otherVersions, rewrittenBy } from '../../support/other-versions.ts';

const died = { deceasedDateTime: '2025-07-12' };
const child = { birthDate: '2018-03-04', address: home };
const [patient, ...ownRecord] = record;
/** A widow with a daughter in hospital, whose father's record names her as his daughter. */
const family = resources(
  { ...patient, address: home, link: [{ type: 'seealso', other: to('RelatedPerson/x') }] },
  ...ownRecord,
  relatedPerson('h', 'HUSB'),
  relativeRecord('husband', 'h', died),
  relatedPerson('k', 'DAU', { address: home }),
  relativeRecord('kid', 'k', child),
  relatedPerson('x', 'WIFE', { patient: to('Patient/second') }),
  { resourceType: 'Patient', id: 'second' },
  {
    resourceType: 'Encounter',
    id: 'stay',
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: to('Patient/kid'),
    period: { start: '2025-08-20T09:00:00Z' },
  },
  { resourceType: 'Flag', id: 'flag', status: 'active', subject: to('Patient/kid'), code: { text: 'Allergy' } },
);
const stranger = relativeRecord('stranger', 'other', { deceasedDateTime: '2025-08-01' });
const day = (iso: string) => parseDay(iso);
const known = <T>(value: T) => ({ known: true, value });

let server: FhirServer;
afterEach(() => server.close());

async function readFrom(
  all: readonly object[] = family,
  options: FhirServerOptions = {},
  faults: Readonly<Record<string, Fault>> = {},
  parts?: readonly Part[],
) {
  server = await startFhirServer({ resources: resources(...all, ...staff), ...options });
  for (const [type, fault] of Object.entries(faults)) server.fail(type, fault);
  return readChart({
    server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
    ...(parts && { parts }),
  });
}
const familyIn = ({ reading: { relatives, childStays } }: { reading: Reading }) => ({ relatives, childStays });
const expected = {
  relatives: known([
    { reference: 'RelatedPerson/h', relation: 'husband', died: day('2025-07-12'), diedExact: true },
    { reference: 'RelatedPerson/k', relation: 'daughter', died: undefined, diedExact: false },
    { reference: 'RelatedPerson/x', relation: 'partner', died: undefined, diedExact: false },
  ]),
  childStays: known([{ reference: 'RelatedPerson/k', from: day('2025-08-20'), to: undefined, daysOld: 2726 }]),
};
/** What was asked about others than the person. */
const asked = () =>
  server.requests
    .filter(({ type }) => ['Encounter', 'Flag', 'Patient', 'RelatedPerson'].includes(type))
    .filter(({ query }) => ![null, 'p'].includes(query.get('patient')) || query.has('link') || query.has('_id'))
    .map(({ type, query }) => `${type}?${decodeURIComponent(String(query))}`)
    .toSorted();

describe('the family of a chart', () => {
  test('is read by the links of records, each resource for a few elements', async () => {
    expect(familyIn(await readFrom())).toEqual(expected);
    const patientElements = 'identifier,meta,link,deceased,birthDate,extension';
    expect(asked()).toEqual([
      'Encounter?patient=kid&class=IMP,ACUTE,NONAC&_elements=meta,class,period,status,subject&_count=100',
      'Flag?patient=kid&_elements=meta,status,code,category,subject&_count=100',
      `Patient?_id=second&_elements=${patientElements},address&_count=100`,
      `Patient?link=RelatedPerson/h&_elements=${patientElements}&_count=100`,
      `Patient?link=RelatedPerson/k&_elements=${patientElements},address&_count=100`,
      'RelatedPerson?_id=x&_elements=identifier,meta,active,patient,relationship,period,address&_count=100',
    ]);
  });

  test('is not asked where a child lives, nor for a stay, where nobody looks for that', async () => {
    const { reading } = await readFrom(family, {}, {}, ['person', 'relatives']);
    expect(reading.relatives).toEqual(expected.relatives);
    expect(asked().filter((one) => /address|Encounter|Flag/.test(one))).toEqual([]);
  });

  test('is not read at all where nobody asks for it', async () => {
    await readFrom(family, {}, {}, ['person', 'contacts', 'losses']);
    expect(asked()).toEqual([]);
    expect(server.requests.some(({ type }) => type === 'RelatedPerson')).toBe(false);
  });

  test('comes in part from a prefetch, and is unread without a server', async () => {
    server = await startFhirServer({ resources: resources(...family, ...staff) });
    const { reading } = await readChart({
      prefetch: prefetchOf(family),
      server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
    });
    expect(reading.relatives).toEqual(expected.relatives);
    expect(server.requests.some(({ query }) => query.get('patient') === 'p')).toBe(false);
    const alone = statesOf(await readChart({ prefetch: prefetchOf(family) }));
    expect([alone.relatives, alone.childStays, alone.losses]).toEqual(['not-available', 'not-available', 'known']);
  });

  test('is known, and nobody, where there are no links', async () => {
    expect(familyIn(await readFrom(record))).toEqual({ relatives: known([]), childStays: known([]) });
    expect(asked()).toEqual([]);
  });

  test('counts in no measure of what could not be used', async () => {
    const { tally } = await readFrom([...family, stranger]);
    expect(Object.fromEntries(tally)).toEqual({});
  });

  test('is found by absolute references too', async () => {
    const absolute = JSON.parse(
      JSON.stringify(family).replaceAll('"reference":"RelatedPerson/', '"reference":"BASE/RelatedPerson/'),
    );
    server = await startFhirServer({ ignores: ['link'] });
    server.add(...JSON.parse(JSON.stringify([...absolute, ...staff]).replaceAll('BASE', server.base)));
    const { reading } = await readChart({
      server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
      parts: ['person', 'relatives'],
    });
    expect(reading.relatives.known && reading.relatives.value.some(({ died: when }) => when !== undefined)).toBe(true);
  });
});

describe('a server that ignores what it was asked', () => {
  test('gives only what names the link or the child by itself', async () => {
    const someone = {
      resourceType: 'Encounter',
      id: 'e',
      status: 'in-progress',
      class: { code: 'IMP' },
      subject: to('Patient/stranger'),
      period: { start: '2025-08-25' },
    };
    const all = [...family, stranger, someone];
    expect(familyIn(await readFrom(all, { ignores: ['link', 'class', '_id'] }))).toEqual(expected);
  });

  test('leaves the family unread where it answers with more than a page', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ resourceType: 'Patient', id: `other${i}` }));
    const states = statesOf(await readFrom([...family, ...many], { ignores: ['link'] }));
    expect([states.relatives, states.childStays, states.losses]).toEqual(['incomplete', 'incomplete', 'known']);
  });
});

describe('what fails leaves the family unread, and the person’s own record speaks', () => {
  test.each<[string, Record<string, Fault>, string, string]>([
    ['RelatedPerson refused', { RelatedPerson: { status: 403 } }, 'refused', 'refused'],
    ['RelatedPerson broken', { RelatedPerson: { status: 500 } }, 'error', 'error'],
    ['RelatedPerson unknown', { RelatedPerson: { status: 404 } }, 'not-available', 'not-available'],
    ['a RelatedPerson missing', { RelatedPerson: { missing: 1 } }, 'incomplete', 'incomplete'],
    ['Flag refused', { Flag: { status: 403 } }, 'known', 'refused'],
    ['a Flag missing', { Flag: { missing: 1 } }, 'known', 'incomplete'],
  ])('%s', async (_, faults, relatives, childStays) => {
    const states = statesOf(await readFrom(family, {}, faults));
    expect([states.relatives, states.childStays]).toEqual([relatives, childStays]);
    expect(states.losses).toBe('known');
  });

  test('Patient refused, but for the person', async () => {
    server = await startFhirServer({ resources: resources(...family, ...staff) });
    server.fail('Patient', { status: 403 });
    const states = statesOf(
      await readChart({
        prefetch: { patient: family[0] },
        server: { client: 'open', base: server.base, token: undefined, reach: 'any' },
      }),
    );
    expect([states.person, states.relatives, states.losses]).toEqual(['known', 'refused', 'known']);
  });

  test('a family that is too large', async () => {
    const many = Array.from({ length: 51 }, (_, i) => relatedPerson(`s${i}`, 'SON'));
    const states = statesOf(await readFrom([...record, ...many]));
    expect([states.relatives, states.childStays]).toEqual(['incomplete', 'incomplete']);
  });

  test('a server that takes no _elements is asked without', async () => {
    const refuses = { refuses: ['_elements', '_count'] };
    expect(familyIn(await readFrom(family, {}, { Patient: refuses }))).toEqual(expected);
  });
});

test('a name, a number or an id of a relative is in no part', async () => {
  const marked = family.map((one) =>
    one.resourceType === 'Patient' && one.id !== 'p'
      ? { ...one, name: [{ family: 'Xqname' }], ...nhsNumber('9990000001') }
      : one,
  );
  const { reading, opening, tally } = await readFrom(marked);
  const text = JSON.stringify([reading, opening, [...tally]], (_, value) =>
    value instanceof Map ? [...value] : value,
  );
  for (const marker of ['Xqname', '9990000001', 'Patient/husband', 'Patient/kid', 'Patient/second', 'Encounter/stay'])
    expect([marker, text.includes(marker)]).toEqual([marker, false]);
});

describe.each(['R4B', 'R5', 'STU3'] as const)('an EHR of %s', (name) => {
  test('gives the same family', async () => {
    const numbers = { R4B: '4.3.0', R5: '5.0.0', STU3: '3.0.2' };
    const entries = [
      {
        resourceType: 'Condition',
        id: 'z',
        subject: to('Patient/p'),
        code: { text: 'Bereavement' },
        recordedDate: '2025-07-20',
        onsetDateTime: '2025-07-12',
      },
      {
        resourceType: 'FamilyMemberHistory',
        id: 'f',
        status: 'completed',
        patient: to('Patient/p'),
        relationship: { text: 'Husband' },
        deceasedDate: '2025-07-12',
        date: '2025-07-20',
      },
      {
        resourceType: 'Communication',
        id: 'm',
        status: 'completed',
        subject: to('Patient/p'),
        sent: '2025-07-25',
        reasonCode: [{ text: 'Bereavement' }],
      },
    ];
    const all: readonly object[] = [...family, ...entries];
    const partsOf = ({ losses, familyLosses, acknowledgements, relatives, childStays }: Reading) => ({
      losses,
      familyLosses,
      acknowledgements,
      relatives,
      childStays,
    });
    const inR4 = partsOf((await readFrom(all)).reading);
    await server.close();
    expect(inR4).toMatchObject(expected);
    expect(inR4.losses).toMatchObject({ value: [{ reference: 'Condition/z' }] });
    const other = rewrittenBy(otherVersions[name].rewritten, all as { resourceType: string }[]);
    const { reading } = await readFrom(other as unknown as Resource[], { fhirVersion: numbers[name] });
    expect(partsOf(reading)).toEqual(inR4);
  });
});
