import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Get, Practice, ShownCard } from '../../demo/page/ehr.js';
import { fireHook, proposedAppointment } from '../../demo/page/ehr.js';
import { people } from '../../demo/practice/people.ts';
import type { DemoPerson } from '../../demo/practice/person.ts';
import { expected } from '../../demo/practice/person.ts';
import { resolveDate } from '../../demo/practice/relative-day.ts';
import { on } from './days.ts';
import { openPractice } from './open-practice.ts';

const everyone = undefined;
/** To whom a chart speaks most differently: a partner, and one who is new. */
const few = ['dr-wren', 'dr-brook'];
const one = ['dr-wren'];
/**
 * Through the year: a leap day, both changeovers of trainees, the end of summer time, a bank holiday at the year's end. Which
 * data reach the rules depends on the day, how they come does not: the service reads them itself on one of the days.
 */
const days = [
  ['2026-11-24', 'prefetch', everyone],
  ['2026-11-24', 'server', one],
  ['2028-02-29', 'prefetch', few],
  ['2027-02-03', 'prefetch', few],
  ['2027-08-04', 'prefetch', few],
  ['2026-10-25', 'prefetch', few],
  ['2027-12-28', 'prefetch', few],
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

function wordsOf(cards: readonly ShownCard[]): string {
  return cards.map(({ summary, detail }) => `${summary} ${detail}`).join(' ');
}

/** Asks once for what stays the same: the service's discovery, and what the practice's server has to prefetch. */
function getFrom(url: string): Get {
  const answers = new Map<string, Promise<Pick<Response, 'ok' | 'json'>>>();
  const ask = async (path: string) => {
    const { ok, json } = await fetch(`${url}/${path}`).then(async (answer) => ({
      ok: answer.ok,
      json: await answer.json(),
    }));
    return { ok, json: async () => json };
  };
  return async (path, init) => {
    if (init !== undefined) return fetch(`${url}/${path}`, init);
    const answer = answers.get(path) ?? ask(path);
    answers.set(path, answer);
    return (await answer) as Response;
  };
}

describe.each(days)('every chart of the demonstration practice on %s, by %s,', (asOf, way, logins) => {
  let open: Awaited<ReturnType<typeof openPractice>>;
  let get: Get;
  beforeAll(async () => {
    open = await openPractice(asOf);
    get = getFrom(open.url);
  }, 30_000);
  afterAll(() => open.close());

  test('shows what it should to those who log in', async () => {
    const practice = (await (await get('demo/practice.json')).json()) as Summary;
    const shown: string[] = [];
    const wanted: string[] = [];
    for (const { id, userId, login } of practice.staff) {
      if (!login || logins?.includes(id) === false) continue;
      for (const { id: patientId, encounterId } of practice.people) {
        const { status, response } = await fireHook({ get, practice, userId, patientId, encounterId, way });
        const cards = response.cards ?? [];
        const codes = cards.map((card) => card.source.topic.code);
        shown.push(`${id} opens ${patientId}: ${status} ${codes.join(' ') || 'silence'}`);
        wanted.push(`${id} opens ${patientId}: 200 ${expected(person(patientId), id) ?? 'silence'}`);
        const { says } = person(patientId).expect;
        if (says !== undefined && cards.length > 0) expect(wordsOf(cards)).toContain(says);
      }
    }
    expect(shown).toEqual(wanted);
  }, 180_000);

  test('shows what it should when more happens in it', async () => {
    const practice = (await (await get('demo/practice.json')).json()) as Summary;
    const shown: string[] = [];
    const wanted: string[] = [];
    for (const { id, moments = [] } of people) {
      for (const { hook, user, booked: [who = '', when] = [], shows } of moments) {
        const userId = practice.staff.find((one) => one.id === user)?.userId ?? '';
        const encounterId = hook === 'appointment-book' ? undefined : `${id}-visit-today`;
        const more = when && proposedAppointment({ patientId: id, who, day: resolveDate(when, on(asOf)) });
        const { response } = await fireHook({ get, practice, hook, userId, patientId: id, encounterId, more, way });
        const told = `${user} at ${hook} of ${id} ${who} ${when ?? ''}:`;
        shown.push(`${told} ${response.cards?.map((card) => card.source.topic.code).join() || 'silence'}`);
        wanted.push(`${told} ${shows ?? 'silence'}`);
      }
    }
    expect(shown).toEqual(wanted);
    expect(shown.length).toBeGreaterThan(10);
  }, 180_000);
});
