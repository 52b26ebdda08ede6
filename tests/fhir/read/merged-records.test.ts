import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { suppressionReasons } from '#src/cards/suppression.ts';
import type { ReadResult } from '#src/fhir/read/read-request.ts';
import { allParts, bundle, prefetchOf, readChart, record, staff, statesOf, visit } from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';

const links = (type: string, ...ids: string[]) => ids.map((id) => ({ other: { reference: `Patient/${id}` }, type }));
const patient = (link: object[]): Resource => ({ ...record[0], link }) as Resource;
const others = record.slice(1);
const former = (id: string, difference: object = {}) => ({ resourceType: 'Patient', id, ...difference }) as Resource;
const contactsOf = ({ reading }: ReadResult) =>
  reading.contacts.known ? reading.contacts.value.map(({ reference }) => reference) : reading.contacts.why;

let server: FhirServer | undefined;
afterEach(() => server?.close());
const open = async (resources: readonly Resource[], prefetch: Record<string, unknown> = {}) => {
  server = await startFhirServer({ resources: [...resources, ...staff] });
  return readChart({ prefetch, server: { client: 'open', base: server.base, token: 't', reach: 'any' } });
};
const askedFor = (type: string) =>
  server?.requests.flatMap((one) => (one.type === type ? (one.query.get('patient') ?? []) : []));

describe('a record into which another was merged', () => {
  const old = [visit('f1', 1, 'Practitioner/a', 'former'), visit('f2', 2, 'Practitioner/u', 'former')];

  test.each(['replaces', 'seealso'])('is read under both ids from the server (%s)', async (type) => {
    const result = await open([patient(links(type, 'former')), ...others, ...old]);
    expect(contactsOf(result)).toEqual(expect.arrayContaining(['Encounter/a1', 'Encounter/f1', 'Encounter/f2']));
    for (const each of ['Encounter', 'Condition', 'Flag']) expect(askedFor(each)?.sort()).toEqual(['former', 'p']);
    expect(Object.values(statesOf(result)).filter((state) => state !== 'known')).toEqual([]);
  });

  test.each(['replaced-by', 'refer', 'other'])('but not for a link %s', async (type) => {
    const result = await open([patient(links(type, 'former')), ...others, ...old]);
    expect(contactsOf(result)).not.toContain('Encounter/f1');
    expect(askedFor('Encounter')).toEqual(['p']);
  });

  test('is asked for under the other id only, where the prefetch is whole', async () => {
    const own = [patient(links('replaces', 'former')), ...others];
    const result = await open([...own, ...old], prefetchOf(own));
    expect(contactsOf(result)).toContain('Encounter/f1');
    expect(askedFor('Encounter')).toEqual(['former']);
  });

  test('is not read again where the prefetch holds some of what is under the other id', async () => {
    const all = [patient(links('replaces', 'former')), ...others, ...old];
    expect(contactsOf(await open(all, prefetchOf(all)))).toContain('Encounter/f1');
    expect(askedFor('Encounter')).toEqual([]);
  });

  test('is incomplete where what is under the other id can’t be read', async () => {
    const own = [patient(links('replaces', 'former')), ...others];
    server = await startFhirServer({ resources: [...own, ...staff] });
    server.fail('Flag', { status: 403 });
    const result = await readChart({
      prefetch: prefetchOf(own),
      server: { client: 'open', base: server.base, token: 't', reach: 'any' },
    });
    expect(statesOf(result)).toMatchObject({ safeguarding: 'refused', contacts: 'known', person: 'known' });
  });

  test('on prefetch alone is incomplete unless something of the other id came', async () => {
    const own = [patient(links('replaces', 'former')), ...others];
    const states = statesOf(await readChart({ prefetch: prefetchOf(own) }));
    const rest = allParts.filter((part) => !['person', 'clinicians', 'roles', 'activity'].includes(part));
    for (const part of rest) expect([part, states[part]]).toEqual([part, 'incomplete']);
    const whole = statesOf(await readChart({ prefetch: prefetchOf([...own, ...old]) }));
    for (const part of rest) expect([part, whole[part]]).toEqual([part, 'known']);
  });

  test('takes at most five, and is incomplete with more', async () => {
    const ids = ['1', '2', '3', '4', '5', '6'];
    const result = await open([patient(links('replaces', ...ids)), ...others]);
    expect(askedFor('Encounter')).toHaveLength(6);
    expect(statesOf(result).contacts).toBe('incomplete');
    await server?.close();
    expect(statesOf(await open([patient(links('replaces', ...ids.slice(1))), ...others])).contacts).toBe('known');
  });

  test('of nobody else takes nothing', async () => {
    const own = [patient(links('replaces', 'former')), ...others, visit('q1', 1, 'Practitioner/a', 'q')];
    const result = await open(own, {
      encounters: bundle(own.filter(({ resourceType }) => resourceType === 'Encounter')),
    });
    expect(contactsOf(result)).not.toContain('Encounter/q1');
    expect(result.tally.get('other-patient')).toBe(1);
  });

  test.each([
    ['restricted', { meta: { security: [{ code: 'R' }] } }],
    ['deceased', { deceasedBoolean: true }],
  ] as const)('is %s where the other one is', async (what, difference) => {
    const result = await open([patient(links('replaces', 'former')), former('former', difference), ...others]);
    expect(result.reading.person).toMatchObject({ known: true, value: { [what]: true } });
    await server?.close();
    const plain = await open([patient(links('replaces', 'former')), former('former', { active: false }), ...others]);
    expect(plain.reading.person).toMatchObject({ known: true, value: { [what]: false, active: true } });
  });
});

test('a record that another has replaced gets no card', async () => {
  const silence = async (type: string) => {
    const { reading, opening } = await readChart({ prefetch: prefetchOf([patient(links(type, 'new')), ...others]) });
    if (!reading.person.known) throw new Error('unread');
    return suppressionReasons({ person: reading.person.value, opening, clinicians: new Map() })[0];
  };
  expect([await silence('replaced-by'), await silence('replaces')]).toEqual(['replaced', undefined]);
});
