import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Encounter } from '@medplum/fhirtypes';
import { sources } from '#src/fhir/read/searches.ts';
import type { Part } from '#src/history/history.ts';
import {
  allParts,
  directoryOf,
  othersVisits,
  prefetchOf,
  readChart,
  record,
  staff,
  statesOf,
  visit,
} from '../../support/chart.ts';
import { type Fault, type FhirServer, startFhirServer, startForbiddenServer } from '../../support/fhir-server.ts';

let server: FhirServer;
beforeEach(async () => {
  server = await startFhirServer({ resources: [...record, ...staff, ...othersVisits], pageSize: 2 });
});
afterEach(() => server.close());

const fromServer = (difference: Parameters<typeof readChart>[0] = {}) =>
  readChart({
    server: { client: 'open', base: server.base, token: 'secret-token', reach: 'any' as const },
    ...difference,
  });
/** Without the elements that are read, which have tests of their own. */
const asked = () =>
  server.requests.map(({ path, query }) => {
    const others = new URLSearchParams([...query].filter(([name]) => name !== '_elements'));
    return decodeURIComponent(others.size === 0 ? path : `${path}?${others}`);
  });
const allKnown = Object.fromEntries(allParts.map((part) => [part, 'known']));

describe('without a prefetch', () => {
  test('every part is read from the server', async () => {
    const result = await fromServer();
    expect(statesOf(result)).toEqual(allKnown);
    expect(result.opening.user).toEqual({ kind: 'clinician', clinician: 'Practitioner/u' });
  });

  test('the answer is the same as from the server’s own prefetch', async () => {
    expect(await fromServer({ prefetch: prefetchOf() })).toEqual(await fromServer());
  });

  test('nothing is read twice, and the token is on every call but that of the server’s own statement', async () => {
    await fromServer();
    expect(new Set(asked()).size).toBe(asked().length);
    for (const { path, headers } of server.requests)
      expect([path, headers.authorization]).toEqual([path, path === 'metadata' ? undefined : 'Bearer secret-token']);
  });

  test('without a server nothing is read', async () => {
    const states = statesOf(await readChart());
    expect(states.person).toBe('not-available');
    expect(states.contacts).toBe('not-available');
  });
});

