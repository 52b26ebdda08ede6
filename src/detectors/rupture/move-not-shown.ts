import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { type Day, isoDay, months } from '../../history/calendar.ts';
import { doubtfulSince } from '../../history/doubtful.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician } from '../../history/history.ts';
import { type MoveAway, weeksSeen } from '../../history/move-away.ts';
import type { Opening } from '../../history/opening.ts';
import { visits } from '../../history/visits.ts';
import { wasTrainee } from '../departures/trainee.ts';
import { isUser } from '../naming.ts';
import { type Silence, silent } from '../silence.ts';
import type { History, Thresholds } from './move-settings.ts';

/** Reasons why a move away is not spoken of. */
export const notShown = [
  'too-long-ago',
  'clinician-unread',
  'perhaps-seen',
  'weeks-unread',
  'seldom-here',
  'was-trainee',
  'was-away',
  'another-named',
  'left-the-clinician',
] as const;
type NotShown = Silence<(typeof notShown)[number]>;

/** It is long ago, may be none after all, or the clinician was not the one to see. */
export function whyNotShown(
  move: MoveAway,
  history: History,
  opening: Opening,
  { lastWithinMonths, minWeeksShare }: Thresholds,
): NotShown | undefined {
  const { clinician, since, until, weeks } = move;
  const agoDays = opening.asOf - (since.at(-1)?.day ?? until);
  const most = months(lastWithinMonths) - 1;
  if (agoDays > most) return silent('too-long-ago', { agoDays, most });
  const unsure = whyUnsure(move, history, opening);
  if (unsure !== undefined) return unsure;
  const read = history.consultingWeeks?.get(clinician);
  const seen = read?.known === true ? weeksSeen(move, read.value) : undefined;
  if (seen === undefined) return silent('weeks-unread');
  if (seen < minWeeksShare * weeks.length)
    return silent('seldom-here', { weeks: seen, of: weeks.length, needs: minWeeksShare });
  return whyNotUsual(move, history, opening);
}

/** Someone of these visits was not read, or may have been the usual clinician after all. */
function whyUnsure({ before, until }: MoveAway, history: History, opening: Opening): NotShown | undefined {
  const from = before[0]?.day ?? until;
  const all = visits(history, { from, to: opening.asOf + 1 }, opening.now, 'gp');
  if (!all.attributable || !allCliniciansRead(all, history)) return silent('clinician-unread');
  return doubtfulSince(history, until, opening).length > 0 ? silent('perhaps-seen') : undefined;
}

/** The clinician was in training or absent, the record names another as the person's own, or the user may not be shown it. */
function whyNotUsual({ clinician, before, until }: MoveAway, history: History, opening: Opening): NotShown | undefined {
  const one = history.clinicians.get(clinician);
  if ([before[0]?.day ?? until, until, opening.asOf].some((day) => wasTrainee(one, day))) return silent('was-trainee');
  if (wasAway(one, until, opening.asOf)) return silent('was-away', { since: isoDay(until) });
  const { namedSince = until, namedClinician: named } = history.person;
  if (named !== undefined && named !== clinician && namedSince > until)
    return silent('another-named', { since: isoDay(namedSince) });
  return isUser(opening, clinician) && one?.optedIn !== true ? silent('left-the-clinician') : undefined;
}

function wasAway(clinician: Clinician | undefined, from: Day, to: Day): boolean {
  const absences = (rolesHere(clinician) ?? []).flatMap(({ away }) => away);
  return absences.some((one) => (one.to ?? to) > from && (one.from ?? from) <= to);
}
