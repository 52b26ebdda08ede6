import { afterEach, describe, expect, test } from '@jest/globals';
import type { Appointment, Resource } from '@medplum/fhirtypes';
import type { OwnPagesOptions } from '#src/own-page/own-pages.ts';
import { type FhirServer, type FhirServerOptions, startFhirServer } from '../support/fhir-server.ts';
import { ago, doctor, khan, openPages, person, reid, roleOf, sessionAt, textOf, visit } from './pages.ts';

const home: Resource = { resourceType: 'Organization', id: 'home', name: 'Alder Lane' };
/** The practice, where Dr Reid's role ends so many days from now. */
const leavingIn = (days: number): Resource[] => [
  home,
  ...doctor('reid', reid.value, { period: { start: '2015-01-01', end: ago(-days) } }),
  ...doctor('khan', khan.value),
];
const leaving = leavingIn(60);
/** Someone who saw Dr Reid on so many days. */
const seen = (id: string, visits: number, difference: object = {}): Resource[] => [
  person(id, difference),
  ...Array.from({ length: visits }, (_, i) => visit(id, 10 + 7 * i)),
];
const booked = (patient: string, ahead: number, who = 'Practitioner/reid', difference: object = {}): Appointment => ({
  ...({ resourceType: 'Appointment', id: `booked-${patient}-${ahead}`, status: 'booked' } as const),
  start: `${ago(-ahead)}T09:00:00Z`,
  participant: [`Patient/${patient}`, who].map((reference) => ({ actor: { reference }, status: 'accepted' as const })),
  ...difference,
});

let server: FhirServer | undefined;
afterEach(() => server?.close());

interface Opened {
  readonly status: number;
  readonly html: string;
  readonly page: string;
  /** Cells of each row. */
  readonly rows: readonly (readonly string[])[];
}
async function open(
  resources: readonly Resource[],
  options: Partial<OwnPagesOptions> = {},
  serverOptions: FhirServerOptions = {},
): Promise<Opened> {
  await server?.close();
  server = await startFhirServer({ resources, ...serverOptions });
  return reopen(options);
}
async function reopen(options: Partial<OwnPagesOptions> = {}): Promise<Opened> {
  const { pages, store } = await openPages(options);
  const { html, status } = await pages.goodbyes(sessionAt(server?.base as never));
  await store.close();
  const rows = [...html.matchAll(/<tr>((?:<td[^>]*>.*?<\/td>)+)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell),
  );
  return { status, html, page: textOf(html), rows };
}
const asked = (type: string) => (server?.requests ?? []).filter((one) => one.type === type);
const listed = ({ rows }: Opened) => rows.map(([name = '']) => name.replace('Pat Family-', ''));

describe('who is recorded as leaving', () => {
  const notLeaving = 'No last day of yours is.';

  test('whose role here ends', async () => {
    const { status, page, rows } = await open([...leaving, ...seen('amber', 2)]);
    expect(status).toBe(200);
    expect(page).toContain('You are recorded as leaving on 1 February 2027.');
    expect(rows).toEqual([['Pat Family-amber', '1 May 1950', '2', '23 November', 'Not recorded', '☐']]);
  });

  test.each([
    ['has no recorded end', [home, ...doctor('reid', reid.value)]],
    ['goes on in one of two roles here', [...leaving, roleOf('reid', 'stays')]],
    ['left over four weeks ago', leavingIn(-29)],
  ])('not someone who %s: and then nobody’s visits are read', async (_, staff) => {
    const { status, page, rows } = await open([...staff, ...seen('amber', 2)]);
    expect(status).toBe(200);
    expect(page).toContain(notLeaving);
    expect(rows).toEqual([]);
    expect(asked('Encounter')).toEqual([]);
    expect(asked('Patient')).toEqual([]);
  });

  test('someone who left in the past four weeks, and nobody who then came back', async () => {
    const left = await open([...leavingIn(-28), ...seen('amber', 2)]);
    expect(left.page).toContain('Your last day is recorded as 5 November 2026.');
    expect(listed(left)).toEqual(['amber']);
    const again = roleOf('reid', 'again', { period: { start: ago(3) } });
    expect((await open([...leavingIn(-28), again, ...seen('amber', 2)])).page).toContain(notLeaving);
  });

  test('the last of several roles here that all end', async () => {
    const second = roleOf('reid', 'second', { period: { end: ago(-90) } });
    expect((await open([...leaving, second])).page).toContain('leaving on 3 March 2027');
  });

  test('someone who leaves this practice and goes on at another, with the people of this one', async () => {
    const elsewhere = { organization: { reference: 'Organization/night' } };
    const there = { serviceProvider: { reference: 'Organization/night' } };
    const others = [person('brook'), visit('brook', 5, 10, there)];
    const found = await open([...leaving, roleOf('reid', 'night', elsewhere), ...seen('amber', 1), ...others]);
    expect(listed(found)).toEqual(['amber']);
  });

  test('cannot be said where the roles could not be read', async () => {
    await open([...leaving, ...seen('amber', 2)]);
    server?.fail('PractitionerRole', { status: 403 });
    const { page, rows } = await reopen();
    expect(page).toContain('Your roles could not be read');
    expect(rows).toEqual([]);
  });

  test('the user’s own page leads there, and only then', async () => {
    const ownPage = async () => {
      const { pages, store } = await openPages();
      const { html } = await pages.own(sessionAt(server?.base as never), { sheet: false });
      await store.close();
      return html;
    };
    await open(leaving);
    expect(await ownPage()).toContain('href="/thread/goodbyes?of=launch-1"');
    await open([home, ...doctor('reid', reid.value)]);
    expect(await ownPage()).not.toContain('/thread/goodbyes');
  });
});