describe('rounds', () => {
  test('all reads of the first round are out before the first answer', async () => {
    const release = server.hold();
    const reading = fromServer();
    while (server.requests.length < 20) await new Promise((done) => setTimeout(done, 10));
    await new Promise((done) => setTimeout(done, 50));
    expect(asked().sort()).toEqual([
      'Appointment?patient=p&_count=1000',
      'CarePlan?patient=p&_count=1000',
      'CareTeam?patient=p&_count=1000',
      'Communication?patient=p&_count=1000',
      'Condition?patient=p&_count=1000',
      expect.stringMatching(/^DocumentReference\?patient=p&type=[^&]+\|handover-note&_count=1000$/),
      'Encounter?patient=p&_count=1000',
      'EpisodeOfCare?patient=p&_count=1000',
      'FamilyMemberHistory?patient=p&_count=1000',
      'Flag?patient=p&_count=1000',
      'MedicationDispense?patient=p&_count=1000',
      'MedicationRequest?patient=p&_count=1000',
      'Observation?patient=p&_count=1000',
      'Patient/p',
      'PractitionerRole?practitioner=u&_include=PractitionerRole:practitioner&_count=1000',
      'Procedure?patient=p&_count=1000',
      'QuestionnaireResponse?patient=p&_count=1000',
      'RelatedPerson?patient=p&_count=1000',
      'ServiceRequest?patient=p&_count=1000',
      'Task?patient=p&_count=1000',
      'metadata',
    ]);
    release();
    expect(statesOf(await reading)).toEqual(allKnown);
  });

  test('the second asks for those whom the history names, all at once', async () => {
    await fromServer({ prefetch: prefetchOf() });
    const second = asked().filter(
      (path) => !/practitioner=u|Practitioner\/u|metadata/.test(path) && !path.includes('_page'),
    );
    expect(second.map((path) => path.replace(/date=ge[\d-]+/, 'date=ge…')).sort()).toEqual([
      'Encounter?participant=PractitionerRole/rb&date=ge…&_sort=-date&_count=200',
      'Encounter?practitioner=a&date=ge…&_sort=-date&_count=200',
      'Organization?_id=home',
      'Practitioner?_id=a',
      'PractitionerRole?_id=rb&_include=PractitionerRole:practitioner',
      'PractitionerRole?organization=home&_include=PractitionerRole:practitioner&_count=1000',
      'PractitionerRole?practitioner=a&_count=1000',
    ]);
  });

  test('there are two of them: nothing is asked for after the answers of the second', async () => {
    const unpaged = await startFhirServer({ resources: [...record, ...staff, ...othersVisits] });
    const outstanding = async (count: number) => {
      while (unpaged.requests.length < count) await new Promise((done) => setTimeout(done, 10));
    };
    const [first, second] = [21, 7];
    const releaseFirst = unpaged.hold();
    const reading = fromServer({ server: { client: 'open', base: unpaged.base, token: undefined, reach: 'any' } });
    await outstanding(first);
    const releaseSecond = unpaged.hold();
    releaseFirst();
    await outstanding(first + second);
    releaseSecond();
    expect(statesOf(await reading)).toEqual(allKnown);
    expect(unpaged.requests).toHaveLength(first + second);
    await unpaged.close();
  });

  test('what nobody asked for is not read', async () => {
    const states = statesOf(await fromServer({ parts: ['person', 'contacts'] }));
    expect(states).toMatchObject({
      person: 'known',
      contacts: 'known',
      bookings: 'not-available',
      roles: 'not-available',
      activity: 'not-available',
    });
    expect(asked().filter((path) => /organization=|date=|Appointment|Condition|Task/.test(path))).toEqual([]);
  });

  test('of a server that includes nothing, the practitioners are read by id', async () => {
    const plain = await startFhirServer({ resources: [...record, ...staff], plain: true });
    const { reading } = await readChart({
      server: { client: 'open', base: plain.base, token: undefined, reach: 'any' },
    });
    await plain.close();
    const clinicians = reading.clinicians.known ? [...reading.clinicians.value.values()] : [];
    expect(clinicians.map(({ name }) => name?.family).sort()).toEqual(['Family-a', 'Family-b', 'Family-u']);
  });

  test('a role as the user is read with its person', async () => {
    const { opening } = await fromServer({ userId: 'PractitionerRole/ru' });
    expect(opening.user).toEqual({ kind: 'clinician', clinician: 'Practitioner/u' });
    expect(asked()).toContain('PractitionerRole?_id=ru&_include=PractitionerRole:practitioner');
  });

  test.each([
    'Patient/p',
    'nobody',
    'Practitioner/../Patient',
    'Practitioner/..',
    '',
  ])('a user such as %p is not read', async (userId) => {
    await fromServer({ userId });
    expect(asked().filter((path) => /practitioner=(?!a&)|Practitioner\/|\.\./.test(path))).toEqual([]);
  });

  test('the visit of the context is read where the encounters lack it', async () => {
    const lacking = prefetchOf(record.filter(({ id }) => id !== 'b5'));
    await fromServer({ prefetch: lacking, encounterId: 'b5' });
    expect(asked()).toContain('Encounter/b5');
    const before = asked().length;
    await fromServer({ prefetch: prefetchOf(), encounterId: 'b5' });
    expect(asked().slice(before)).not.toContain('Encounter/b5');
  });

  test('an id of the record that is none never reaches a URL', async () => {
    server.add(
      visit('x', 6, 'Practitioner/..'),
      visit('y', 6, 'PractitionerRole/a?b'),
      visit('z', 6, 'Practitioner/a%2Fb'),
    );
    await fromServer();
    expect(asked().filter((path) => /\.\.|a\?b|%|a\/b/.test(path))).toEqual([]);
  });

  test('of the encounters of others only clinician and time are kept', async () => {
    const large = await startFhirServer({ resources: [...record, ...staff, ...othersVisits] });
    const { reading, tally } = await readChart({
      server: { client: 'open', base: large.base, token: undefined, reach: 'any' },
    });
    await large.close();
    expect(reading.activity.known && [...reading.activity.value.keys()]).toContain('Practitioner/a');
    const text = JSON.stringify([reading, [...tally]], (_, value) => (value instanceof Map ? [...value] : value));
    expect(text).not.toMatch(/Patient\/q|Encounter\/q/);
    expect(text).toMatch(/Encounter\/a1/);
  });
});

