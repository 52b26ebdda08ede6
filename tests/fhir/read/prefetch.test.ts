import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { sources } from '#src/fhir/read/searches.ts';
import type { Part } from '#src/history/history.ts';
import {
  allParts,
  bundle,
  directoryOf,
  prefetchOf,
  readChart,
  record,
  staff,
  statesOf,
  visit,
} from '../../support/chart.ts';
import { type FhirServer, startFhirServer } from '../../support/fhir-server.ts';

let server: FhirServer;
beforeEach(async () => {
  server = await startFhirServer({ resources: [...record, ...staff] });
});
afterEach(() => server.close());

type Prefetch = Record<string, unknown>;
const visits = record.filter(({ resourceType }) => resourceType === 'Encounter');
const outcome = (severity: 'error' | 'warning', code: 'processing' | 'incomplete'): Resource => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code }],
});
const alone = (difference: Prefetch) =>
  readChart({ prefetch: { ...prefetchOf(), ...difference }, staff: directoryOf(staff) });
const withServer = (prefetch: Prefetch) =>
  readChart({ prefetch, server: { client: 'open', base: server.base, token: 't', reach: 'any' as const } });
const without = (key: string): Prefetch =>
  Object.fromEntries(Object.entries(prefetchOf()).filter(([name]) => name !== key));
const ownReads = () =>
  server.requests.filter(({ path, query }) => path === 'Patient/p' || query.has('patient')).map(({ type }) => type);
const contactsOf = ({ reading }: Awaited<ReturnType<typeof readChart>>) =>
  reading.contacts.known ? reading.contacts.value.map(({ reference }) => reference) : reading.contacts.why;
const allVisits = ['Encounter/a1', 'Encounter/a2', 'Encounter/a3', 'Encounter/a4', 'Encounter/b5'];

test('a whole prefetch is all that is read of the person', async () => {
  expect(contactsOf(await withServer(prefetchOf()))).toEqual(allVisits);
  expect(ownReads()).toEqual([]);
});

describe('X1: a missing key', () => {
  test.each(
    sources.map(({ key, type, parts }) => [key, type, parts] as const),
  )('%s is read from the server', async (key, type, parts) => {
    expect(statesOf(await withServer(without(key)))).toMatchObject({ [parts[0] ?? '']: 'known' });
    expect(ownReads()).toEqual([type]);
  });

  test.each(
    sources.map(({ key, parts }) => [key, parts] as const),
  )('%s leaves its part unread where there is no server', async (key, parts) => {
    const states = statesOf(await readChart({ prefetch: without(key) }));
    // What a server alone has.
    const apart = ['roles', 'activity', 'practiceWeeks', 'consultingWeeks'];
    const unread = allParts.filter((part) => states[part] !== 'known' && !apart.includes(part));
    expect(unread.sort()).toEqual([...parts].sort());
  });
});

test('X2: without key and server nothing of the person is known', async () => {
  expect(statesOf(await readChart({ prefetch: {} })).person).toBe('not-available');
  server.fail('Patient', { status: 401 });
  expect(statesOf(await withServer({})).person).toBe('refused');
});

describe('X3: null', () => {
  test('for a search means that there is nothing', async () => {
    const result = await withServer({ ...prefetchOf(), appointments: null });
    expect(result.reading.bookings).toEqual({ known: true, value: [] });
    expect(ownReads()).toEqual([]);
  });

  test('for the patient means that there was no answer', async () => {
    expect(statesOf(await alone({ patient: null })).person).toBe('not-available');
    expect(statesOf(await withServer({ ...prefetchOf(), patient: null })).person).toBe('known');
    expect(ownReads()).toEqual(['Patient']);
  });

  test('for every key means that there was no answer, whatever other keys hold', async () => {
    const nothing = {
      ...Object.fromEntries(Object.keys(prefetchOf()).map((key) => [key, null])),
      other: bundle([]),
    };
    expect(statesOf(await readChart({ prefetch: nothing }))).toMatchObject({
      person: 'not-available',
      contacts: 'not-available',
    });
    expect(contactsOf(await withServer(nothing))).toEqual(allVisits);
    expect(contactsOf(await withServer({ encounters: null }))).toEqual(allVisits);
  });
});

