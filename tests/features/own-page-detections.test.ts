import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { catalogueCodes, codes, ownPageDetections } from '#src/detectors/index.ts';
import { startApp, type TestApp } from '../support/app.ts';

let site: TestApp;
beforeAll(async () => {
  site = await startApp({ env: { DETECTIONS_ON: ownPageDetections.map(({ code }) => code).join(',') } });
});
afterAll(() => site.close());

test.each(ownPageDetections)('$code ($mark) is described, and is a card of no service even where it is on', async ({
  code,
  mark,
}) => {
  const { statusCode, payload } = await site.get(`/detections/${code}`, { accept: 'text/html' });
  expect(statusCode).toBe(200);
  expect(payload).toContain('never a card');
  expect(payload).not.toContain('<h2>Settings</h2>');
  const json = (await site.get(`/detections/${code}`, { accept: 'application/json' })).json();
  expect(json).toMatchObject({ code, mark, settings: [] });
  expect(json.looksFor).toMatch(/never a card on a chart/);
  expect(codes).not.toContain(code);
  expect(catalogueCodes).toContain(code);
  expect(site.services.flatMap(({ shows }) => [...shows])).not.toContain(code);
});

test('they are listed with the others; a code that nobody knows is not found', async () => {
  const { detections } = (await site.get('/detections', { accept: 'application/json' })).json();
  const listed = detections.map((one: { code: string }) => one.code);
  expect(listed).toEqual(expect.arrayContaining(['first-meeting', 'reflection-invitation', 'own-caseload']));
  expect((await site.get('/detections/burnout')).statusCode).toBe(404);
});