describe('a read that is cut leaves its part unread, never empty', () => {
  const ways: [string, Fault, string][] = [
    ['401', { status: 401 }, 'refused'],
    ['403', { status: 403 }, 'refused'],
    ['404', { status: 404 }, 'not-available'],
    ['500', { status: 500 }, 'error'],
    ['an empty 200', { empty: true }, 'error'],
    ['truncated JSON', { truncated: true }, 'error'],
    ['an OperationOutcome with 200', { outcome: 'instead' }, 'error'],
    ['an OperationOutcome among the entries', { outcome: 'entry' }, 'incomplete'],
    ['entries that are missing', { missing: 1 }, 'incomplete'],
    ['a next page elsewhere', { next: 'http://127.0.0.1:9/fhir/x' }, 'incomplete'],
    ['a redirect', { redirect: 'http://127.0.0.1:9/fhir/x' }, 'error'],
  ];
  const reads: [string, Part][] = [
    ['Encounter', 'contacts'],
    ['Appointment', 'bookings'],
    ['Condition', 'conditions'],
    ['CareTeam', 'teams'],
    ['EpisodeOfCare', 'registration'],
    ['Task', 'plans'],
    ['ServiceRequest', 'plans'],
    ['CarePlan', 'signatures'],
    ['Observation', 'observations'],
    ['MedicationRequest', 'medicines'],
    ['MedicationDispense', 'medicines'],
    ['Communication', 'invitations'],
    ['Procedure', 'procedures'],
    ['Flag', 'safeguarding'],
    ['PractitionerRole', 'roles'],
    ['Organization', 'roles'],
    ['Practitioner', 'roles'],
  ];
  const cuts = reads.flatMap(([type, part]) => ways.map(([way, fault, why]) => [type, way, part, why, fault] as const));

  test.each(cuts)('%s: %s', async (type, _, part, why, fault) => {
    server.fail(type, fault);
    const states = statesOf(await fromServer());
    expect(states[part]).toBe(why);
    expect(states.person).toBe('known');
    const ofSource = sources.filter((one) => one.type === type).flatMap(({ parts }) => parts);
    const others = allParts.filter(
      (one) =>
        one !== part &&
        !ofSource.includes(one) &&
        !(type === 'Encounter' && ['activity', 'practiceWeeks', 'consultingWeeks'].includes(one)),
    );
    expect(others.filter((one) => states[one] !== 'known')).toEqual([]);
  });

  test.each(ways.filter(([way]) => !/entries|next/.test(way)))('Patient: %s', async (_, fault, why) => {
    server.fail('Patient', fault);
    expect(statesOf(await fromServer()).person).toBe(why);
  });

  test('a place that can’t be read tells nothing of the staff', async () => {
    const atWard: Encounter = {
      ...(visit('at-ward', 3, 'Practitioner/a') as Encounter),
      location: [{ location: { reference: 'Location/ward' } }],
    };
    const resources = [...record, ...staff, ...othersVisits, atWard];
    const other = await startFhirServer({ resources });
    other.fail('Location', { status: 403 });
    const result = await readChart({ server: { client: 'open', base: other.base, token: undefined, reach: 'any' } });
    expect(other.requests.some(({ path }) => path.includes('Location'))).toBe(true);
    expect(statesOf(result)).toEqual(allKnown);
    await other.close();
  });

  test('a page that is missing', async () => {
    server.fail('Encounter', { status: 500, fromPage: 2 });
    expect(statesOf(await fromServer()).contacts).toBe('error');
    server.fail('Encounter');
    expect(statesOf(await fromServer()).contacts).toBe('known');
  });

  test('the deadline: what came is used, the rest is unread', async () => {
    server.fail('Condition', { delayMs: 8000 });
    server.fail('Organization', { delayMs: 8000 });
    const started = performance.now();
    const states = statesOf(await fromServer({ signal: AbortSignal.timeout(1000) }));
    expect(performance.now() - started).toBeLessThan(4000);
    expect(states).toMatchObject({
      person: 'known',
      contacts: 'known',
      bookings: 'known',
      conditions: 'timeout',
      roles: 'timeout',
    });
  });

  test('the latest activity may not be read', async () => {
    server.fail('Encounter', { status: 403 });
    const states = statesOf(await fromServer({ prefetch: prefetchOf() }));
    expect(states).toEqual({ ...allKnown, activity: 'refused' });
  });

  test('rows that are neither all nor the newest say nothing of that clinician’s latest activity', async () => {
    const plain = await startFhirServer({ resources: [...record, ...staff], plain: true, pageSize: 2 });
    const result = await readChart({ server: { client: 'open', base: plain.base, token: undefined, reach: 'any' } });
    await plain.close();
    expect(statesOf(result)).toEqual(allKnown);
    const { activity } = result.reading;
    const states = activity.known && [...activity.value].map(([who, own]) => [who, own.known || own.why]);
    expect(states).toEqual([
      ['Practitioner/a', 'incomplete'],
      ['Practitioner/b', true],
    ]);
  });
});