describe('who is listed', () => {
  test('those who saw the user most in 12 months, counted in days', async () => {
    const sameDay = visit('brook', 10, 5);
    const old = [person('cedar'), visit('cedar', 366 + 2)];
    const found = await open([...leaving, ...seen('amber', 2), ...seen('brook', 3), sameDay, ...old]);
    expect(found.rows.map((row) => [row[0], row[2]])).toEqual([
      ['Pat Family-brook', '3'],
      ['Pat Family-amber', '2'],
    ]);
  });

  test.each([
    ['cancelled', { status: 'cancelled' }],
    ['restricted', { meta: { security: [{ code: 'V' }] } }],
    ['with another clinician', { participant: [{ individual: { reference: 'Practitioner/khan' } }] }],
    ['a stay', { class: { code: 'IMP' } }],
    ['a letter', { type: [{ coding: [{ system: 'http://snomed.info/sct', code: '308720009' }] }] }],
  ])('nobody for a visit that was %s', async (_, difference) => {
    const found = await open([...leaving, person('amber'), visit('amber', 10, 10, difference), ...seen('brook', 1)]);
    expect(listed(found)).toEqual(['brook']);
  });

  test.each([
    ['has died', { deceasedBoolean: true }],
    ['died on a day that is not known', { _deceasedDateTime: { extension: [{ url: 'x' }] } }],
    ['has a restricted record', { meta: { security: [{ code: 'R' }] } }],
    ['has a record out of use', { active: false }],
    ['has another record now', { link: [{ type: 'replaced-by', other: { reference: 'Patient/b' } }] }],
  ])('nobody who %s', async (_, difference) => {
    const found = await open([...leaving, ...seen('amber', 3, difference), ...seen('brook', 1)]);
    expect(listed(found)).toEqual(['brook']);
    expect(found.html).not.toContain('amber');
  });

  test('nobody with a visit to the user booked by the last day; after it, or cancelled, it is none', async () => {
    const people = ['amber', 'brook', 'cedar', 'dale', 'elm'].flatMap((id) => seen(id, 1));
    const found = await open([
      ...[...leaving, ...people, booked('amber', 60), booked('brook', 61)],
      ...[booked('cedar', 20, 'Practitioner/reid', { status: 'cancelled' })],
      booked('dale', 3, 'PractitionerRole/role-reid'),
      booked('elm', 3, 'Practitioner/reid', { meta: { security: [{ code: 'R' }] } }),
    ]);
    expect(listed(found).sort()).toEqual(['brook', 'cedar']);
  });

  test('fifty at most: those after them are not even read', async () => {
    const people = Array.from({ length: 60 }, (_, i) => seen(`p${i}`, i < 30 ? 2 : 1)).flat();
    const found = await open([...leaving, ...people]);
    expect(found.rows).toHaveLength(50);
    expect(found.rows.filter((row) => row[2] === '2')).toHaveLength(30);
    expect(found.page).toContain('The list ends here');
    expect(asked('Patient').flatMap(({ query }) => query.get('_id')?.split(',') ?? [])).toHaveLength(50);
    const exactly = await open([
      ...leaving,
      ...people.slice(0, 90),
      ...Array.from({ length: 20 }, (_, i) => seen(`q${i}`, 1)).flat(),
    ]);
    expect(exactly.rows).toHaveLength(50);
    expect(exactly.page).not.toContain('The list ends here');
  });

  test('further people where some of the first fifty are not to be listed', async () => {
    const gone = Array.from({ length: 20 }, (_, i) => seen(`gone${i}`, 2, { deceasedBoolean: true })).flat();
    const people = Array.from({ length: 45 }, (_, i) => seen(`p${i}`, 1)).flat();
    const found = await open([...leaving, ...gone, ...people]);
    expect(found.rows).toHaveLength(45);
    expect(found.page).not.toContain('The list ends here');
  });

  test('nobody says so', async () => {
    expect((await open(leaving)).page).toContain('Nobody is to be listed');
  });
});

