import { afterEach, expect, test } from '@jest/globals';
import type { HookResponse } from '#src/cds/protocol.ts';
import { detectors } from '#src/detectors/index.ts';
import { startApp, type TestApp } from '../support/app.ts';

let site: TestApp | undefined;
afterEach(() => site?.close());

/** The codes of the cards that each service gave in the warm-up on this day. */
async function givenOn(asOf: string): Promise<Map<string, Set<string>>> {
  const off = detectors.filter(({ offByDefault }) => offByDefault);
  site = await startApp({ env: { AS_OF: asOf, DETECTIONS_ON: off.map(({ code }) => code).join() } });
  const given = new Map(site.services.map(({ id }) => [id, new Set<string>()]));
  for await (const { service, answer } of site.rehearse()) {
    const { cards } = JSON.parse(answer) as HookResponse;
    for (const { source } of cards) given.get(service)?.add(source.topic?.code ?? '');
  }
  return given;
}

// A leap day, ends of months and of a year, and a weekend: the made-up lives move with the day.
test.each([
  '2026-09-30',
  '2024-02-29',
  '2027-01-01',
  '2026-08-02',
])('on %s every card that a service can give is given to it in the warm-up', async (asOf) => {
  const given = await givenOn(asOf);
  const lacking = (site?.services ?? []).flatMap(({ id, shows }) =>
    shows.filter((code) => !given.get(id)?.has(code)).map((code) => `${id}: ${code}`),
  );
  expect(lacking).toEqual([]);
});