test.each(['next', 'redirect'] as const)('the person’s data and the token follow no %s elsewhere', async (way) => {
  const forbidden = await startForbiddenServer();
  for (const type of ['Patient', 'Encounter', 'Condition', 'Practitioner', 'PractitionerRole', 'Organization']) {
    server.fail(type, { [way]: `${forbidden.address}/fhir/${type}` });
  }
  await fromServer();
  expect(forbidden.connections()).toBe(0);
  await forbidden.close();
});

describe('the staff directory', () => {
  const directory = directoryOf(staff);

  test('makes roles known on a prefetch alone, where there would be none', async () => {
    const without = statesOf(await readChart({ prefetch: prefetchOf() }));
    expect(without).toEqual({ ...allKnown, roles: 'not-available', activity: 'not-available' });
    const result = await readChart({ prefetch: prefetchOf(), staff: directory });
    expect(statesOf(result)).toEqual({ ...allKnown, activity: 'not-available' });
    expect(result.reading.roles).toEqual({
      known: true,
      value: { here: ['Practitioner/a', 'Practitioner/b', 'Practitioner/u'] },
    });
  });

  test('stands in where the server gives no staff', async () => {
    server.fail('PractitionerRole', { status: 403 });
    expect(statesOf(await fromServer()).roles).toBe('refused');
    expect(statesOf(await fromServer({ staff: directory })).roles).toBe('known');
  });
});

describe('a clinician’s id that no resource can have', () => {
  const seenBy = (id: string) => [...record, visit('x', 6, `Practitioner/${id}`), ...staff];
  test.each(['dr_lee', 'a'.repeat(70), 'dr lee'])('%s: they are a person, and the staff is unread', async (id) => {
    await server.close();
    server = await startFhirServer({ resources: seenBy(id) });
    const result = await fromServer();
    expect(statesOf(result)).toMatchObject({ contacts: 'known', roles: 'malformed' });
    const clinicians = result.reading.contacts.known ? result.reading.contacts.value.map((one) => one.clinician) : [];
    expect(clinicians).toContain(`Practitioner/${id}`);
    expect(asked().filter((one) => one.includes(id))).toEqual([]);
  });

  test('of the user too; not where the person came all the same', async () => {
    expect(statesOf(await fromServer({ userId: 'Practitioner/dr_lee' })).roles).toBe('malformed');
    server.add(
      { resourceType: 'Practitioner', id: 'dr_lee' },
      {
        resourceType: 'PractitionerRole',
        id: 'lee',
        practitioner: { reference: 'Practitioner/dr_lee' },
        organization: { reference: 'Organization/home' },
      },
    );
    expect(statesOf(await fromServer({ userId: 'Practitioner/dr_lee' })).roles).toBe('known');
  });
});

test('a role that the visit names by identifier is asked for by it', async () => {
  const identifier = [{ system: 'https://ehr.example/roles', value: 'r-7' }];
  const role = {
    resourceType: 'PractitionerRole' as const,
    id: 'r7',
    identifier,
    practitioner: { reference: 'Practitioner/z' },
  };
  server.add(visit('x', 6, `PractitionerRole?identifier=${identifier[0]?.system}|r-7`), role, {
    resourceType: 'Practitioner',
    id: 'z',
  });
  const { reading } = await fromServer();
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  expect(contacts.find(({ reference }) => reference === 'Encounter/x')?.clinician).toBe('Practitioner/z');
});
