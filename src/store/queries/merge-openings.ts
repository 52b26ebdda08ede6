import { randomUUID } from 'node:crypto';
import type { OpeningRecord } from '../store.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';

/** A row of `openings` with those of its clinician. */
export type OpeningRow = Omit<Tables['openings'], 'week'> & { cards: number; readonly clinicians: Set<string> };

/** A row of `showings` before its clinicians are written as text. */
export type Kept = Omit<Tables['showings'], 'clinicians'> & { readonly clinicians: Set<string> };

/** What openings change in the tables, given the rows that they may touch; those rows are changed in place. */
export function settle(openings: readonly OpeningRecord[], visits: readonly OpeningRow[], showings: readonly Kept[]) {
  const all = {
    visits: Map.groupBy(visits, ({ patient }) => patient),
    showings: new Map(showings.map((row) => [row.card, row])),
  };
  const touched = { visits: new Set<OpeningRow>(), showings: new Set<Kept>() };
  const tallies = new Map<string, Tables['tallies']>();
  for (const opening of openings) {
    const visit = visitOf(opening, all.visits);
    touched.visits.add(visit);
    for (const row of show(opening, all.showings, visit)) touched.showings.add(row);
    count(opening, tallies);
  }
  return { visits: [...touched.visits], showings: [...touched.showings], tallies: [...tallies.values()] };
}

/** The visit that this opening belongs to, which may begin with it. */
function visitOf(opening: OpeningRecord, visits: Map<string, OpeningRow[]>): OpeningRow {
  const { tenant, patient, hook, at } = opening;
  const about = visits.get(patient) ?? [];
  const same = about.find(
    (visit) =>
      visit.tenant === tenant &&
      visit.hook === hook &&
      Math.abs(at - visit.at) < opening.visit &&
      opening.clinicians.some((clinician) => visit.clinicians.has(clinician)),
  );
  if (same !== undefined) {
    for (const clinician of opening.clinicians) same.clinicians.add(clinician);
    return same;
  }
  const begun = { opening: randomUUID(), tenant, patient, hook, at, cards: 0, clinicians: new Set(opening.clinicians) };
  visits.set(patient, [...about, begun]);
  return begun;
}

function show(opening: OpeningRecord, showings: Map<string, Kept>, visit: OpeningRow): Kept[] {
  const { tenant, patient, service, at, clinicians } = opening;
  return opening.shown.map(({ card, code, material, suggestions }) => {
    const again = showings.get(card);
    if (again !== undefined) {
      again.last_shown = Math.max(again.last_shown, at);
      for (const clinician of clinicians) again.clinicians.add(clinician);
      return again;
    }
    const times = { first_shown: at, last_shown: at, week: weekOf(at) };
    const lists = { suggestions: JSON.stringify(suggestions), clinicians: new Set(clinicians) };
    const first = { card, tenant, patient, service, code, material, ...lists, ...times };
    showings.set(card, first);
    visit.cards += 1;
    return first;
  });
}

function count({ at, found, held }: OpeningRecord, tallies: Map<string, Tables['tallies']>): void {
  const week = weekOf(at);
  for (const { code, rule } of [...found.map((code) => ({ code, rule: '' })), ...held]) {
    const key = `${week} ${code} ${rule}`;
    const tally = tallies.get(key) ?? { week, code, rule, amount: 0 };
    tally.amount += 1;
    tallies.set(key, tally);
  }
}
