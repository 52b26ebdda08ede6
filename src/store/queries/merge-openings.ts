import { newOpeningId } from '../month.ts';
import type { OpeningRecord } from '../store.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';

/** A row of `openings` with the pseudonyms of its clinician. */
export type OpeningRow = Omit<Tables['openings'], 'week'> & { cards: number; readonly clinicians: Set<string> };

/** A row of `showings` with its clinicians as a set instead of JSON. */
export type ShowingRow = Omit<Tables['showings'], 'clinicians'> & { readonly clinicians: Set<string> };

/**
 * Computes the rows that openings add or change. `visits` and `showings` are the existing rows they may touch; those
 * are updated in place. `versions` are those of the detections, by code.
 */
export function mergeOpenings(
  openings: readonly OpeningRecord[],
  visits: readonly OpeningRow[],
  showings: readonly ShowingRow[],
  versions: ReadonlyMap<string, string>,
) {
  const existing = {
    visits: Map.groupBy(visits, ({ patient }) => patient),
    showings: new Map(showings.map((row) => [row.card, row])),
  };
  const touched = { visits: new Set<OpeningRow>(), showings: new Set<ShowingRow>() };
  const tallies = new Map<string, Tables['tallies']>();
  for (const opening of openings) {
    const visit = findOrCreateVisit(opening, existing.visits);
    touched.visits.add(visit);
    for (const row of mergeShowings(opening, existing.showings, visit, versions)) touched.showings.add(row);
    addToTallies(opening, tallies);
  }
  return { visits: [...touched.visits], showings: [...touched.showings], tallies: [...tallies.values()] };
}

function findOrCreateVisit(opening: OpeningRecord, visits: Map<string, OpeningRow[]>): OpeningRow {
  const { tenant, patient, hook, at } = opening;
  const patientVisits = visits.get(patient) ?? [];
  const current = patientVisits.find(
    (candidate) =>
      candidate.tenant === tenant &&
      candidate.hook === hook &&
      Math.abs(at - candidate.at) < opening.visitMs &&
      opening.clinicians.some((clinician) => candidate.clinicians.has(clinician)),
  );
  if (current !== undefined) {
    for (const clinician of opening.clinicians) current.clinicians.add(clinician);
    return current;
  }
  const visit = {
    opening: newOpeningId(at),
    tenant,
    patient,
    hook,
    at,
    cards: 0,
    clinicians: new Set(opening.clinicians),
  };
  visits.set(patient, [...patientVisits, visit]);
  return visit;
}

function mergeShowings(
  opening: OpeningRecord,
  showings: Map<string, ShowingRow>,
  visit: OpeningRow,
  versions: ReadonlyMap<string, string>,
): ShowingRow[] {
  const { tenant, patient, service, at, clinicians } = opening;
  return opening.shown.map(({ card, code, material, suggestions }) => {
    const existing = showings.get(card);
    if (existing !== undefined) {
      existing.last_shown = Math.max(existing.last_shown, at);
      for (const clinician of clinicians) existing.clinicians.add(clinician);
      return existing;
    }
    const times = { first_shown: at, last_shown: at, week: weekOf(at) };
    const lists = { suggestions: JSON.stringify(suggestions), clinicians: new Set(clinicians) };
    const version = versions.get(code) ?? '';
    const showing = { card, tenant, patient, service, code, version, material, ...lists, ...times };
    showings.set(card, showing);
    visit.cards += 1;
    return showing;
  });
}

function addToTallies({ at, findings, held }: OpeningRecord, tallies: Map<string, Tables['tallies']>): void {
  const week = weekOf(at);
  for (const { code, rule } of [...findings.map((code) => ({ code, rule: '' })), ...held]) {
    const key = `${week} ${code} ${rule}`;
    const tally = tallies.get(key) ?? { week, code, rule, amount: 0 };
    tally.amount += 1;
    tallies.set(key, tally);
  }
}
