import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type SmartSite, startSite } from '../smart/site.ts';
import { runs } from '../support/property-runs.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const paths = [
  ...['/thread', '/thread/launch', '/thread/callback', '/thread/own/launch', '/thread/own'],
  ...['/thread/goodbyes', '/thread/leaflet', '/thread/style.css', '/thread/jwks.json', '/thread/x', '/thread//'],
];
const names = [
  'iss',
  'launch',
  'state',
  'code',
  'error',
  'error_description',
  'of',
  'years',
  'sheet',
  'x',
  '__proto__',
];
/** What a header may hold. */
const cookieText = fc.string({ unit: fc.constantFrom(...'abcXYZ0189-_.;=,%" '), maxLength: 200 });
const cookies = ['__Host-thread', '__Host-thread-1', '__Host-thread-2', '__Host-thread-launch', 'x'];
const query = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 60 })), {
  maxLength: 6,
});

test('whatever is asked, with whatever cookies, is a page or a plain answer, and nobody else is asked for anything', async () => {
  const before = site.ehr.requests.length;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      query,
      fc.array(fc.tuple(fc.constantFrom(...cookies), cookieText), { maxLength: 4 }),
      async (path, parameters, jar) => {
        const search = new URLSearchParams(
          parameters.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
        );
        const cookie = jar.map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(`${site.url}${path}?${search}`, { redirect: 'manual', headers: { cookie } });
        const body = await answer.text();
        if (answer.status >= 500) throw new Error(`${path} answers ${answer.status}`);
        expect(body).not.toMatch(/node_modules|\bat \w+ \(|TypeError/);
      },
    ),
    runs(300),
  );
  expect(site.ehr.requests.length).toBe(before);
  expect(site.sessions).toEqual([]);
  expect(site.lines.filter((line) => /"level":(?:50|60)/.test(line))).toEqual([]);
}, 60_000);