describe('who comes next', () => {
  const gp = (who: string) => ({ generalPractitioner: [{ reference: who }] });
  const nextOf = ({ rows }: Opened) => rows.map((row) => row[4]);

  test('the named clinician, or who a visit is booked with', async () => {
    const found = await open([
      ...[...leaving, ...seen('amber', 3, gp('Practitioner/khan')), ...seen('brook', 2), ...seen('cedar', 1)],
      booked('brook', 18, 'Practitioner/khan'),
    ]);
    expect(nextOf(found)).toEqual(['Dr A KHAN', 'Dr A KHAN, booked for 21 December', 'Not recorded']);
  });

  test('by a role too, never the user, and nobody whom no page may name', async () => {
    const byRole = seen('amber', 3, gp('PractitionerRole/role-khan'));
    const life = [...leaving, ...byRole, ...seen('brook', 2, gp('Practitioner/reid'))];
    expect(nextOf(await open(life))).toEqual(['Dr A KHAN', 'Not recorded']);
    expect(nextOf(await reopen({ notNamed: [khan] }))).toEqual(['Not recorded', 'Not recorded']);
  });

  test('nobody by a restricted or cancelled booking', async () => {
    const restricted = booked('amber', 18, 'Practitioner/khan', { meta: { security: [{ code: 'R' }] } });
    const cancelled = booked('brook', 18, 'Practitioner/khan', { status: 'cancelled' });
    const found = await open([...leaving, ...seen('amber', 3), ...seen('brook', 2), restricted, cancelled]);
    expect(nextOf(found)).toEqual(['Not recorded', 'Not recorded']);
  });
});

describe('what could not be read is said', () => {
  const life = [...leaving, ...seen('amber', 3), ...seen('brook', 2), booked('amber', 5)];

  test.each([[400], [401], [403], [404], [405], [501]])('a search that the server answers with %d', async (status) => {
    await open(life);
    server?.fail('Encounter', { status });
    const found = await reopen();
    expect(found.status).toBe(200);
    expect(found.page).toContain('This server does not let you look for your own visits with everybody');
    expect(found.rows).toEqual([]);
  });

  test('a server that is not well', async () => {
    await open(life);
    server?.fail('Encounter', { status: 500 });
    expect((await reopen()).page).toContain('could not be read just now');
  });

  test('over forty pages of visits: the newest are used', async () => {
    const found = await open(
      [...life, ...Array.from({ length: 60 }, (_, i) => visit('cedar', 50 + i))],
      {},
      { pageSize: 1 },
    );
    expect(asked('Encounter')).toHaveLength(40);
    expect(found.page).toContain('Not all of your visits could be read');
    expect(listed(found)).toContain('brook');
  });

  test('bookings: whoever may have one stays on the list', async () => {
    await open(life);
    server?.fail('Appointment', { status: 403 });
    const found = await reopen();
    expect(found.page).toContain('What is booked could not all be read');
    expect(listed(found)).toEqual(['amber', 'brook']);
  });

  test('people', async () => {
    await open(life);
    server?.fail('Patient', { status: 403 });
    const found = await reopen();
    expect(found.page).toContain('Some people’s records could not be read');
    expect(found.rows).toEqual([]);
  });
});

test('names in other scripts and with markup are text', async () => {
  const name = [{ family: '<b>O’Hara & "Sons"</b>' }];
  const { html } = await open([...leaving, ...seen('amber', 1, { name, birthDate: '1950' })]);
  expect(html).toContain('&#60;b&#62;O’Hara &#38; &#34;Sons&#34;&#60;/b&#62;');
  expect(html).not.toContain('<b>');
  expect(html).not.toMatch(/<!--|amber/);
});

test('a server of R5 has its own places for who, when and for whom', async () => {
  const inR5 = ({ period, participant, class: kind, ...one }: ReturnType<typeof visit>): Resource =>
    ({
      ...one,
      status: 'completed',
      class: [{ coding: [kind] }],
      participant: participant?.map(({ individual }) => ({ actor: individual })),
      actualPeriod: period,
    }) as unknown as Resource;
  const found = await open(
    [...leaving, person('amber'), inR5(visit('amber', 10)), inR5(visit('amber', 20))],
    {},
    { fhirVersion: '5.0.0' },
  );
  expect(found.rows.map((row) => row[2])).toEqual(['2']);
});
