import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Get, Practice } from '../../demo/page/ehr.js';
import { fireHook, proposed } from '../../demo/page/ehr.js';
import { people } from '../../demo/practice/people.ts';
import type { DemoPerson } from '../../demo/practice/person.ts';
import { expected } from '../../demo/practice/person.ts';
import { dateOf } from '../../demo/practice/when.ts';
import { on } from './days.ts';
import { openPractice } from './open-practice.ts';

const everyone = undefined;
/** Those to whom a chart may speak differently: a partner, one who leaves, one who is new. */
const few = ['dr-wren', 'dr-roy', 'dr-brook'];
/** Through the year: a leap day, both changeovers of trainees, the ends of summer time and of the year. */
const days = [
  ['2026-11-24', everyone],
  ['2028-02-29', everyone],
  ['2027-02-03', few],
  ['2027-08-04', few],
  ['2026-10-25', few],
  ['2027-12-31', few],
] as const;

interface Summary extends Practice {
  readonly people: readonly { readonly id: string; readonly encounterId?: string }[];
  readonly staff: readonly { readonly id: string; readonly userId: string; readonly login?: string }[];
}

function person(id: string): DemoPerson {
  const found = people.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe.each(days)('every chart of the demonstration practice on %s', (asOf, logins) => {
  let open: Awaited<ReturnType<typeof openPractice>>;
  beforeAll(async () => {
    open = await openPractice(asOf);
  }, 30_000);
  afterAll(() => open.close());

  test.each(['prefetch', 'server'] as const)('shows what it should, by %s, to those who log in', async (way) => {
    const get: Get = (path, init) => fetch(`${open.url}/${path}`, init);
    const practice = (await (await get('demo/practice.json')).json()) as Summary;
    const shown: string[] = [];
    const wanted: string[] = [];
    for (const { id, userId, login } of practice.staff) {
      if (!login || logins?.includes(id) === false) continue;
      for (const { id: patientId, encounterId } of practice.people) {
        const { status, response } = await fireHook({ get, practice, userId, patientId, encounterId, way });
        const codes = (response.cards ?? []).map((card) => card.source.topic.code);
        shown.push(`${id} opens ${patientId}: ${status} ${codes.join(' ') || 'silence'}`);
        wanted.push(`${id} opens ${patientId}: 200 ${expected(person(patientId), id) ?? 'silence'}`);
      }
    }
    expect(shown).toEqual(wanted);
  }, 60_000);

  test.each(['prefetch', 'server'] as const)('shows what it should when more happens in it, by %s', async (way) => {
    const get: Get = (path, init) => fetch(`${open.url}/${path}`, init);
    const practice = (await (await get('demo/practice.json')).json()) as Summary;
    const shown: string[] = [];
    const wanted: string[] = [];
    for (const { id, moments = [] } of people) {
      for (const { hook, by, booked: [who = '', when] = [], shows } of moments) {
        const userId = practice.staff.find((one) => one.id === by)?.userId ?? '';
        const encounterId = hook === 'appointment-book' ? undefined : `${id}-visit-today`;
        const more = when && proposed({ patientId: id, who, day: dateOf(when, on(asOf)) });
        const { response } = await fireHook({ get, practice, hook, userId, patientId: id, encounterId, more, way });
        const told = `${by} at ${hook} of ${id} ${who} ${when ?? ''}:`;
        shown.push(`${told} ${response.cards?.map((card) => card.source.topic.code).join() || 'silence'}`);
        wanted.push(`${told} ${shows ?? 'silence'}`);
      }
    }
    expect(shown).toEqual(wanted);
    expect(shown.length).toBeGreaterThan(10);
  }, 60_000);
});
