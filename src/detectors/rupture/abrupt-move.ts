import type { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { type Day, type IsoDate, isoDay, months } from '../../history/calendar.ts';
import { doubtfulSince } from '../../history/doubtful.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician } from '../../history/history.ts';
import { consultedThen, type MoveAway, type MoveLimits, movesAway } from '../../history/move-away.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { wasTrainee } from '../departures/trainee.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { hasRecordedDiscontent } from './discontent.ts';
import { moveSettings as settings } from './move-settings.ts';

/** `visits` of `of` GP visits were with the usual clinician until a day; those `since` were all with others. */
export type AbruptMove = {
  readonly clinician: NamedClinician;
  readonly you: boolean;
  readonly visits: number;
  readonly of: number;
  readonly until: IsoDate;
  readonly since: number;
  /** Whether the user is the only one seen since, one of several, or none of them. */
  readonly seen: 'you' | 'both' | 'others';
};

/** Discontent is looked for as far back as it keeps cards from sending the person back. */
const discontentMonths = 24;

type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'bookings', 'conditions', 'observations', 'roles', 'clinicians'],
  uses: ['registration', 'teams', 'consultingWeeks'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'abrupt-move', AbruptMove>;

/** I1: someone who nearly always saw one clinician sees only others, though that clinician was here. */
export const abruptMove = detector({
  code: 'abrupt-move',
  mark: 'I1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  supersededBy: {
    codes: ['usual-clinician-left', 'usual-clinician-away', 'usual-clinician-leaving', 'trainee-changeover'],
    sameClinician: true,
  },
  offByDefault: true,
  ...parts,
  lookBackMonths: 24,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const move = latestMove(history, opening, thresholds);
    if (move === undefined) return undefined;
    const { clinician, before, own, until, since } = move;
    return {
      code: 'abrupt-move',
      facts: {
        clinician: toNamedClinician(history, clinician),
        you: isUser(opening, clinician),
        visits: own,
        of: before.length,
        until: isoDay(until),
        since: since.length,
        seen: seenSince(move, opening),
      },
      counted: [...before, ...since].map(({ reference }) => reference),
      notCounted: [],
      span: { from: before[0]?.day ?? until, to: since.at(-1)?.day ?? until },
      number: before.length + since.length,
      unit: 'visits',
      changeKey: `${clinician} ${isoDay(until)}`,
    };
  },
});

function latestMove(history: History, opening: Opening, thresholds: Thresholds): MoveAway | undefined {
  const { asOf, now } = opening;
  const seen = visits(history, { from: 0, to: asOf + 1 }, now, 'gp');
  const { maxP, maxPDiscontent, minSince, minSinceDiscontent, lastWithinMonths } = thresholds;
  const limits = (discontent: boolean): MoveLimits => ({
    ...thresholds,
    maxP: discontent ? maxPDiscontent : maxP,
    minSince: discontent ? minSinceDiscontent : minSince,
  });
  const named = namedClinician(history, asOf);
  const certain = new Set(movesAway(seen.counted, limits(false), named).map(({ clinician }) => clinician));
  return movesAway(seen.counted, limits(true), named)
    .filter((move) => {
      const { clinician, until } = move;
      return (
        certain.has(clinician) ||
        hasRecordedDiscontent(clinician, until, history, { asOf, withinMonths: discontentMonths })
      );
    })
    .filter((move) => (move.since.at(-1)?.day ?? 0) > asOf - months(lastWithinMonths))
    .filter((move) => isSure(move, history, opening) && !isExplained(move, history, opening, thresholds))
    .toSorted((a, b) => b.until - a.until)[0];
}

/** Everyone of these visits was read, and none may have been with the usual clinician after all. */
function isSure({ before, until }: MoveAway, history: History, opening: Opening): boolean {
  const from = before[0]?.day ?? until;
  const all = visits(history, { from, to: opening.asOf + 1 }, opening.now, 'gp');
  return all.attributable && allCliniciansRead(all, history) && doubtfulSince(history, until, opening).length === 0;
}

/** The clinician was absent, the record names another as the person's own, or the user may not be shown it. */
function isExplained(move: MoveAway, history: History, opening: Opening, { minWeeksShare }: Thresholds): boolean {
  const { clinician, before, until } = move;
  const one = history.clinicians.get(clinician);
  const weeks = history.consultingWeeks?.get(clinician);
  if (weeks?.known !== true || !consultedThen(move, weeks.value, minWeeksShare)) return true;
  if (isUser(opening, clinician) && one?.optedIn !== true) return true;
  const { namedSince, namedClinician: named } = history.person;
  return (
    [before[0]?.day ?? until, until, opening.asOf].some((day) => wasTrainee(one, day)) ||
    wasAway(one, until, opening.asOf) ||
    (named !== undefined && named !== clinician && (namedSince ?? until) > until)
  );
}

function wasAway(clinician: Clinician | undefined, from: Day, to: Day): boolean {
  const absences = (rolesHere(clinician) ?? []).flatMap(({ away }) => away);
  return absences.some((one) => (one.to ?? to) > from && (one.from ?? from) <= to);
}

function seenSince({ since }: MoveAway, opening: Opening): AbruptMove['seen'] {
  const own = since.filter(({ clinician }) => isUser(opening, clinician)).length;
  if (own === 0) return 'others';
  return own === since.length ? 'you' : 'both';
}
