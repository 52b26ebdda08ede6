import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Bundle, Encounter, PractitionerRole } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { startApp } from '../support/app.ts';
import { noData, noEngine, testUnless } from './engine.ts';
import { type Hapi, load, startHapi } from './hapi-server.ts';

const minutes = 60_000;
const folder = '../shared/data/synthea-r4-2020';
const unable = noEngine ?? noData(folder);
const pageSize = 20;

/** One of the published people, as loaded. */
interface Chart {
  readonly name: string;
  readonly patientId: string;
  /** The day after the last contact. */
  readonly asOf: string;
  /** A doctor of someone else opens the chart: those of these people know them well. */
  readonly userId: string;
  readonly encounters: readonly Encounter[];
}

describe('a real FHIR server (HAPI, R4) with published people (Synthea)', () => {
  let hapi: Hapi;
  const charts: Chart[] = [];

  beforeAll(async () => {
    if (unable !== undefined) return;
    hapi = await startHapi(pageSize);
    let userId = 'Practitioner/nobody';
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const patientId = await load(hapi, JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
      const encounters = await encountersOf(hapi, patientId);
      const name = file.replace(/_[^_]*$/, '');
      charts.push({ name, patientId, asOf: dayAfterLast(encounters), userId, encounters });
      userId = doctorOf(encounters.at(-1));
    }
  }, 10 * minutes);

  afterAll(async () => {
    await hapi?.stop();
  }, minutes);

  testUnless(
    unable,
    'what is read from it equals what its own prefetch tells, for every person',
    5 * minutes,
    async () => {
      expect(charts.length).toBeGreaterThanOrEqual(5);
      const found: string[] = [];
      for (const chart of charts) {
        const { read, given } = await openBothWays(hapi, chart);
        expect({ person: chart.name, told: given }).toEqual({ person: chart.name, told: read });
        found.push(...read.map(({ code }) => code));
      }
      expect(found.length).toBeGreaterThan(0);
    },
  );

  testUnless(
    unable,
    'roles in it are read either way: a usual doctor whose role has ended is told',
    5 * minutes,
    async () => {
      const { chart, doctor } = someoneWhoKeepsOneDoctor(charts);
      const codes = async () => (await openBothWays(hapi, chart)).read.map(({ code }) => code);
      await putRole(hapi, chart, doctor, undefined);
      expect(await codes()).not.toContain('usual-clinician-left');
      await putRole(hapi, chart, doctor, chart.asOf);
      const { read, given } = await openBothWays(hapi, { ...chart, asOf: addDays(chart.asOf, 1) });
      expect(read.map(({ code }) => code)).toContain('usual-clinician-left');
      expect(given).toEqual(read);
    },
  );

  testUnless(
    unable,
    'the death of a relative is found by the links of records, from the few elements that are asked for',
    5 * minutes,
    async () => {
      const [chart] = charts;
      if (chart === undefined) throw new Error('nobody was loaded');
      const asOf = addDays(chart.asOf, 40);
      const codes = async () => (await openBothWays(hapi, { ...chart, asOf })).read.map(({ code }) => code);
      expect(await codes()).not.toContain('bereavement');
      await putWife(hapi, chart, undefined);
      expect(await codes()).not.toContain('bereavement');
      await putWife(hapi, chart, addDays(chart.asOf, 20));
      expect(await codes()).toContain('bereavement');
    },
  );
});

/** A wife whose own record is linked, and who died on this day if any. */
async function putWife(hapi: Hapi, { patientId }: Chart, died: string | undefined): Promise<void> {
  const relationship = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'WIFE' }] }];
  const patient = { reference: `Patient/${patientId}` };
  await hapi.send('PUT', 'RelatedPerson/wife', { resourceType: 'RelatedPerson', id: 'wife', patient, relationship });
  await hapi.send('PUT', 'Patient/wife-herself', {
    resourceType: 'Patient',
    id: 'wife-herself',
    name: [{ family: 'Wife' }],
    ...(died === undefined ? { deceasedBoolean: false } : { deceasedDateTime: died }),
    link: [{ other: { reference: 'RelatedPerson/wife' }, type: 'seealso' }],
  });
}

/** What one card tells: its code and its evidence. */
interface Told {
  readonly code: string;
  readonly evidence: unknown;
}

