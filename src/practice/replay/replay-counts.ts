import type { Reason } from '../../cards/held.ts';
import type { Candidate } from '../../cards/limits.ts';
import type { ReplayReason } from '../../cards/wording/practice-replay-words.ts';
import { type Code, codes } from '../../detectors/index.ts';
import type { Day } from '../../history/calendar.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Pseudonym } from '../../memory/pseudonyms.ts';
import { add, type Counts, countsOf } from '../counts.ts';

/** With the settings in force, or with the changed ones that are looked at beside them. */
export type Variant = 'now' | 'set';

/** An opening that might show a card, if memory allows it. */
export interface CandidateOpening {
  readonly variant: Variant;
  readonly clinician: ClinicianKey;
  readonly patient: Pseudonym;
  readonly time: number;
  /** Monday of its week. */
  readonly week: Day;
  /** Most important first. */
  readonly candidates: readonly Candidate[];
}

/** A visit of a clinician to a chart begins: what a budget counts. */
export interface BegunVisit {
  readonly clinician: ClinicianKey;
  readonly week: Day;
  readonly time: number;
}

/** A finding that is held back, whatever was shown before. */
export interface HeldFinding {
  readonly variant: Variant;
  readonly code: Code;
  readonly reason: ReplayReason;
}

/** What findings held back are counted by; what is undefined stands for all. */
export interface HeldFigure {
  readonly variant: Variant;
  readonly code: Code | undefined;
  readonly reason: ReplayReason | undefined;
  readonly week: Day | undefined;
}

/** What limits what the figures mean; each is counted as the type of its key says. */
export type Limit = 'user-unknown' | 'unreadable' | 'died-undated' | 'closed' | 'before-registration';

/** A field of entries that a look back needs. */
export type DatedField = 'created' | 'recordedDate' | 'period';

const nameable: readonly ReplayReason[] = [
  'deceased',
  'inactive',
  'replaced',
  'emergency-visit',
  'another-finding',
  'quiet-shown',
  'budget',
  'over-limit',
];

/** The reason as a page may name it. */
export function replayReason(why: Reason): ReplayReason {
  return nameable.find((one) => one === why) ?? 'not-named-here';
}

/** Adds to the counts of a replay; every key of theirs is made here. */
export const count = {
  opening: (counts: Counts, week: Day) => add(counts, ['opening', week]),
  visit: (counts: Counts, { clinician, week, time }: BegunVisit) => add(counts, ['visit', clinician, week, time]),
  candidates: (counts: Counts, { variant, clinician, patient, time, week, candidates }: CandidateOpening) => {
    const all = candidates.flatMap(({ code, material }) => [code, material]);
    add(counts, ['candidates', variant, clinician, patient, time, week, ...all]);
  },
  held: (counts: Counts, { variant, code, reason }: HeldFinding, week: Day) =>
    add(counts, ['held', variant, code, reason, week]),
  /** A person had findings that count for a figure; once for each person. */
  heldPerson: (counts: Counts, { variant, code, reason, week }: HeldFigure) =>
    add(counts, ['held-person', variant, code ?? '', reason ?? '', week ?? '']),
  skipped: (counts: Counts, code: string, part: string) => add(counts, ['skipped', code, part]),
  limit: (counts: Counts, limit: Limit, by = 1) => add(counts, ['limit', limit], by),
  /** Entries with and without a date that a look back needs. */
  field: (counts: Counts, field: DatedField, has: boolean, by = 1) => add(counts, ['field', field, Number(has)], by),
  /** A role, which comes with each person who knows its holder. */
  role: (counts: Counts, reference: string, hasPeriod: boolean) => add(counts, ['role', reference, Number(hasPeriod)]),
};

type Of = readonly (string | number)[];

/** The openings that might show a card, in no order that depends on who was counted first. */
export function candidateOpenings(counts: Counts): readonly CandidateOpening[] {
  return countsOf(counts, 'candidates').map(({ of: [variant, clinician, patient, time, week, ...rest] }) => ({
    variant: variant === 'set' ? 'set' : 'now',
    clinician: String(clinician),
    patient: String(patient),
    time: Number(time),
    week: Number(week),
    candidates: candidatesIn(rest),
  }));
}

function candidatesIn(rest: Of): readonly Candidate[] {
  return rest.flatMap((item, index) => {
    const code = index % 2 === 0 ? codeOf(item) : undefined;
    return code === undefined ? [] : [{ code, material: String(rest[index + 1]) }];
  });
}

/** Visits as often as they began. */
export function begunVisits(counts: Counts): readonly (BegunVisit & { readonly count: number })[] {
  return countsOf(counts, 'visit').map(({ of: [clinician, week, time], count: times }) => ({
    clinician: String(clinician),
    week: Number(week),
    time: Number(time),
    count: times,
  }));
}

/** Openings by week. */
export function openingsByWeek(counts: Counts): ReadonlyMap<Day, number> {
  return new Map(countsOf(counts, 'opening').map(({ of: [week], count: times }) => [Number(week), times]));
}

/** What was held back whatever was shown before: openings by week, and people. */
export function heldFindings(
  counts: Counts,
): readonly (HeldFinding & { readonly week: Day; readonly count: number })[] {
  return countsOf(counts, 'held').flatMap(({ of, count: times }) => {
    const finding = heldOf(of);
    return finding === undefined ? [] : [{ ...finding, week: Number(of[3]), count: times }];
  });
}

/** How many people had findings held back, by figure. */
export function heldPeople(counts: Counts): readonly (HeldFigure & { readonly count: number })[] {
  return countsOf(counts, 'held-person').map(({ of: [variant, code, reason, week], count: times }) => ({
    variant: variant === 'set' ? 'set' : 'now',
    code: codeOf(code),
    reason: reason === '' ? undefined : (String(reason) as ReplayReason),
    week: week === '' ? undefined : Number(week),
    count: times,
  }));
}

/** The figures for which one finding counts. */
export function figuresWith({ variant, code, reason }: HeldFinding, week: Day): readonly HeldFigure[] {
  const ofAll = { variant, code: undefined, reason: undefined, week: undefined };
  return [{ ...ofAll, code, week }, { ...ofAll, code }, { ...ofAll, week }, ofAll, { ...ofAll, code, reason }];
}

function heldOf([variant, raw, reason]: Of): HeldFinding | undefined {
  const code = codeOf(raw);
  if (code === undefined) return undefined;
  return { variant: variant === 'set' ? 'set' : 'now', code, reason: String(reason) as ReplayReason };
}

function codeOf(item: string | number | undefined): Code | undefined {
  return codes.find((code) => code === item);
}
