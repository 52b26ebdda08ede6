import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cookieBrowser } from '../smart/cookie-browser.ts';
import { type SmartSite, startSite } from '../smart/site.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const marked = {
  user: 'Practitioner/xquser',
  patient: 'xqpatient',
  encounter: 'xqencounter',
  appContext: '{"x":"xqcontext"}',
};

test('nothing that a launch is made of reaches the log, a page or an address, whatever fails', async () => {
  const secrets = new Set<string>(['xq']);
  const texts: string[] = [];
  const remember = (text: string | null | undefined) => {
    if (text && text.length > 3) secrets.add(text.toLowerCase());
  };
  const faults = [
    undefined,
    ({ id_token, ...answer }: Record<string, unknown>) => answer,
    (answer: Record<string, unknown>) => ({ ...answer, patient: 'xq/patient' }),
    (answer: Record<string, unknown>) => ({ ...answer, token_type: 'xqtype', access_token: 'xqtoken' }),
    (answer: Record<string, unknown>) => ({ ...answer, id_token: 'xqtoken' }),
    (answer: Record<string, unknown>) => ({ ...answer, scope: 7, error: 'xqerror' }),
    () => 500,
  ];
  for (const token of faults) {
    if (token) site.ehr.faults.token = token;
    const { browser, page } = await site.launched(marked);
    const again = await browser.open(browser.visits.find(({ url }) => url.includes('/callback'))?.url ?? '');
    for (const { url, set } of browser.visits) {
      const query = new URL(url).searchParams;
      for (const name of ['code', 'state', 'nonce', 'launch', 'code_challenge']) remember(query.get(name));
      for (const one of set) remember(/^[^=]+=([^;]*)/.exec(one)?.[1]);
    }
    for (const name of ['access_token', 'id_token']) remember(String(site.ehr.tokens()[name] ?? ''));
    texts.push(page.status === 200 ? page.url : page.body + page.url.replace(/\?.*/, ''), again.body);
  }
  for (const query of ['iss=xqissuer&launch=xqlaunch', 'iss=http://xq:xq@xq.example/&launch=x', 'xq'])
    texts.push((await cookieBrowser().open(`${site.url}/thread/launch?${query}`)).body);
  texts.push((await cookieBrowser().open(`${site.url}/thread/xq?xq=xq`)).body);
  texts.push((await cookieBrowser().open(`${site.url}/thread/callback?error=xq&error_description=xq&state=xq`)).body);
  expect(site.lines.length).toBeGreaterThan(30);
  expect(new Set(site.reasons()).size).toBeGreaterThan(6);
  const everything = [...texts, ...site.lines].join('\n').toLowerCase();
  expect([...secrets].filter((secret) => everything.includes(secret))).toEqual([]);
  const refused = site.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'smart-refused');
  for (const line of refused) expect(Object.keys(line).sort()).toEqual(['event', 'level', 'reason', 'time']);
  // The twin: the page itself is about the patient, and the secrets were found at all.
  expect(secrets.size).toBeGreaterThan(30);
  delete site.ehr.faults.token;
  expect((await site.launched(marked)).page.body).toContain('xqpatient');
});