describe.each<[string, unknown]>([
  ['X4: an OperationOutcome as the whole key', outcome('error', 'processing')],
  ['X4: an OperationOutcome as the whole key, be it only a warning', outcome('warning', 'processing')],
  ['X4: an error among the entries', bundle([...visits, outcome('error', 'processing')])],
  ['X4: a warning that something is left out', bundle([...visits, outcome('warning', 'incomplete')])],
  [
    'X5: a next page',
    bundle(visits.slice(0, 3), { total: 5, link: [{ relation: 'next', url: 'https://ehr.example/fhir?page=2' }] }),
  ],
  ['X5: a next page without an address', bundle(visits, { link: [{ relation: 'next' }] })],
  ['fewer entries than the total', bundle(visits, { total: 6 })],
  ['an entry that is no resource', { ...bundle([]), total: 1, entry: [{ fullUrl: 'urn:uuid:1' }] }],
  [
    'a resource that has no id',
    bundle([{ ...visit('a1', 1, 'Practitioner/a'), id: undefined } as unknown as Resource]),
  ],
])('%s', (_, encounters) => {
  test('leaves the part incomplete, and only it, where there is no server', async () => {
    const states = statesOf(await alone({ encounters }));
    expect(allParts.filter((part) => states[part] !== 'known')).toEqual([
      'contacts',
      'cautions',
      'activity',
      'practiceWeeks',
      'consultingWeeks',
    ]);
    expect(states.contacts).toBe('incomplete');
  });

  test('is read anew where there is one', async () => {
    expect(contactsOf(await withServer({ ...prefetchOf(), encounters }))).toEqual(allVisits);
    expect(ownReads()).toEqual(['Encounter']);
  });

  test('is incomplete, too, where the server fails', async () => {
    server.fail('Encounter', { status: 500 });
    expect(statesOf(await withServer({ ...prefetchOf(), encounters })).contacts).toBe('error');
  });
});

test('X4: a hint among the entries changes nothing', async () => {
  const encounters = bundle(visits, {
    entry: [...visits, outcome('warning', 'processing')].map((resource) => ({ resource })),
  });
  const result = await withServer({ ...prefetchOf(), encounters });
  expect(contactsOf(result)).toEqual(allVisits);
  expect(ownReads()).toEqual([]);
  expect([...result.tally.keys()]).not.toContain('operation-outcome');
});

test('X5: a next page is counted by a reason of its own', async () => {
  const encounters = bundle(visits, { link: [{ relation: 'next', url: 'https://ehr.example/fhir?page=2' }] });
  expect((await alone({ encounters })).tally.get('further-pages')).toBe(1);
});

