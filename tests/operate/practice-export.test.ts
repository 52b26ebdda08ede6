import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { openRowFiles } from '../../scripts/practice-export/row-files.ts';
import { faultsOf } from '../cards/profiles.ts';
import { today } from '../support/builders.ts';
import { linesOf, resourcesOf, writePractice } from '../support/generated-practice.ts';

const scratch = mkdtempSync(join(tmpdir(), 'practice-export-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function written(name: string, wanted: Parameters<typeof writePractice>[1] = {}): string {
  const folder = join(scratch, name);
  writePractice(folder, wanted);
  return folder;
}

const one = written('one');
const sorted = (lines: ReadonlyMap<string, readonly string[]>) =>
  [...lines].map(([name, all]) => [name, all.toSorted()]);
const everyRow = (folder: string): Resource[] => [...linesOf(folder).values()].flat().map((line) => JSON.parse(line));

describe('the files', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(linesOf(written('again'))).toEqual(linesOf(one));
    expect(linesOf(written('other', { seed: 2 }))).not.toEqual(linesOf(one));
  });

  test('hold the same rows in another order when shuffled', () => {
    const shuffled = linesOf(written('shuffled', { shuffle: 1 }));
    expect(shuffled).not.toEqual(linesOf(one));
    expect(sorted(shuffled)).toEqual(sorted(linesOf(one)));
  });

  test('hold the rows of one person seldom next to each other', () => {
    const subjects = resourcesOf(one, 'Encounter').map(({ subject }) => subject?.reference);
    const neighbours = subjects.filter((subject, n) => subject === subjects[n + 1]);
    expect(neighbours.length / subjects.length).toBeLessThan(0.2);
  });

  test('hold the same rows when compressed', () => {
    expect(linesOf(written('compressed', { gzip: true }))).toEqual(linesOf(one));
  });

  test('hold the same other rows with Observations, which are six of ten', () => {
    const withObservations = new Map(linesOf(written('observations', { observations: true })));
    const all = [...withObservations.values()].flat().length;
    const observations = withObservations.get('Observation.000.ndjson')?.length ?? 0;
    expect(observations / all).toBeGreaterThan(0.55);
    expect(observations / all).toBeLessThan(0.65);
    withObservations.delete('Observation.000.ndjson');
    expect(withObservations).toEqual(linesOf(one));
  });

  test('are one a type until there are many rows', () => {
    const folder = join(scratch, 'large');
    const files = openRowFiles(folder);
    for (let n = 0; n < 250_001; n += 1) files.write({ resourceType: 'Encounter', id: `e${n}` } as Resource);
    expect(files.close()).toEqual(new Map([['Encounter', 250_001]]));
    const lines = linesOf(folder);
    expect([...lines].map(([name, { length }]) => [name, length])).toEqual([
      ['Encounter.000.ndjson', 250_000],
      ['Encounter.001.ndjson', 1],
    ]);
  });
});

describe('the rows', () => {
  const rows = everyRow(one);

  test('are valid FHIR R4', () => {
    const few = written('few', { people: 6, observations: true });
    expect(everyRow(few).flatMap(faultsOf)).toEqual([]);
  });

  test('have ids of their own, and name nothing that is not there', () => {
    const keys = new Set(rows.map(({ resourceType, id }) => `${resourceType}/${id}`));
    expect(keys.size).toBe(rows.length);
    const named = rows.flatMap((row) =>
      [...JSON.stringify(row).matchAll(/"reference":"([^"]+)"/g)].map(([, to]) => to),
    );
    expect(named.length).toBeGreaterThan(rows.length);
    expect(named.filter((to = '') => !keys.has(to))).toEqual([]);
  });

  test('of several practices are of people, staff and ids of their own', () => {
    const two = everyRow(written('two', { practices: 2, people: 21 }));
    expect(new Set(two.map(({ resourceType, id }) => `${resourceType}/${id}`)).size).toBe(two.length);
    const patients = two.flatMap((row) =>
      row.resourceType === 'Patient' ? [row.managingOrganization?.reference] : [],
    );
    expect(
      Map.groupBy(patients, (practice) => practice)
        .keys()
        .toArray(),
    ).toEqual(['Organization/practice-1', 'Organization/practice-2']);
    expect(patients.length).toBe(21);
  });
});

describe('the lives', () => {
  const folder = written('lives', { people: 400 });
  const encounters = resourcesOf(folder, 'Encounter');
  const dayOf = (date = '') => parseDay(date.slice(0, 10)) ?? Number.NaN;

  test('have about 60 encounters each: many people few, and some hundreds', () => {
    const counts = [...Map.groupBy(encounters, ({ subject }) => subject?.reference).values()]
      .map(({ length }) => length)
      .sort((a, b) => a - b);
    expect(encounters.length / 400).toBeGreaterThan(45);
    expect(encounters.length / 400).toBeLessThan(75);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(55);
    expect(counts.at(-1)).toBeGreaterThan(250);
  });

  test('take place while the person is registered and alive, at latest on the day of the export', () => {
    const spans = new Map(
      resourcesOf(folder, 'EpisodeOfCare').map(({ patient, period }) => [patient.reference, period]),
    );
    const outside = encounters.filter(({ subject, period }) => {
      const { start, end = isoDay(today) } = spans.get(subject?.reference) ?? {};
      return dayOf(period?.start) < dayOf(start) || dayOf(period?.start) > dayOf(end);
    });
    expect(outside).toEqual([]);
    expect(resourcesOf(folder, 'Patient').some(({ deceasedDateTime }) => deceasedDateTime !== undefined)).toBe(true);
  });

  test('are of a staff of whom some left within two years, and nobody is seen by someone who is not there', () => {
    const roles = resourcesOf(folder, 'PractitionerRole');
    const periods = new Map(roles.map(({ practitioner, period }) => [practitioner?.reference, period]));
    const outside = encounters.filter(({ participant, period }) => {
      const who = participant?.[0]?.individual?.reference;
      const { start, end } = periods.get(who) ?? {};
      const day = dayOf(period?.start);
      return who !== undefined && (day < dayOf(start) || day > dayOf(end ?? '2100-01-01'));
    });
    expect(outside).toEqual([]);
    const left = roles.filter(({ code, period }) => {
      const ago = today - dayOf(period?.end);
      return code?.[0]?.coding?.[0]?.code === '62247001' && ago > 0 && ago < 730;
    });
    expect(left.length).toBe(2);
  });

  test('show continuity: of ten visits to doctors the most seen one has more than three', () => {
    const shares = [...Map.groupBy(encounters, ({ subject }) => subject?.reference).values()].flatMap((own) => {
      const doctors = own.flatMap(({ participant }) => participant?.[0]?.individual?.reference ?? []);
      const visits = doctors.filter((who) => /-(?:gp|trainee|locum)-/.test(who));
      const most = Math.max(...[...Map.groupBy(visits, (who) => who).values()].map(({ length }) => length));
      return visits.length < 10 ? [] : [most / visits.length];
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.75);
  });
});
