import { newOpeningId } from '../month.ts';
import { silentRule } from '../silent-rule.ts';
import type { OpeningRecord, ShownCard } from '../store.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';

/** A row of `openings` with the pseudonyms of its clinician. */
export type OpeningRow = Omit<Tables['openings'], 'week'> &
  Record<CardCount, number> & { readonly clinicians: Set<string> };

/** Which cards of a visit are counted: those shown, or those that would have been. */
type CardCount = 'cards' | 'silent_cards';

/** A row of `showings` with its clinicians as a set instead of JSON. */
export type ShowingRow = Omit<Tables['showings'], 'clinicians'> & { readonly clinicians: Set<string> };

/** Existing rows that openings may touch. */
interface ExistingRows {
  readonly visits: readonly OpeningRow[];
  readonly showings: readonly ShowingRow[];
  readonly silent: readonly ShowingRow[];
}

/**
 * Computes the rows that openings add or change; existing rows are updated in place. `versionsOf` gives those of
 * the detections, by code, at a tenant.
 */
export function mergeOpenings(
  openings: readonly OpeningRecord[],
  rows: ExistingRows,
  versionsOf: (tenant: string) => ReadonlyMap<string, string>,
) {
  const existing = {
    visits: Map.groupBy(rows.visits, ({ patient }) => patient),
    showings: byCard(rows.showings),
    silent: byCard(rows.silent),
  };
  const touched = { visits: new Set<OpeningRow>(), showings: new Set<ShowingRow>(), silent: new Set<ShowingRow>() };
  const tallies = new Map<string, Tables['tallies']>();
  for (const opening of openings) {
    const visit = findOrCreateVisit(opening, existing.visits);
    touched.visits.add(visit);
    const { shown, silent } = opening;
    const shownIn = { opening, visit, versions: versionsOf(opening.tenant) };
    for (const row of mergeShowings(shown, existing.showings, shownIn, 'cards')) touched.showings.add(row);
    for (const row of mergeShowings(silent?.shown ?? [], existing.silent, shownIn, 'silent_cards'))
      touched.silent.add(row);
    addToTallies(opening, tallies);
  }
  return {
    visits: [...touched.visits],
    showings: [...touched.showings],
    silent: [...touched.silent],
    tallies: [...tallies.values()],
  };
}

function byCard(rows: readonly ShowingRow[]): Map<string, ShowingRow> {
  return new Map(rows.map((row) => [row.card, row]));
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
    silent_cards: 0,
    clinicians: new Set(opening.clinicians),
  };
  visits.set(patient, [...patientVisits, visit]);
  return visit;
}

function mergeShowings(
  shown: readonly ShownCard[],
  showings: Map<string, ShowingRow>,
  {
    opening: { tenant, patient, service, at, clinicians },
    visit,
    versions,
  }: {
    readonly opening: OpeningRecord;
    readonly visit: OpeningRow;
    readonly versions: ReadonlyMap<string, string>;
  },
  count: CardCount,
): ShowingRow[] {
  return shown.map(({ card, code, material, suggestions }) => {
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
    visit[count] += 1;
    return showing;
  });
}

function addToTallies({ at, findings, held, silent }: OpeningRecord, tallies: Map<string, Tables['tallies']>): void {
  const week = weekOf(at);
  for (const { code, rule } of [
    ...findings.map((code) => ({ code, rule: '' })),
    ...held,
    ...(silent?.findings ?? []).map((code) => ({ code, rule: silentRule() })),
    ...(silent?.held ?? []).map(({ code, rule }) => ({ code, rule: silentRule(rule) })),
  ]) {
    const key = `${week} ${code} ${rule}`;
    const tally = tallies.get(key) ?? { week, code, rule, amount: 0 };
    tally.amount += 1;
    tallies.set(key, tally);
  }
}