/** Opens a chart without prefetch, and with the server's own: each template asked as an EHR asks it, first page only. */
async function openBothWays(hapi: Hapi, { patientId, userId, asOf }: Chart): Promise<{ read: Told[]; given: Told[] }> {
  const app = await startApp({
    env: { AS_OF: asOf, FHIR_SERVERS: hapi.base, MAX_CARDS: '20', DEADLINE_MS: '10000' },
  });
  const [service] = app.services;
  const open = async (prefetch: Record<string, unknown>) => {
    const answer = await app.post(`/cds-services/${service?.id}`, {
      hook: service?.hook,
      hookInstance: crypto.randomUUID(),
      fhirServer: hapi.base,
      context: { patientId, userId },
      prefetch,
    });
    expect(answer.statusCode).toBe(200);
    return answer.json<{ cards: Card[] }>().cards.map(toldBy);
  };
  const read = await open({});
  const given = await open(await prefetchFrom(hapi, service?.prefetch ?? {}, patientId));
  await app.close();
  return { read, given };
}

async function prefetchFrom(hapi: Hapi, templates: Readonly<Record<string, string>>, patientId: string) {
  const values = Object.entries(templates).map(async ([key, template]) => [
    key,
    await hapi.get(template.replaceAll('{{context.patientId}}', patientId)),
  ]);
  return Object.fromEntries(await Promise.all(values));
}

function toldBy({ source, extension }: Card): Told {
  return { code: source.topic?.code ?? '', evidence: extension?.['org.secure-base.evidence'] };
}

async function encountersOf(hapi: Hapi, patientId: string): Promise<Encounter[]> {
  const encounters: Encounter[] = [];
  let path: string | undefined = `Encounter?patient=${patientId}&_count=${pageSize}`;
  while (path !== undefined) {
    const page = (await hapi.get(path)) as Bundle<Encounter>;
    encounters.push(...(page.entry ?? []).flatMap(({ resource }) => resource ?? []));
    path = page.link
      ?.find(({ relation }) => relation === 'next')
      ?.url.replace(`${hapi.base}/`, '')
      .replace(hapi.base, '');
  }
  return encounters.sort((a, b) => startOf(a).localeCompare(startOf(b)));
}

const startOf = (encounter: Encounter | undefined) => encounter?.period?.start ?? '';
const doctorOf = (encounter: Encounter | undefined) => encounter?.participant?.[0]?.individual?.reference ?? '';

function dayAfterLast(encounters: readonly Encounter[]): string {
  return addDays(startOf(encounters.at(-1)).slice(0, 10), 1);
}

function addDays(date: string, days: number): string {
  return isoDay((parseDay(date) ?? 0) + days);
}

/** Someone whose last ten contacts were with one doctor at one place. */
function someoneWhoKeepsOneDoctor(charts: readonly Chart[]): { chart: Chart; doctor: string } {
  const chart = charts.find(({ encounters }) => new Set(encounters.slice(-10).map(doctorOf)).size === 1);
  if (chart === undefined) throw new Error('Nobody keeps one doctor');
  return { chart, doctor: doctorOf(chart.encounters.at(-1)) };
}

/** Made for this test: Synthea's people have no roles. Two doctors at the person's place, the usual one until `end`. */
async function putRole(hapi: Hapi, chart: Chart, doctor: string, end: string | undefined): Promise<void> {
  const organization = chart.encounters.at(-1)?.serviceProvider ?? {};
  const role = (id: string, practitioner: string, period: PractitionerRole['period']): PractitionerRole => ({
    resourceType: 'PractitionerRole',
    id,
    active: true,
    practitioner: { reference: practitioner },
    organization,
    ...(period && { period }),
    code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001', display: 'Family medicine specialist' }] }],
  });
  await hapi.send('PUT', 'Practitioner/made-colleague', { resourceType: 'Practitioner', id: 'made-colleague' });
  await hapi.send(
    'PUT',
    'PractitionerRole/made-colleague',
    role('made-colleague', 'Practitioner/made-colleague', undefined),
  );
  const usual = role('made-usual', doctor, { start: '1990-01-01', ...(end && { end }) });
  await hapi.send('PUT', 'PractitionerRole/made-usual', usual);
}
