import { type Day, isoDay } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { silencingGroups } from '../../history/contact.ts';
import { isHereNow, mayHaveMetHere, meetingsHere } from '../../history/meetings.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import { silent } from '../silence.ts';
import { dayNoted, latest, problemsOf } from './entries.ts';
import type { History, Result, Thresholds } from './palliative-facts.ts';

/** The person is recorded as caring for someone, and has had no meeting here of the own for long. */
export function caringForSomeone(history: History, opening: Opening, thresholds: Thresholds): Result {
  const { asOf } = opening;
  const { carerDays, carerGapDays } = thresholds;
  const entries = entriesOf(history);
  if (entries.length === 0) return silent('nothing-found');
  const entry = latest(entries, ({ day }) => day);
  const day = entry?.day;
  if (entry === undefined || day === undefined) return silent('day-not-recorded');
  if (asOf - day > carerDays) return silent('too-long-ago', { agoDays: asOf - day, most: carerDays });
  if (!entry.holds) return silent('not-active');
  if (history.person.hospice) return silent('hospice');
  const knownDays = asOf - (observableFrom(history) ?? asOf);
  if (knownDays < carerGapDays) return silent('record-begins-lately', { knownDays, needs: carerGapDays });
  if (hasEnded(history, day)) return silent('caring-ended', { since: isoDay(day) });
  const quietSince = asOf - carerGapDays;
  if (mayHaveMetHere(history, quietSince, opening)) return silent('met-since', { since: isoDay(quietSince) });
  const last = meetingsHere(history, opening).at(-1);
  return {
    code: 'palliative-care',
    facts: {
      form: 'carer',
      named: false,
      you: false,
      on: isoDay(day),
      ...(last !== undefined && { since: isoDay(last.day) }),
      here: isHereNow(history, opening),
    },
    counted: [entry.reference, ...(last === undefined ? [] : [last.reference])],
    notCounted: [],
    span: { from: Math.min(day, last?.day ?? day), to: day },
    number: 1,
    unit: 'entries',
    changeKey: entry.reference,
  };
}

function entriesOf(history: History) {
  const problems = problemsOf(history, ['carer']).map((one) => ({
    reference: one.reference,
    day: dayNoted(one),
    holds: isSurelyActive(one),
  }));
  const noted = history.observations.filter(({ groups }) => groups.includes('carer'));
  return [...problems, ...noted.map(({ reference, day }) => ({ reference, day, holds: true }))];
}

/** The caring has, or may have, come to an end since: an entry says so, or someone close has died. */
function hasEnded(history: History, day: Day): boolean {
  const { conditions, observations, contacts, losses, familyLosses = [], relatives = [] } = history;
  const ends = [
    ...conditions.map((one) => ({ groups: one.groups, day: dayNoted(one) })),
    ...observations,
    ...contacts.map((one) => ({ groups: silencingGroups(one), day: one.day })),
  ].filter(({ groups }) => groups.includes('no-longer-carer'));
  const deaths = [
    ...[...losses, ...familyLosses].flatMap(({ died, recorded }) => [recorded ?? died, died ?? recorded]),
    ...relatives.flatMap(({ died }) => died ?? []),
  ];
  return [...ends.map((one) => one.day), ...deaths].some((ended) => ended === undefined || ended >= day);
}
