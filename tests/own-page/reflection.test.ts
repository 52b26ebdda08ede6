import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { OwnPagesOptions } from '#src/own-page/own-pages.ts';
import { type FhirServer, type FhirServerOptions, startFhirServer } from '../support/fhir-server.ts';
import {
  ago,
  dayMs,
  khan,
  now,
  openPages,
  person,
  practice,
  reid,
  roleOf,
  sessionAt,
  textOf,
  today,
  visit,
} from './pages.ts';

const many = (count: number, each: (i: number) => Resource) => Array.from({ length: count }, (_, i) => each(i));
/** Visits of ten minutes with as many people, one each. */
const usual = (count: number) => many(count, (i) => visit(`other-${i}`, 1 + (i % 80), 10));
/** As many visits of one person, of this length. */
const unusual = (count: number, minutes: number | 'no end', difference: object = {}, patient = 'amber') =>
  many(count, (i) => visit(patient, 3 + 7 * i, minutes, difference));

let server: FhirServer | undefined;
afterEach(() => server?.close());

interface Opened {
  readonly page: string;
  readonly html: string;
}
async function open(
  resources: readonly Resource[],
  options: Partial<OwnPagesOptions> = {},
  { user = 'Practitioner/reid', ...serverOptions }: FhirServerOptions & { user?: string } = {},
): Promise<Opened> {
  await server?.close();
  server = await startFhirServer({ resources: [...practice, ...resources], ...serverOptions });
  return reopen(options, user);
}
async function reopen(options: Partial<OwnPagesOptions> = {}, user = 'Practitioner/reid'): Promise<Opened> {
  const { pages, store } = await openPages(options);
  const { html, status } = await pages.own(sessionAt(server?.base as never, { user }), { sheet: false });
  await store.close();
  expect(status).toBe(200);
  return { html, page: textOf(html) };
}
const asked = (type: string) => (server?.requests ?? []).filter((one) => one.type === type);
const line = (page: string) => /(\d+) visits with one person/.exec(page)?.[1];
const nothing = 'No visits with one person in the past quarter stand out';