describe('X6: what a client may send', () => {
  test.each<[string, unknown]>([
    ['a text', 'Encounter'],
    ['a number', 1],
    ['a list', visits],
    ['an object', {}],
    ['one resource', visits[0]],
    ['a Bundle of something else', bundle(record.filter(({ resourceType }) => resourceType === 'Condition'))],
    ['a Bundle of another kind', { ...bundle(visits), type: 'history' }],
    ['a Bundle whose entry is no list', { ...bundle([]), entry: {} }],
  ])('%s in place of a searchset is no answer', async (_, encounters) => {
    expect(statesOf(await alone({ encounters })).contacts).toBe('not-available');
    expect(contactsOf(await withServer({ ...prefetchOf(), encounters }))).toEqual(allVisits);
  });

  test('keys that were not advertised are ignored', async () => {
    const extra = { everything: bundle([visit('z', 8, 'Practitioner/z')]), constructor: null, toString: 1 };
    expect(contactsOf(await withServer({ ...prefetchOf(), ...extra }))).toEqual(allVisits);
  });

  test('another person’s Patient is no answer, and is not named', async () => {
    const patient = { resourceType: 'Patient', id: 'someone-else', name: [{ family: 'Marker' }] };
    const result = await alone({ patient });
    expect(statesOf(result).person).toBe('another-person');
    expect(result.tally.get('other-patient')).toBe(1);
    expect(JSON.stringify([result.reading, ...result.tally])).not.toMatch(/someone-else|Marker/);
  });

  const ofAnother: [string, Part, Resource][] = [
    ['encounters', 'contacts', visit('x', 6, 'Practitioner/a', 'q')],
    [
      'encounters',
      'contacts',
      {
        ...visit('x', 6, 'Practitioner/a'),
        subject: { reference: 'https://ehr.example/Patient/q/_history/2' },
      } as Resource,
    ],
    [
      'encounters',
      'contacts',
      { ...visit('x', 6, 'Practitioner/a'), subject: { reference: 'urn:uuid:q' } } as Resource,
    ],
    [
      'appointments',
      'bookings',
      {
        resourceType: 'Appointment',
        id: 'x',
        status: 'booked',
        participant: [{ actor: { reference: 'Patient/q' }, status: 'accepted' }],
      },
    ],
    ['conditions', 'conditions', { resourceType: 'Condition', id: 'x', subject: { reference: 'Patient/q' } }],
    ['careTeams', 'teams', { resourceType: 'CareTeam', id: 'x', subject: { reference: 'Patient/q' } }],
    [
      'episodesOfCare',
      'registration',
      { resourceType: 'EpisodeOfCare', id: 'x', status: 'active', patient: { reference: 'Patient/q' } },
    ],
    [
      'tasks',
      'plans',
      { resourceType: 'Task', id: 'x', status: 'requested', intent: 'order', for: { reference: 'Patient/q' } },
    ],
  ];
  test.each(ofAnother)('%s of another person are left out and counted', async (key, part, resource) => {
    const own = record.filter(({ resourceType }) => resourceType === resource.resourceType);
    const result = await alone({ [key]: bundle([...own, resource]) });
    expect(result.tally.get('other-patient')).toBe(1);
    const expected = await alone({ [key]: bundle(own) });
    expect(result.reading[part]).toEqual(expected.reading[part]);
    expect(expected.reading[part].known).toBe(true);
    expect(expected.tally.has('other-patient')).toBe(false);
  });

  test.each([
    'Patient/p',
    'https://ehr.example/fhir/Patient/p',
    'Patient/p/_history/3',
    'urn:uuid:p',
  ])('a subject %p is the person', async (reference) => {
    const more = { ...visit('x', 6, 'Practitioner/a'), subject: { reference } } as Resource;
    const result = await alone({ encounters: bundle([...visits, more]) });
    expect(contactsOf(result)).toContain('Encounter/x');
    expect(result.tally.has('other-patient')).toBe(false);
  });
});

describe('X7: a client’s kind of answer', () => {
  test('a search as a collection', async () => {
    expect(
      contactsOf(await alone({ encounters: { ...bundle(visits), type: 'collection', total: undefined } })),
    ).toEqual(allVisits);
  });

  test('a read as a Bundle', async () => {
    const [patient] = record;
    expect(statesOf(await alone({ patient: bundle(patient === undefined ? [] : [patient]) })).person).toBe('known');
    expect(statesOf(await alone({ patient: bundle([]) })).person).toBe('not-available');
  });

  test('an empty searchset means that there is nothing', async () => {
    expect((await alone({ appointments: bundle([]) })).reading.bookings).toEqual({ known: true, value: [] });
    const bare = { resourceType: 'Bundle', type: 'searchset' };
    expect((await alone({ appointments: bare })).reading.bookings).toEqual({ known: true, value: [] });
  });
});

describe('inside a Bundle', () => {
  test('practitioners that come with it have been read', async () => {
    const encounters = bundle(visits, { entry: [...visits, ...staff].map((resource) => ({ resource })) });
    const { reading } = await readChart({ prefetch: { ...prefetchOf(), encounters } });
    const clinicians = reading.clinicians.known ? [...reading.clinicians.value.values()] : [];
    expect(clinicians.map(({ key, read }) => [key, read])).toContainEqual(['Practitioner/a', true]);
    const { reading: bare } = await readChart({ prefetch: prefetchOf() });
    expect(bare.clinicians.known && bare.clinicians.value.get('Practitioner/a')?.read).toBe(false);
  });

  test('references by fullUrl lead to the entry, whatever its id', async () => {
    const [a] = staff.filter(({ resourceType }) => resourceType === 'Practitioner');
    const encounters = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'urn:uuid:111', resource: { ...visit('', 6, 'urn:uuid:222'), id: undefined } },
        { fullUrl: 'urn:uuid:222', resource: a },
      ],
    };
    const { reading } = await alone({ encounters });
    const contacts = reading.contacts.known ? reading.contacts.value : [];
    expect(contacts.map(({ reference, clinician }) => [reference, clinician])).toEqual([
      ['Encounter/111', 'Practitioner/a'],
    ]);
  });

  test('the same resource twice counts once', async () => {
    expect(contactsOf(await alone({ encounters: bundle([...visits, ...visits]) }))).toEqual(allVisits);
  });
});
