import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { services } from '#hooks/index.ts';
import { languages } from '#src/cards/wording/index.ts';
import { answerCalls } from '#src/cds/answer-call.ts';
import { sharedNow } from '#src/cds/deadline.ts';
import { allowListOf } from '#src/cds/fhir-access.ts';
import { readConfig } from '#src/config/config.ts';
import { type SiteSettingName, siteSettingNames } from '#src/config/site-values.ts';
import { codes } from '#src/detectors/index.ts';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import { silentLog } from '#src/observability/log.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import { configOfSite, decisionsIn } from '#src/sites/site.ts';
import { sitesIn } from '#src/sites/site-entry.ts';
import { chartsOn, openingCall } from '#src/warm-up/openings.ts';
import { type Charts, openCharts } from '#src/wiring/charts.ts';
import { openSites } from '#src/wiring/opened-sites.ts';
import { staffFile } from '../support/example.ts';
import { runs } from '../support/property-runs.ts';

const usual = { DEMO: 'on', AS_OF: '2026-09-30', WORKERS: '0', STORE_URL: 'memory:', MAX_CARDS: '3' };
let folder: string;
const opened: Charts[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sites-'));
  const groups = [{ sex: 'female', ages: [0, 120], people: 900, p90: 3 }];
  writeFileSync(join(folder, 'centiles.json'), JSON.stringify({ asOf: '2026-09-01', from: '2025-09-01', groups }));
});
afterAll(() => {
  for (const charts of opened) charts.close();
  rmSync(folder, { recursive: true });
});

const on = fc.subarray([...codes], { maxLength: 5 });
const numbers = fc.subarray(['urn:gmc|1111111', 'urn:gmc|2222222', 'https://fhir.hl7.org.uk/Id/gmc-number|3333333']);
const whole = (min: number, max: number) => fc.integer({ min, max }).map(String);
const flag = fc.constantFrom('true', 'false');
const switched = fc.constantFrom('on', 'off');
const listed = (items: fc.Arbitrary<string[]>) => items.map((all) => all.join(','));

/** Any value of each setting of a site, as it stands in the environment. */
const anyValue: Readonly<Record<SiteSettingName, fc.Arbitrary<string>>> = {
  SITE_TIME_ZONE: fc.constantFrom('Europe/Oslo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
  LANGUAGE: fc.constantFrom(...Object.keys(languages)),
  DETECTIONS_ON: listed(on),
  DETECTIONS_OFF: listed(on),
  SILENT: flag,
  SILENT_EXCEPT: listed(on),
  MAX_CARDS: whole(0, 20),
  CARDS_PER_100_OPENINGS: whole(0, 100),
  SAME_VISIT_HOURS: whole(0, 168),
  QUIET_SHOWN_DAYS: whole(0, 400),
  QUIET_NOT_NOW_DAYS: whole(0, 400),
  QUIET_NOT_RIGHT_DAYS: whole(0, 400),
  QUIET_ALREADY_KNOWN_DAYS: whole(0, 400),
  STAFF_DIRECTORY: fc.constant('').map(() => staffFile()),
  PRACTICE_CENTILES: fc.constant('').map(() => join(folder, 'centiles.json')),
  OPTED_IN: listed(numbers),
  NOT_NAMED: listed(numbers),
  REFLECTION_FOR: listed(numbers),
  REFLECTION_GROUP: fc.constantFrom('Balint on Mondays', 'Balint on Tuesdays'),
  THREAD_LEAVES_OUT: fc.constantFrom('losses', ''),
  WHO_TO_RING: fc.constantFrom('the surgery, 01', 'the surgery, 02'),
  EVIDENCE: switched,
  PREFETCH_ELEMENTS: switched,
  METRICS_BY_SITE: flag,
};

type Environment = Readonly<Record<string, string>>;

/** Settings of a site that do not contradict each other. */
const anySettings: fc.Arbitrary<Environment> = fc
  .record(anyValue, { requiredKeys: [] })
  .map((settings) =>
    Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== '')),
  )
  .filter((settings) => {
    try {
      readConfig({ ...usual, ...settings });
      return true;
    } catch {
      return false;
    }
  });

const decisionsOf = (settings: Environment) =>
  sitesIn({ issuer: 'open', settings }, join(folder, 'site.json'), readConfig(usual))[0]?.decisions ?? '';

test('every setting of a site is tried', () => {
  expect(Object.keys(anyValue).sort()).toEqual([...siteSettingNames].sort());
});

test('a site is as the environment would make it, whatever it sets', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { warnings, ...asEnvironment } = readConfig({ ...usual, ...settings });
      const { warnings: _, ...asSite } = configOfSite(readConfig(usual), decisionsIn(decisionsOf(settings)));
      expect(asSite).toEqual(asEnvironment);
    }),
    runs(200),
  );
});

test('two sites that answer in turn answer as if each were alone, and as before them a tenant without an entry', async () => {
  const { charts } = chartsOn(readConfig(usual).asOf ?? 0);
  const alone = serviceWith(usual);
  await fc.assert(
    fc.asyncProperty(
      anySettings,
      anySettings,
      fc.subarray([...charts], { minLength: 3, maxLength: 6 }),
      async (one, other, some) => {
        const shared = serviceWith(usual);
        const [ofOne, ofOther] = [one, other].map((settings) => serviceWith({ ...usual, ...settings }));
        const [first, second] = [decisionsOf(one), decisionsOf(other)];
        for (const chart of some) {
          expect(await shared.answer(chart, first)).toEqual(await ofOne?.answer(chart));
          expect(await shared.answer(chart, second)).toEqual(await ofOther?.answer(chart));
          expect(await shared.answer(chart)).toEqual(await alone.answer(chart));
        }
        expect(shared.discovery(first)).toEqual(ofOne?.discovery());
        expect(shared.discovery(second)).toEqual(ofOther?.discovery());
      },
    ),
    runs(6),
  );
}, 300_000);

/** A link names the language only where it is another than the service's: there a site differs from a service of its own. */
const languageOfLink = /(?<=\/detections\/[a-z-]+)\?language=[\w-]+(?=")/g;

/** A service of this environment, without its HTTP. */
function serviceWith(env: Environment) {
  const config = readConfig(env);
  const charts = openCharts(config, {
    log: silentLog,
    fileLog: silentLog,
    metrics: createMetrics(),
    memory: {
      recall: async () => ({ showings: [], budget: { openings: 0, cards: 0 }, retired: new Set(), complete: true }),
    },
    pseudonyms: createPseudonyms(Buffer.alloc(32, 7)),
  });
  opened.push(charts);
  const sites = openSites(config, charts, services);
  const answer = answerCalls((site) => sites(site).services, { serverRejected: () => {}, late: () => {} });
  const call = { tenant: 'open', allowed: allowListOf([]), mayLearnWhy: true };
  return {
    discovery: (site?: string) =>
      sites(site).services.map(({ id, prefetch, silent, shows }) => ({ id, prefetch, silent, shows })),
    answer: async (chart: Parameters<typeof openingCall>[0], site?: string): Promise<unknown> => {
      const service = sites(undefined).services[0];
      if (service === undefined) throw new Error('no service');
      const { body } = openingCall(chart, service, config.asOf ?? 0);
      const deadline = sharedNow() + 60_000;
      const { response } = await answer({ ...call, site, deadline, service: service.id, body: Buffer.from(body) });
      return JSON.parse(response.replaceAll(languageOfLink, ''));
    },
  };
}
