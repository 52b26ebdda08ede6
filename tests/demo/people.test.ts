import { describe, expect, test } from '@jest/globals';
import type { Get, Practice } from '../../demo/page/ehr.js';
import { openChart } from '../../demo/page/ehr.js';
import { people } from '../../demo/practice/people.ts';
import type { DemoPerson } from '../../demo/practice/person.ts';
import { expected } from '../../demo/practice/person.ts';
import { openPractice } from './open-practice.ts';

/** Through the year: a leap day, both changeovers of trainees, the ends of summer time and of the year. */
const days = ['2026-11-24', '2028-02-29', '2027-02-03', '2027-08-04', '2026-10-25', '2027-12-31'];

interface Summary extends Practice {
  readonly people: readonly { readonly id: string; readonly encounterId?: string }[];
  readonly staff: readonly { readonly id: string; readonly userId: string; readonly login?: string }[];
}

function person(id: string): DemoPerson {
  const found = people.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe.each(days)('every chart of the demonstration practice on %s', (asOf) => {
  test.each(['prefetch', 'server'] as const)('shows what it should, by %s, to everyone who may log in', async (way) => {
    const practice = await openPractice(asOf);
    try {
      const get: Get = (path, init) => fetch(`${practice.url}/${path}`, init);
      const summary = (await (await get('demo/practice.json')).json()) as Summary;
      const shown: string[] = [];
      const wanted: string[] = [];
      for (const { id, userId, login } of summary.staff) {
        if (!login) continue;
        for (const { id: patientId, encounterId } of summary.people) {
          const call = { get, practice: summary, userId, patientId, encounterId, way };
          const { status, response } = await openChart(call);
          const codes = (response.cards ?? []).map((card) => card.source.topic.code);
          shown.push(`${id} opens ${patientId}: ${status} ${codes.join(' ') || 'silence'}`);
          wanted.push(`${id} opens ${patientId}: 200 ${expected(person(patientId), id) ?? 'silence'}`);
        }
      }
      expect(shown).toEqual(wanted);
    } finally {
      await practice.close();
    }
  }, 60_000);
});