describe('J1: an invitation to reflect', () => {
  test('four long visits with one person make it, three do not', async () => {
    const four = await open([...usual(30), ...unusual(4, 16)]);
    expect(four.page).toContain('4 visits with one person in the past quarter ran long or ended early.');
    expect(four.page).toContain('Would you like to bring this one, without names?');
    expect(four.page).toContain(
      'Counted: 4 of 4 visits with one person in 90 days, beside the usual length of 34 visits of yours.',
    );
    const three = await open([...usual(30), ...unusual(3, 16), visit('amber', 30, 10)]);
    expect(line(three.page)).toBeUndefined();
    expect(three.page).toContain(nothing);
  });

  test('its usual length is of 30 timed visits at least: 29 are too few', async () => {
    expect(line((await open([...usual(26), ...unusual(4, 16)])).page)).toBe('4');
    const { page } = await open([...usual(25), ...unusual(4, 16)]);
    expect(page).toContain('Too few of your visits');
    // A length alone has no start and end.
    const untimed = many(10, (i) => visit(`u-${i}`, 5, 'no end', { length: { value: 10, code: 'min' } }));
    expect((await open([...usual(25), ...untimed, ...unusual(4, 16)])).page).toContain('Too few of your visits');
  });

  test.each([
    ['one and a half times the usual is not long', 15, undefined],
    ['more is', 15.1, '4'],
    ['a third of the usual is not short', 10 / 3 + 0.001, undefined],
    ['less is', 3.3, '4'],
  ])('%s', async (_, minutes, expected) => {
    expect(line((await open([...usual(40), ...unusual(4, minutes)])).page)).toBe(expected);
  });

  test('long and short ones count together, and visits of a usual length beside them', async () => {
    const { page } = await open([...usual(40), ...unusual(2, 20), ...unusual(2, 2), visit('amber', 50, 10)]);
    expect(page).toContain('Counted: 4 of 5 visits');
  });

  test('a recorded length stands for start and end', async () => {
    const lengths = [
      { value: 20, code: 'min', system: 'http://unitsofmeasure.org' },
      { value: 0.5, unit: 'hours' },
    ];
    for (const length of lengths)
      expect(line((await open([...usual(30), ...unusual(4, 'no end', { length })])).page)).toBe('4');
    const noUnit = { length: { value: 20 } };
    expect(line((await open([...usual(30), ...unusual(4, 'no end', noUnit)])).page)).toBeUndefined();
  });

  test.each([
    ['over 90 days ago', 4, 91, {}],
    ['cancelled', 4, 20, { status: 'cancelled' }],
    ['planned', 4, 20, { status: 'planned' }],
    ['entered in error', 4, 20, { status: 'entered-in-error' }],
    ['restricted', 4, 20, { meta: { security: [{ code: 'R' }] } }],
    ['a hospital stay', 4, 20, { class: { code: 'IMP' } }],
    ['of a group', 4, 20, { subject: { reference: 'Group/1' } }],
    ['with another clinician', 4, 20, { participant: [{ individual: { reference: 'Practitioner/khan' } }] }],
  ])('a visit that was %s does not count', async (_, count, days, difference) => {
    const three = unusual(3, 20);
    const fourth = visit('amber', days, 20, difference);
    expect(line((await open([...usual(40), ...three, fourth])).page)).toBeUndefined();
    expect(line((await open([...usual(40), ...three, visit('amber', 20, 20)])).page)).toBe(String(count));
  });

  test('a visit that is under way, was never closed or has no length does not count', async () => {
    const three = unusual(3, 20);
    const yesterday = { period: { start: `${ago(1)}T12:00:00Z`, end: `${ago(1)}T12:01:00Z` } };
    const underway = { ...yesterday, status: 'in-progress' };
    expect(line((await open([...usual(40), ...three, visit('amber', 1, 1, yesterday)])).page)).toBe('4');
    const left = { period: { start: `${ago(9)}T09:00:00Z`, end: `${ago(7)}T09:00:00Z` } };
    for (const fourth of [visit('amber', 1, 1, underway), visit('amber', 9, 1, left), visit('amber', 9, 0)])
      expect(line((await open([...usual(40), ...three, fourth])).page)).toBeUndefined();
  });

  test('visits to the user under a role, or under another record of theirs, count', async () => {
    const byRole = { participant: [{ individual: { reference: 'PractitionerRole/role-reid' } }] };
    expect(line((await open([...usual(40), ...unusual(4, 20, byRole)])).page)).toBe('4');
    const again = { resourceType: 'Practitioner', id: 'reid-2', identifier: [reid] } as Resource;
    const byOther = { participant: [{ individual: { reference: 'Practitioner/reid-2' } }] };
    const more = [again, roleOf('reid-2', 'role-reid-2')];
    expect(line((await open([...more, ...usual(40), ...unusual(4, 20, byOther)])).page)).toBe('4');
  });

  test('of two people it is about the one with more, and still one line', async () => {
    const { page } = await open([...usual(40), ...unusual(4, 20), ...unusual(6, 20, {}, 'brook')]);
    expect(page.match(/visits with one person in the past/g)).toHaveLength(1);
    expect(line(page)).toBe('6');
  });

  test('stands for 30 days, and in these nobody else makes another', async () => {
    const later = [...unusual(4, 20), ...many(5, (i) => visit('brook', -1 - i, 20))];
    const future = { clock: () => ({ asOf: today, now }) };
    const on = (days: number) => reopen({ clock: () => ({ asOf: today + days, now: now + days * dayMs }) });
    expect(line((await open([...usual(40), ...later], future)).page)).toBe('4');
    for (const days of [1, 6, 15, 29]) expect(line((await on(days)).page)).toBe('4');
    expect(line((await on(30)).page)).toBe('5');
  });

  test('is not about a visit of today, nor of these 30 days', async () => {
    const fourth = (days: number) => [...usual(40), ...unusual(3, 20), visit('amber', days, 20)];
    expect(line((await open(fourth(0))).page)).toBeUndefined();
    expect(line((await open(fourth(1))).page)).toBe('4');
    expect(line((await open(fourth(90))).page)).toBe('4');
  });

  test('names the group of the site', async () => {
    const reflectionGroup = 'a Balint group <meets> on Thursdays.';
    const { page, html } = await open([...usual(40), ...unusual(4, 20)], { reflectionGroup });
    expect(page).toContain('ran long or ended early; a Balint group <meets> on Thursdays. Would you like');
    expect(html).not.toContain('<meets>');
  });

  test('names nobody and no day, in no way', async () => {
    const people = ['amber', 'brook'].map((id) => person(id));
    const { html } = await open([...people, ...usual(40), ...unusual(5, 20), ...unusual(4, 2, {}, 'brook')]);
    expect(html).not.toMatch(/amber|brook|other-\d|visit-\d|Family|Patient|Encounter|202\d|November|October|September/);
    expect(asked('Patient')).toEqual([]);
  });
});

