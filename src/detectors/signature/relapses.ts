import type { Day } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { greatest } from '../../history/extremes.ts';
import type { Condition, Contact, Observation } from '../../history/history.ts';
import type { ConditionRow } from './conditions.ts';
import type { History, SignEntry } from './feature.ts';
import { relapseTreatments } from './rescue.ts';

/** One relapse: entries less than `mergeDays` apart belong to the same one. */
export interface Relapse {
  /** Its first day. */
  readonly day: Day;
  /** The day of its latest entry. */
  readonly last: Day;
  /** First day after it. */
  readonly end: Day;
  readonly references: readonly string[];
  /** Encounters in which it was recorded. */
  readonly contacts: readonly string[];
}

interface Anchor extends SignEntry {
  readonly ended: Day | undefined;
}

const [scoreFrom, scoreRise] = [10, 5];

/** The relapses of a condition up to a day, oldest first; none where the record does not mention the condition. */
export function relapsesOf(history: History, row: ConditionRow, asOf: Day): readonly Relapse[] {
  if (!isNamed(history, row)) return [];
  const anchors: Anchor[] = [
    ...history.conditions.flatMap((one) => entryOf(one, row)),
    ...history.contacts.flatMap((one) => emergencyOf(one, row)),
    ...(row.byScore ? scoreRises(history.observations ?? []) : []),
    ...relapseTreatments(history.medicines ?? [], row).map((mark) => ({ ...mark, ended: undefined })),
  ];
  const known = anchors.filter(({ day }) => day <= asOf).toSorted((a, b) => a.day - b.day);
  return merged(known, row);
}

function isNamed({ conditions, contacts }: History, { groups, episodes }: ConditionRow): boolean {
  const isOne = (one: { readonly groups: readonly string[] }) => hasAnyGroup(one, groups) || hasAnyGroup(one, episodes);
  return conditions.some(isOne) || contacts.some((one) => isIndividualVisit(one) && isOne(one));
}

/** A review of an existing problem (UK Core ConditionEpisodicity) or an uncertain diagnosis is no relapse. */
function entryOf(condition: Condition, row: ConditionRow): Anchor[] {
  const { onset, onsetExact, review, tentative, ended, reference, contact } = condition;
  if (onset === undefined || !onsetExact || review || tentative) return [];
  const isEpisode =
    hasAnyGroup(condition, row.episodes) ||
    (hasAnyGroup(condition, row.groups) && (row.everyEntry || condition.relapse));
  return isEpisode ? [{ day: onset, reference, contact, ended }] : [];
}

/** An emergency or a stay in hospital with the condition as its reason. */
function emergencyOf(contact: Contact, row: ConditionRow): Anchor[] {
  const { day, until, unplanned, setting, reference } = contact;
  if (day === undefined || !isIndividualVisit(contact) || !(unplanned || setting === 'inpatient')) return [];
  if (!hasAnyGroup(contact, row.groups) && !hasAnyGroup(contact, row.episodes)) return [];
  return [{ day, reference, contact: reference, ended: setting === 'inpatient' ? until : undefined }];
}

/** Kroenke 2001: 10 is moderate depression, and 5 points are a clinically important change. */
function scoreRises(observations: readonly Observation[]): Anchor[] {
  const scores = observations
    .flatMap(({ measure, value, day, reference, contact }) =>
      measure === 'phq-9' && value !== undefined && day !== undefined ? [{ value, day, reference, contact }] : [],
    )
    .toSorted((a, b) => a.day - b.day);
  return scores.flatMap(({ value, ...mark }, i) => {
    const before = scores[i - 1];
    return before && value >= scoreFrom && value - before.value >= scoreRise ? [{ ...mark, ended: undefined }] : [];
  });
}

function merged(anchors: readonly Anchor[], row: ConditionRow): Relapse[] {
  const groups: Anchor[][] = [];
  for (const anchor of anchors) {
    const last = groups.at(-1);
    if (last && anchor.day - (last.at(-1)?.day ?? anchor.day) < row.mergeDays) last.push(anchor);
    else groups.push([anchor]);
  }
  return groups.flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const ends = group.flatMap(({ ended }) => ended ?? []);
    const end = ends.length > 0 ? greatest(ends) : first.day + row.washoutDays;
    return {
      day: first.day,
      last: last.day,
      end: Math.max(end, last.day),
      references: [...new Set(group.map(({ reference }) => reference))],
      contacts: group.flatMap(({ contact }) => contact ?? []),
    };
  });
}

/** Whether something is in one of the code sets. */
export function hasAnyGroup({ groups }: { readonly groups: readonly string[] }, sets: readonly string[]): boolean {
  return groups.some((group) => sets.includes(group));
}
