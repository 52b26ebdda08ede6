import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Bundle, Encounter } from '@medplum/fhirtypes';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { noChromium, startChromium } from '../browser/demo-in-chromium.ts';
import { cookieBrowser } from '../smart/cookie-browser.ts';
import { type LaunchedService, startLaunchedService } from '../smart/launched-service.ts';
import { countingCells, plainText } from '../thread/open-threads.ts';
import { noData, noEngine, testUnless } from './engine.ts';
import { type Hapi, load, startHapi } from './hapi-server.ts';

const minutes = 60_000;
const folder = '../shared/data/synthea-r4-2020';
const unable = noEngine ?? noData(folder);

describe('the thread of care with a real FHIR server (HAPI, R4) and a published person (Synthea)', () => {
  let hapi: Hapi;
  let service: LaunchedService;
  let patient: string;
  let encounters: readonly Encounter[];

  beforeAll(async () => {
    if (unable !== undefined) return;
    // Pages of twenty, so that paging is real.
    hapi = await startHapi(20);
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const bundle = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Bundle;
    patient = await load(hapi, bundle);
    encounters = (bundle.entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'Encounter' ? resource : [],
    );
    const last =
      encounters
        .map(({ period }) => period?.start?.slice(0, 10) ?? '')
        .toSorted()
        .at(-1) ?? '';
    const asOf = isoDay((parseDay(last) ?? 0) + 1);
    service = await startLaunchedService({ fhirBase: hapi.base, env: { AS_OF: asOf, SITE_TIME_ZONE: 'UTC' } });
  }, 10 * minutes);

  afterAll(async () => {
    await service?.close();
    await hapi?.stop();
  }, minutes);

  testUnless(
    unable,
    'lists every encounter of the person, with whom and how, by a launch with PKCE',
    2 * minutes,
    async () => {
      const practitioners = (await hapi.get('Practitioner?_count=20')) as Bundle;
      const id = practitioners.entry?.[0]?.resource?.id;
      const browser = cookieBrowser();
      const page = await browser.open(service.launchUrl({ patient, user: `Practitioner/${id}` }));
      expect([page.status, plainText(page.body)]).toEqual([200, expect.stringContaining('Who has seen whom')]);
      const all = await browser.open(`${page.url}&years=all`);
      expect(countingCells(all.body)).toHaveLength(encounters.length);
      expect(encounters.length).toBeGreaterThan(20);
      expect(plainText(all.body)).toContain('What could not be read Everything that was asked for could be read.');
    },
  );

  testUnless(unable ?? noChromium, 'opens in Chromium with every encounter', 2 * minutes, async () => {
    const browser = await startChromium();
    const page = await browser.newPage();
    await page.goto(service.launchUrl({ patient, user: 'Practitioner/nobody' }));
    expect(await page.locator('h1').textContent()).toContain('Who has seen whom');
    await page.locator('nav a').last().click();
    await page.locator('#contacts summary').click();
    expect(await page.locator('#contacts tbody tr').count()).toBe(encounters.length);
    expect(await page.locator('svg.lanes').count()).toBe(1);
    await browser.close();
  });
});