describe('whose visits are read', () => {
  const life = () => [...usual(40), ...unusual(4, 20)];

  test('those of a user who asked for it alone', async () => {
    expect(line((await open(life())).page)).toBe('4');
    const { page } = await open(life(), { reflectionFor: [khan] });
    expect(page).not.toMatch(/A look at your visits|visits with one person/);
    expect(asked('Encounter')).toEqual([]);
  });

  test('of two users each sees their own', async () => {
    const byKhan = { participant: [{ individual: { reference: 'Practitioner/khan' } }] };
    const own = many(40, (i) => visit(`k-${i}`, 1 + i, 10, byKhan));
    const both = { reflectionFor: [reid, khan] };
    const { page } = await open([...life(), ...own], both, { user: 'Practitioner/khan' });
    expect(page).toContain(nothing);
    expect(line((await reopen(both)).page)).toBe('4');
  });

  test('nobody’s where the site has not switched it on', async () => {
    const { page } = await open(life(), { reflection: false });
    expect(page).not.toContain('A look at your visits');
    expect(asked('Encounter')).toEqual([]);
  });

  test('under the user’s own token, by participant, for 90 days, and of other people only what is needed', async () => {
    await open(life());
    const [first] = asked('Encounter');
    expect(first?.headers.authorization).toBe('Bearer a-token');
    expect(first?.query.get('participant')).toBe('Practitioner/reid,PractitionerRole/role-reid');
    expect(first?.query.get('date')).toBe(`ge${ago(90)}`);
    expect(first?.query.get('_elements')?.split(',').sort()).toEqual(
      ['class', 'length', 'meta', 'participant', 'period', 'serviceProvider', 'status', 'subject', 'type'].sort(),
    );
  });

  test('a server that ignores the search answers with everybody’s, of which only the user’s own count', async () => {
    const byKhan = { participant: [{ individual: { reference: 'Practitioner/khan' } }] };
    const { page } = await open([...usual(40), ...unusual(4, 20, byKhan)], {}, { ignores: ['participant', 'date'] });
    expect(page).toContain(nothing);
  });

  test('forty pages of them at most: what is not all read says nothing', async () => {
    const { page } = await open([...unusual(4, 20), ...usual(40)], {}, { pageSize: 1 });
    expect(page).toContain('could not all be read');
    expect(asked('Encounter')).toHaveLength(40);
    expect(line((await open([...unusual(4, 20), ...usual(36)], {}, { pageSize: 1 })).page)).toBe('4');
  });

  test.each([
    [403, 'does not let you look for your own visits'],
    [400, 'does not let you look for your own visits'],
    [404, 'does not let you look for your own visits'],
    [500, 'could not all be read'],
  ])('a server that answers %d', async (status, words) => {
    await open(life());
    server?.fail('Encounter', { status });
    expect((await reopen()).page).toContain(words);
  });

  test('nothing of what was read outlasts the answer', async () => {
    await open(life());
    const before = asked('Encounter').length;
    await reopen();
    expect(asked('Encounter')).toHaveLength(2 * before);
  });
});
