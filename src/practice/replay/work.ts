import { isCandidate } from '../../cards/choose.ts';
import { type Day, mondayOf } from '../../history/calendar.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Counts } from '../counts.ts';
import type { ExportedPerson } from '../people/exported-person.ts';
import type { Work, WorkSite } from '../work.ts';
import { chartFindings, type FindInChart, replayParts } from './chart-findings.ts';
import { chartAt, type ReplayedChart } from './opened-chart.ts';
import { openingsFinder, type ReplayedOpening } from './openings.ts';
import type { ReplayOptions } from './options.ts';
import { type ReplayPseudonyms, replayPseudonyms } from './pseudonyms.ts';
import { count, figuresWith, type HeldFigure, type HeldFinding, replayReason } from './replay-counts.ts';
import { changed } from './setting-changes.ts';
import { visitStarts } from './visit-starts.ts';

/** Replays the openings of each person's chart: counts what the service would find, and what speaks against showing it. */
export const replayWork: Work<ReplayOptions> = {
  parts: replayParts,
  needsConsultingDays: true,
  begin: (options, site) => {
    const { quiet } = site.config;
    const pseudonyms = replayPseudonyms(site.config);
    const openingsOf = openingsFinder(options, site.config);
    const find = chartFindings(site.config, site.thresholds, pseudonyms);
    const findChanged = findingsOfChanges(options, site, pseudonyms);
    return (person, counts) => {
      const { openings, unresolved } = openingsOf(person);
      if (unresolved > 0) count.limit(counts, 'user-unknown', unresolved);
      if (openings.length === 0) return;
      countLimits(person, counts);
      const patient = pseudonyms.patient(person.reference);
      const startsVisit = visitStarts(quiet.sameVisit);
      const held = heldCounter(counts);
      for (const opened of openings) {
        const { now: time, clinician, day } = opened;
        const week = mondayOf(day);
        const chart = chartAt(person, opened);
        countOpening(chart, opened, counts);
        if (startsVisit(clinician, time)) count.visit(counts, { clinician, week, time });
        const found = find(chart);
        for (const { code, part } of found.run.skipped) count.skipped(counts, code, part);
        const variants = [
          ['now', found] as const,
          ...(findChanged ? [['set', findChanged(chart, found)] as const] : []),
        ];
        for (const [variant, { judged }] of variants) {
          const candidates = judged.filter(isCandidate).map(({ code, material }) => ({ code, material }));
          if (candidates.length > 0) count.candidates(counts, { variant, clinician, patient, time, week, candidates });
          for (const { code, why } of judged)
            if (why !== undefined) held.add({ variant, code, reason: replayReason(why) }, week);
        }
      }
      held.end();
    };
  },
};

function findingsOfChanges(
  { set }: ReplayOptions,
  { config, thresholds }: WorkSite,
  pseudonyms: ReplayPseudonyms,
): FindInChart | undefined {
  if (set.length === 0) return undefined;
  const codes = [...new Set(set.map(({ code }) => code))];
  return chartFindings(config, changed(thresholds, set), pseudonyms, codes);
}

/** Counts the findings of one person that are held back; at the end, the person once for each figure. */
function heldCounter(counts: Counts) {
  const figures = new Map<string, HeldFigure>();
  return {
    add: (finding: HeldFinding, week: Day) => {
      count.held(counts, finding, week);
      for (const figure of figuresWith(finding, week)) figures.set(JSON.stringify(figure), figure);
    },
    end: () => {
      for (const figure of figures.values()) count.heldPerson(counts, figure);
    },
  };
}

/** What of a person's record can't be dated, so that a look back takes it as it is today. */
function countLimits({ reading }: ExportedPerson, counts: Counts): void {
  const { person, bookings, conditions, clinicians } = reading;
  if (person.known && person.value.deceased && person.value.deceasedFrom === undefined)
    count.limit(counts, 'died-undated');
  if (person.known && !person.value.active) count.limit(counts, 'closed');
  if (bookings.known) {
    const dated = bookings.value.filter(({ created }) => created !== undefined).length;
    count.field(counts, 'created', true, dated);
    count.field(counts, 'created', false, bookings.value.length - dated);
  }
  if (conditions.known) {
    const dated = conditions.value.filter(({ recorded }) => recorded !== undefined).length;
    count.field(counts, 'recordedDate', true, dated);
    count.field(counts, 'recordedDate', false, conditions.value.length - dated);
  }
  const roles = clinicians.known ? [...clinicians.value.values()].flatMap((one) => one.roles ?? []) : [];
  for (const { reference, start, end } of roles)
    count.role(counts, reference, start !== undefined || end !== undefined);
}

function countOpening({ reading }: ReplayedChart, { day }: ReplayedOpening, counts: Counts): void {
  const { person, registration } = reading;
  count.opening(counts, mondayOf(day));
  if (!person.known) count.limit(counts, 'unreadable');
  else if (registration.known) {
    const since = observableFrom({ registration: registration.value, person: person.value });
    if (since !== undefined && since > day) count.limit(counts, 'before-registration');
  }
}
