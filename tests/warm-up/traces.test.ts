import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { practitionerReference } from '#src/warm-up/practice.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall } from '../support/example.ts';
import { keptAt } from '../support/stored-rows.ts';

let site: TestApp | undefined;
afterEach(() => site?.close());

/** What may not change: all that is logged, audited, counted and kept, but for what the service does by the clock. */
async function traces({ lines, audited, metrics, memory }: TestApp, store: string) {
  await memory.flush(1000);
  const counted = (await metrics()).split('\n').filter((line) => !/^#|route="\/metrics"|since_purge|oldest/.test(line));
  const logged = lines.filter((line) => !/"(?:retention|\/metrics)"/.test(line));
  return { logged, audited: [...audited], counted, kept: await keptAt(store) };
}

test('the warm-up leaves nothing in the store, the log, the audit or the metrics', async () => {
  const store = `file:${join(mkdtempSync(join(tmpdir(), 'secure-base-warm-')), 'store.sqlite')}`;
  site = await startApp({ env: { STORE_URL: store } });
  const before = await traces(site, store);
  let answered = 0;
  for await (const { answer } of site.rehearse()) answered += JSON.parse(answer).cards.length;
  expect(answered).toBeGreaterThan(20);
  expect(await traces(site, store)).toEqual(before);
  // The same look at one real call does see it.
  await site.post('/cds-services/secure-base-patient-view', exampleCall({ hook: 'patient-view' }));
  const after = await traces(site, store);
  for (const trace of ['logged', 'audited', 'counted', 'kept'] as const)
    expect(after[trace]).not.toEqual(before[trace]);
});

test('nor in what is remembered of the clinician and the person', async () => {
  site = await startApp();
  const { memory, pseudonyms } = site.memory;
  for await (const _ of site.rehearse());
  const asked = {
    tenant: 'open',
    patient: pseudonyms.patient('open', 'warm-up-0'),
    clinicians: pseudonyms.clinician('open', [practitionerReference('u')]),
    hook: 'patient-view',
    since: 0,
  };
  expect(await memory.recall(asked)).toMatchObject({ showings: [], budget: { openings: 0, cards: 0 }, complete: true });
});
