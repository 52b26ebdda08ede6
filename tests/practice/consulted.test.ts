import { describe, expect, test } from '@jest/globals';
import type { Places } from '#src/fhir/export-reader.ts';
import { mondayOf, parseDay } from '#src/history/calendar.ts';
import type { Clinician, Contact } from '#src/history/history.ts';
import { createDayCollector } from '#src/practice/people/collect-days.ts';
import { createConsulted } from '#src/practice/people/consulted.ts';
import { consultingDays } from '#src/practice/people/consulting-days.ts';

const asOf = parseDay('2026-11-30') ?? 0;
const here: Places = {
  home: 'Organization/here',
  isHere: (one) => one === undefined || one.reference === 'Organization/here',
};
const clinician = (key: string, ...others: readonly string[]) =>
  [key, { key, references: [key, ...others] } as unknown as Clinician] as const;
const contact = (day: number, key: string) => ({ day, clinician: key, excluded: undefined }) as unknown as Contact;

/** Collects visits of clinicians, so many on each day, at an organisation. */
function collected(visits: readonly (readonly [clinician: string, day: number, count: number, at?: string])[]) {
  const collector = createDayCollector('Europe/London');
  for (const [reference, day, count, at] of visits)
    for (let i = 0; i < count; i += 1)
      collector.add({
        resourceType: 'Encounter',
        status: 'finished',
        period: { start: `${new Date(day * 86_400_000).toISOString().slice(0, 10)}T10:00:00Z` },
        participant: [{ individual: { reference } }],
        ...(at !== undefined && { serviceProvider: { reference: at } }),
      });
  return collector.days();
}

const P1 = 'Practitioner/1';

describe('when clinicians saw anyone', () => {
  const consulted = (visits: Parameters<typeof collected>[0]) =>
    createConsulted(consultingDays([collected(visits)]), asOf)(new Map([clinician(P1, 'PractitionerRole/1')]), here);

  test('counts each visit here, under every reference of theirs, up to the day that is asked about', () => {
    const { activityOn } = consulted([
      [P1, asOf - 10, 2],
      ['PractitionerRole/1', asOf - 5, 1, 'Organization/here'],
      [P1, asOf - 3, 1, 'Organization/elsewhere'],
      [P1, asOf - 400, 1],
    ]);
    const own = [contact(asOf - 20, P1)];
    const at = (day: number) => {
      const all = activityOn(day, own);
      const one = all.known ? all.value.get(P1) : undefined;
      return one?.known ? one.value : undefined;
    };
    expect(at(asOf)).toEqual({ days: [asOf - 5, asOf - 10, asOf - 10], since: asOf - 365 });
    expect(at(asOf - 6)).toEqual({ days: [asOf - 10, asOf - 10], since: asOf - 371 });
  });

  test('reaches back no further than the newest 200 visits, as the live read does', () => {
    const { activityOn } = consulted([1, 2, 3].map((ago) => [P1, asOf - ago, 90] as const));
    const all = activityOn(asOf, [contact(asOf - 1, P1)]);
    const own = all.known ? all.value.get(P1) : undefined;
    expect(own).toMatchObject({ known: true, value: { since: asOf - 3 } });
    expect(own?.known === true && own.value.days).toHaveLength(200);
  });

  test('is known of the three whom the person has seen most by then', () => {
    const seen = ['a', 'a', 'b', 'b', 'c', 'c', 'd'].map((key, i) => contact(asOf - 50 + i, `Practitioner/${key}`));
    const { activityOn } = consulted([]);
    const keys = (day: number) => {
      const all = activityOn(day, seen);
      return all.known ? [...all.value.keys()].sort() : [];
    };
    expect(keys(asOf)).toEqual(['Practitioner/a', 'Practitioner/b', 'Practitioner/c']);
    expect(keys(asOf - 47)).toEqual(['Practitioner/a', 'Practitioner/b']);
  });

  test('knows every week', () => {
    const { weeks, wasSeen } = consulted([[P1, asOf - 14, 1]]);
    const own = weeks.known ? weeks.value.get(P1) : undefined;
    const seen = own?.known ? own.value.filter((week) => week.seen).map(({ monday }) => monday) : [];
    expect(seen).toEqual([mondayOf(asOf - 14)]);
    expect([mondayOf(asOf - 14), mondayOf(asOf - 7)].map(wasSeen)).toEqual([true, false]);
  });
});

test('what did not take place, or is restricted, is no consultation', () => {
  const collector = createDayCollector('Europe/London');
  const encounter = {
    resourceType: 'Encounter',
    status: 'finished',
    period: { start: '2026-11-02' },
    participant: [{ individual: { reference: P1 } }],
  };
  collector.add({ ...encounter, status: 'cancelled' });
  collector.add({
    ...encounter,
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
  });
  collector.add({ ...encounter, period: {} });
  collector.add('no object');
  expect(collector.days().size).toBe(0);
  collector.add(encounter);
  expect(
    collector
      .days()
      .get(P1)
      ?.get('')
      ?.get(parseDay('2026-11-02') ?? 0),
  ).toBe(1);
});
