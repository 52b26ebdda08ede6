import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plainText } from '../thread/open-threads.ts';
import { cookieBrowser } from './cookie-browser.ts';
import { type LaunchedService, startLaunchedService } from './launched-service.ts';

/** The numbers of Dr Wren and of nobody. */
const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
let service: LaunchedService;
beforeAll(async () => {
  service = await startLaunchedService({ env: { ADMIN_USERS: `${gmc}|9990001, https://nobody.example.org|1` } });
});

afterAll(() => service.close());

const launch = async (user: string, path = '/thread/admin/launch', patient?: string) => {
  const browser = cookieBrowser();
  const page = await browser.open(service.launchUrl({ user, ...(patient && { patient }) }, path));
  return { browser, page, text: plainText(page.body) };
};
const refusals = () => service.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'admin-refused');

test('a listed user opens it from the record system, without any token of the site', async () => {
  const { page, text } = await launch('Practitioner/dr-wren');
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/thread/admin']);
  expect(text).toContain('What was noticed, shown and answered');
  expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${service.ehr.origin}`);
  expect(page.body).not.toContain('<script');
  const [, sheet = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(page.body) ?? [];
  const style = await fetch(new URL(sheet, page.url));
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
});

test('it asks for what says who the user is, and for nothing of patients', async () => {
  await launch('Practitioner/dr-wren');
  const { scope } = service.ehr.tokens();
  expect(scope).toContain('user/Practitioner.rs');
  expect(scope).not.toMatch(/Patient|Encounter|Appointment/);
});

test('nobody else does, and each refusal is logged without naming anyone', async () => {
  const before = refusals().length;
  for (const user of ['Practitioner/dr-roy', 'Practitioner/nobody', 'Patient/daisy-cole', 'Device/1']) {
    const { page, text } = await launch(user);
    expect([user, page.status, text]).toEqual([user, 403, expect.stringContaining('This page is for administrators')]);
    expect(page.body).not.toMatch(/dr-roy|nobody|daisy|<table/);
  }
  const logged = refusals().slice(before);
  expect(logged.map(({ reason }) => reason)).toEqual(Array(4).fill('not-listed'));
  expect(JSON.stringify(logged)).not.toMatch(/dr-roy|nobody|daisy|Practitioner/);
});

test('a user who was refused five times in a minute is refused without a look at the record, and no longer logged', async () => {
  const { browser, page } = await launch('Practitioner/nurse-dean');
  const before = refusals().length;
  const asked = () => service.ehr.requests.filter((one) => one.includes('Practitioner')).length;
  for (let time = 0; time < 4; time += 1) await browser.ask(page.url);
  const read = asked();
  expect(refusals()).toHaveLength(before + 4);
  for (let time = 0; time < 3; time += 1) expect((await browser.ask(page.url)).status).toBe(403);
  expect([asked(), refusals().length]).toEqual([read, before + 4]);
  // Twin: who is listed may come as often as they like.
  const listed = await launch('Practitioner/dr-wren');
  for (let time = 0; time < 6; time += 1) expect((await listed.browser.ask(listed.page.url)).status).toBe(200);
});

test('no other launch opens it, and it opens no other page', async () => {
  const own = await launch('Practitioner/dr-wren', '/thread/own/launch');
  const chart = await launch('Practitioner/dr-wren', '/thread/launch', 'robert-shaw');
  for (const { browser, page } of [own, chart]) {
    expect(page.status).toBe(200);
    expect((await browser.ask(new URL('/thread/admin', page.url).href)).status).toBe(403);
  }
  const { browser, page } = await launch('Practitioner/dr-wren');
  for (const path of ['/thread', '/thread/own', '/thread/goodbyes', '/thread/leaflet'])
    expect([path, (await browser.ask(new URL(path, page.url).href)).status]).toEqual([path, 403]);
});

test('where nobody is listed it is not there, and the token of the site is of no use for it', async () => {
  const token = 'administrator-of-alder-lane';
  const other = await startLaunchedService({ env: { ADMIN_TOKEN: token } });
  const browser = cookieBrowser();
  const page = await browser.open(other.launchUrl({ user: 'Practitioner/dr-wren' }, '/thread/admin/launch'));
  expect([page.status, plainText(page.body)]).toEqual([404, expect.stringContaining('This page is not switched on')]);
  const answer = await fetch(`${other.url}/thread/admin`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(401);
  await other.close();
});
