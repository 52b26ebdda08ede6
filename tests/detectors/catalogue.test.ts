import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogueCodes, codes, detectors } from '#src/detectors/index.ts';
import { inRunningOrder, neededFor } from '#src/detectors/run.ts';
import { startApp } from '../support/app.ts';

const isBuilt = (code: string) => codes.some((one) => one === code);

describe('the catalogue', () => {
  test('has each detection once', () => {
    expect(new Set(detectors.map(({ mark }) => mark)).size).toBe(detectors.length);
    expect(new Set(codes).size).toBe(detectors.length);
  });

  test('every code that a detection names is one of the list', () => {
    const named = detectors.flatMap(({ restsOn = [], silentWith = [], supersededBy }) => [
      ...restsOn,
      ...silentWith,
      ...(supersededBy?.codes ?? []),
    ]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !catalogueCodes.includes(code))).toEqual([]);
  });

  test('every detection is shown by a service', async () => {
    const { services, close } = await startApp();
    await close();
    const shown = new Set(services.flatMap(({ shows }) => shows));
    expect(codes.filter((code) => !shown.has(code))).toEqual([]);
  });

  const onAt = async (env: Record<string, string>) => {
    const { charts, close } = await startApp({ env });
    await close();
    return charts.detectors.map(({ code }) => code);
  };

  test('what may harm by being seen is off until a site turns it on; the demonstration shows all', async () => {
    const off = ['pregnancy-loss', 'anniversary', 'abrupt-move', 'uneven-contact', 'child-in-hospital'];
    const site = { DEMO: 'off', AS_OF: '', FHIR_SERVERS: '' };
    expect(await onAt(site)).toEqual(codes.filter((code) => !off.includes(code)));
    expect(await onAt({ ...site, DETECTIONS_ON: off.join() })).toEqual(codes);
    expect(await onAt({ DEMO: 'on' })).toEqual(codes);
  });

  test('each can be turned off', async () => {
    expect(await onAt({ DEMO: 'on', DETECTIONS_OFF: codes.slice(1).join() })).toEqual(codes.slice(0, 1));
  });

  test('what looks back reads since when the person has been here', () => {
    const without = detectors.filter(
      ({ lookBackMonths, needs, uses }) =>
        lookBackMonths > 0 && needs.length > 0 && ![...needs, ...uses].includes('registration'),
    );
    expect(without.map(({ code }) => code)).toEqual([]);
  });

  test('what a detection’s own functions may read is derived from the parts that it declares', () => {
    const files = globSync('src/detectors/*/*.ts').map((file) => ({ file, source: readFileSync(file, 'utf8') }));
    const detections = files.filter(({ source }) => source.includes(' = detector({'));
    expect(detections).toHaveLength(detectors.length);
    expect(detections.filter(({ source }) => /\bSeen</.test(source)).map(({ file }) => file)).toEqual([]);
  });

  test('each runs after all that it rests on', () => {
    const running = inRunningOrder(detectors);
    expect(new Set(running)).toEqual(new Set(detectors));
    for (const [i, { code, restsOn = [] }] of running.entries()) {
      const before = running.slice(0, i).map((one) => one.code);
      expect([code, restsOn.filter(isBuilt).filter((one) => !before.includes(one))]).toEqual([code, []]);
    }
  });

  test('those needed for one come with all that it rests on', () => {
    for (const { code, restsOn = [] } of detectors) {
      const needed = neededFor([code], detectors).map((one) => one.code);
      expect(needed).toEqual(expect.arrayContaining([code, ...restsOn.filter(isBuilt)]));
    }
  });
});
