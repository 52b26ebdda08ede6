import { type IsoDate, isoDay } from '../../history/calendar.ts';
import { judgeMoves, type MoveAway, type MoveLimits, movesAway, noMove } from '../../history/move-away.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { hasRecordedDiscontent } from './discontent.ts';
import { notShown, whyNotShown } from './move-not-shown.ts';
import { type History, parts, moveSettings as settings, type Thresholds } from './move-settings.ts';

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

const silences = ['no-visits', ...noMove, ...notShown] as const;
type NotMoved = Silence<(typeof silences)[number]>;
type Result = Finding<'abrupt-move', AbruptMove> | NotMoved;

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
  silences,
  detect(history, opening, thresholds): Result {
    const move = latestMove(history, opening, thresholds);
    if (isSilent(move)) return move;
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

function latestMove(history: History, opening: Opening, thresholds: Thresholds): MoveAway | NotMoved {
  const { asOf, now } = opening;
  const seen = visits(history, { from: 0, to: asOf + 1 }, now, 'gp');
  const { maxP, maxPDiscontent, minSince, minSinceDiscontent } = thresholds;
  const limits = (discontent: boolean): MoveLimits => ({
    ...thresholds,
    maxP: discontent ? maxPDiscontent : maxP,
    minSince: discontent ? minSinceDiscontent : minSince,
  });
  const named = namedClinician(history, asOf);
  // Discontent is never spoken of: what is too little without it is the reason, whatever is recorded.
  const judged = judgeMoves(seen.counted, limits(false), named);
  const none = judged.filter((one) => 'why' in one).toSorted((a, b) => b.own - a.own);
  const uncertain = new Set(none.map(({ clinician }) => clinician));
  const moves = movesAway(seen.counted, limits(true), named)
    .filter(
      ({ clinician, until }) =>
        !uncertain.has(clinician) ||
        hasRecordedDiscontent(clinician, until, history, { asOf, withinMonths: discontentMonths }),
    )
    .map((move) => ({ move, reason: whyNotShown(move, history, opening, thresholds) }));
  const shown = moves.flatMap(({ move, reason }) => (reason === undefined ? move : []));
  const [latest] = shown.toSorted((a, b) => b.until - a.until);
  const reasons = moves.flatMap(({ move, reason }) => (uncertain.has(move.clinician) ? [] : (reason ?? [])));
  const noMoves = none.map(({ why, numbers }) => silent(why, numbers));
  return latest ?? furthest([...reasons, ...noMoves], silences) ?? silent('no-visits');
}

function seenSince({ since }: MoveAway, opening: Opening): AbruptMove['seen'] {
  const own = since.filter(({ clinician }) => isUser(opening, clinician)).length;
  if (own === 0) return 'others';
  return own === since.length ? 'you' : 'both';
}
