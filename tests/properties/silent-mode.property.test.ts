import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import type { AnsweredOpening } from '#src/cds/service.ts';
import { startApp } from '../support/app.ts';
import { prefetchOf } from '../support/chart.ts';
import { serviceUrl } from '../support/client-tokens.ts';
import { runs } from '../support/property-runs.ts';
import { tellingLives, tellingStaff } from '../support/telling-lives.ts';

const names = ['basil-keane', 'sami-noor', 'owen-holt', 'selma-aydin', 'margaret-hall'];
const lives = tellingLives.filter(({ name }) => names.includes(name));

function staffDirectory(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'staff.json');
  const entry = tellingStaff.map((resource) => ({ resource }));
  writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
  return file;
}

/** What each life's first opening was, and the codes of the cards in its answer. */
async function openAll(env: Record<string, string>) {
  let last: AnsweredOpening | undefined;
  const site = await startApp({
    env: { AS_OF: '2026-11-24', STAFF_DIRECTORY: staffDirectory(), CARDS_PER_100_OPENINGS: '0', ...env },
    onAnswered: ({ opening }) => {
      last = opening;
    },
  });
  const opened: { cards: string[]; shown: string[]; silent: string[] | undefined }[] = [];
  for (const { patient: patientId, resources } of lives) {
    const prefetch = prefetchOf(resources as readonly object[] as readonly Resource[]);
    const context = { userId: 'Practitioner/dr-wren', patientId };
    const answer = await site.post(serviceUrl, {
      ...{ hook: 'patient-view', hookInstance: crypto.randomUUID() },
      ...{ context, prefetch },
    });
    opened.push({
      cards: answer.json().cards.map((card: { source: { topic: { code: string } } }) => card.source.topic.code),
      shown: (last?.shown ?? []).map(({ code }) => code),
      silent: last?.silent?.shown.map(({ code }) => code),
    });
  }
  await site.close();
  return opened;
}

test('what speaks is what would be shown if only that were chosen, and what is silent if all spoke', async () => {
  const all = (await openAll({ MAX_CARDS: '20' })).map(({ cards }) => cards);
  const found = [...new Set(all.flat())];
  expect(found.length).toBeGreaterThan(5);
  await fc.assert(
    fc.asyncProperty(fc.subarray(found), fc.integer({ min: 0, max: 3 }), async (speaking, places) => {
      const env = { SILENT: 'true', SILENT_EXCEPT: speaking.join(), MAX_CARDS: String(places) };
      const opened = await openAll(env);
      for (const [n, codes] of all.entries()) {
        const cards = codes.filter((code) => speaking.includes(code)).slice(0, places);
        const silent = codes.slice(0, places).filter((code) => !speaking.includes(code));
        expect(opened[n]).toEqual({ cards, shown: cards, silent });
      }
    }),
    runs(8),
  );
});
