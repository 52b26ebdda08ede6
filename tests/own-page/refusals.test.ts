import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { OwnPagesOptions } from '#src/own-page/own-pages.ts';
import type { SmartSession } from '#src/smart/session.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { openPages, person, practice, roleOf, sessionAt, textOf } from './pages.ts';

const receptionist = { code: [{ text: 'Receptionist' }] };
const staff: Resource[] = [
  { resourceType: 'Practitioner', id: 'desk', name: [{ family: 'Desk' }] },
  roleOf('desk', 'role-desk', receptionist),
  person('amber'),
];

let server: FhirServer;
beforeAll(async () => {
  server = await startFhirServer({ resources: [...practice, ...staff] });
});
afterAll(() => server.close());

async function open(
  page: 'own' | 'sheet' | 'goodbyes',
  change: Partial<SmartSession> = {},
  options: Partial<OwnPagesOptions> = {},
) {
  const { pages, store } = await openPages(options);
  const session = sessionAt(server.base, change);
  const answer = await (page === 'goodbyes'
    ? pages.goodbyes(session)
    : pages.own(session, { sheet: page === 'sheet' }));
  await store.close();
  return { ...answer, page: textOf(answer.html) };
}

describe.each(['own', 'sheet', 'goodbyes'] as const)('%s is not for', (page) => {
  test.each([
    ['a patient', 'Patient/amber', 'for those who see patients'],
    ['a patient by an address', 'https://ehr.example.org/fhir/Patient/amber', 'for those who see patients'],
    ['a relative', 'RelatedPerson/1', 'for those who see patients'],
    ['someone who sees no patients', 'Practitioner/desk', 'for those who see patients'],
    ['someone who cannot be read', 'Practitioner/nobody', 'We could not tell who you are'],
    ['someone of another server', 'https://other.example.org/fhir/Practitioner/reid', 'We could not tell who you are'],
    ['an id that no resource can have', 'Practitioner/../reid', 'We could not tell who you are'],
    ['a device', 'Device/1', 'We could not tell who you are'],
    ['a launch that names no user', undefined, 'We could not tell who you are'],
  ])('%s', async (_, user, words) => {
    const answer = await open(page, { user });
    expect(answer.status).toBe(403);
    expect(answer.page).toContain(words);
    expect(answer.html).not.toMatch(/amber|desk|nobody|other\.example/);
    expect(server.requests.filter(({ type }) => type === 'Encounter' || type === 'Patient')).toEqual([]);
  });
});

test('a page of which nothing is switched on says so, and asks for nothing', async () => {
  const before = server.requests.length;
  for (const page of ['own', 'sheet'] as const) {
    const answer = await open(page, {}, { caseload: false, reflection: false });
    expect(answer.status).toBe(404);
    expect(answer.page).toContain('Not switched on here');
  }
  expect(server.requests).toHaveLength(before);
});

test('the goodbyes are there all the same', async () => {
  expect((await open('goodbyes', {}, { caseload: false, reflection: false })).status).toBe(200);
});

test('a server that does not answer makes a page, not an error', async () => {
  const gone = await startFhirServer();
  await gone.close();
  const answer = await open('own', { server: { ...sessionAt(gone.base).server } });
  expect(answer.status).toBe(403);
  expect(answer.page).toContain('We could not tell who you are');
});

describe('the sheet', () => {
  test('has open questions and room to write, and nothing of anybody', async () => {
    const { status, html, page } = await open('sheet');
    expect(status).toBe(200);
    expect(html.match(/<li>[^<]*\?/g)?.length).toBeGreaterThanOrEqual(6);
    expect(html).toContain('class="sheet"');
    expect(page).toContain('no names and no dates');
    expect(html).not.toMatch(/reid|khan|202\d/i);
  });

  test('is one click from the user’s own page, in the same launch, below the prefix', async () => {
    const { html } = await open('own', { id: 'a"&b' }, { prefix: '/base' });
    expect(html).toContain('href="/base/thread/own?sheet&#38;of=a%22%26b"');
    expect(html).toContain('href="/base/thread/style.css"');
  });
});

test('who to talk to is the group of the site, or somebody of one’s own', async () => {
  const named = await open('own', {}, { reflectionGroup: 'Balint group, Thursdays at 12.30' });
  expect(named.page).toContain('Your practice names this group: Balint group, Thursdays at 12.30.');
  expect((await open('own')).page).toContain('A colleague you trust');
});

test('no page has a script, a style of its own or a comment', async () => {
  for (const page of ['own', 'sheet', 'goodbyes'] as const)
    expect((await open(page)).html).not.toMatch(/<script|<style|style=|<!--|\son\w+=/i);
});
