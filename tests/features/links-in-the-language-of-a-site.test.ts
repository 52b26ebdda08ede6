import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-language-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Where the cards link to, of a service in one language and a site of its in another. */
async function linksOf(env: Record<string, string>, language?: string): Promise<readonly string[]> {
  const sites = join(folder, `${language}.json`);
  if (language !== undefined)
    writeFileSync(sites, JSON.stringify({ issuer: 'open', settings: { LANGUAGE: language } }));
  const service: TestApp = await startApp({
    env: { ...env, STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20', ...(language !== undefined && { SITES: sites }) },
  });
  try {
    const [first] = service.services;
    const { cards } = (
      await service.post(`/cds-services/${first?.id}`, exampleCall({ hook: first?.hook ?? 'patient-view' }))
    ).json();
    const urls = cards.map(({ source }: { readonly source: { readonly url: string } }) => source.url);
    for (const url of urls) {
      const { pathname, search } = new URL(url);
      const { statusCode, payload } = await service.get(pathname + search, { accept: 'text/html' });
      const expected = language ?? env.LANGUAGE ?? 'en-GB';
      expect([statusCode, payload.includes(`<html lang="${expected}">`)]).toEqual([200, true]);
    }
    return urls;
  } finally {
    await service.close();
  }
}

describe('cards link to what their detection is', () => {
  test('without a word of language where they are in that of the service', async () => {
    for (const language of Object.keys(languages)) {
      const links = await linksOf({ LANGUAGE: language });
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(link).toMatch(/\/detections\/[a-z-]+$/);
    }
  });

  test('in the language of the site where that is another one, English too', async () => {
    for (const [service, site] of [
      ['en-GB', 'de-DE'],
      ['fr-FR', 'en-GB'],
    ] as const) {
      const links = await linksOf({ LANGUAGE: service }, site);
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(link).toMatch(new RegExp(`/detections/[a-z-]+\\?language=${site}$`));
    }
  });
});
