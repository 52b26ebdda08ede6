import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import type { Relation } from '../../history/history.ts';
import { isHereNow, mayHaveMetHere, meetingsHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { agreement, lossParts } from './agreement.ts';
import { latestLoss, noLoss, type RecordedLoss } from './latest-loss.ts';
import { spokenOf } from './spoken-of.ts';
import { hasImpairment, unsafe, whyUnsafe } from './unsafe-to-speak.ts';

/** A death close to the person of which nobody here has spoken yet. */
export type Bereavement = {
  /** Only where a code says so. */
  readonly relation?: Relation;
  /** Day of death, of a month its last; absent where only the recording is dated. */
  readonly died?: IsoDate;
  readonly dayKnown: boolean;
  readonly recorded?: IsoDate;
  /** About half a year later. */
  readonly later: boolean;
  /** Visits here on later days; absent where there may have been one that must stay hidden. */
  readonly visitsSince?: number;
  readonly firstVisitSince: boolean;
  /** Dementia or a learning disability is recorded. */
  readonly throughCarer: boolean;
  /** Within how many days someone might get in touch. */
  readonly contactDays: number;
};

const settings = z.object({
  firstDays: z.int().min(1).default(90).describe('Days after the death, or its recording, for the first card'),
  laterFrom: z.int().min(1).default(150).describe('Days after the death from which there is a second card'),
  laterTo: z.int().min(1).default(240).describe('Days after the death up to which there is a second card'),
  contactDays: z.int().min(1).default(14).describe('Days within which the suggested contact is due'),
  ...agreement,
});
type Thresholds = z.output<typeof settings>;
type History = SeenBy<typeof lossParts>;
const notNow = ['too-recent', 'between-the-times', 'too-long-ago', 'spoken-of'] as const;
const silences = [...noLoss, ...notNow, ...unsafe] as const;
type Result = Finding<'bereavement', Bereavement> | Silence<(typeof silences)[number]>;

const daysAMonth = 31;

/** H1: someone close has died, and nobody here is known to have spoken of it. */
export const bereavement = detector({
  code: 'bereavement',
  mark: 'H1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...lossParts,
  lookBackMonths: 0,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const loss = latestLoss(history, opening.asOf, thresholds);
    if (isSilent(loss)) return loss;
    const silence = whyNotNow(loss, history, opening.asOf, thresholds) ?? whyUnsafe(history);
    if (silence !== undefined) return silence;
    const later = isLater(loss, opening.asOf, thresholds);
    const { relation, day, exact, references } = loss;
    return {
      code: 'bereavement',
      facts: {
        ...(relation !== undefined && { relation }),
        ...(loss.isDeath ? { died: isoDay(day) } : { recorded: isoDay(day) }),
        dayKnown: exact,
        later,
        ...visits(loss, history, opening),
        throughCarer: hasImpairment(history, true),
        contactDays: thresholds.contactDays,
      },
      counted: [...references],
      notCounted: [],
      span: { from: day, to: day },
      number: references.length,
      unit: 'entries',
      changeKey: `${isoDay(day)} ${later ? 'later' : 'first'}`,
    };
  },
});

/** The second time, about half a year after the death. */
function isLater({ day }: RecordedLoss, asOf: Day, { firstDays }: Thresholds): boolean {
  return asOf - day > firstDays;
}

/** Why it is neither soon after the death nor about half a year later, or that somebody has spoken of it since. */
function whyNotNow(
  loss: RecordedLoss,
  history: History,
  asOf: Day,
  thresholds: Thresholds,
): Silence<(typeof notNow)[number]> | undefined {
  const { firstDays, laterFrom, laterTo } = thresholds;
  const agoDays = asOf - loss.day;
  const later = isLater(loss, asOf, thresholds);
  if (agoDays < 1) return silent('too-recent', { agoDays, needs: 1 });
  if (later && !loss.isDeath) return silent('too-long-ago', { agoDays, most: firstDays });
  if (later && agoDays < laterFrom) return silent('between-the-times', { agoDays, most: firstDays, needs: laterFrom });
  if (later && agoDays > laterTo) return silent('too-long-ago', { agoDays, most: laterTo });
  const from = later ? loss.day + firstDays + 1 : earliest(loss);
  const isSpokenOf = spokenOf(history, asOf).perhaps.some((day) => day >= from);
  return isSpokenOf ? silent('spoken-of', { since: isoDay(from) }) : undefined;
}

/** The first day on which it can have been. */
function earliest({ day, exact }: RecordedLoss): Day {
  return exact ? day : day - daysAMonth + 1;
}

/** Visits since; nothing about them where one may have been hidden, or was in the month of the death. */
function visits(
  loss: RecordedLoss,
  history: History,
  opening: Opening,
): Pick<Bereavement, 'visitsSince' | 'firstVisitSince'> {
  const from = loss.exact ? loss.day + 1 : earliest(loss);
  const since = meetingsHere(history, opening).filter(({ day }) => day >= from);
  const isClear =
    since.length > 0 ? since.every(({ day }) => day > loss.day) : !mayHaveMetHere(history, from - 1, opening);
  if (!isClear) return { firstVisitSince: false };
  return { visitsSince: since.length, firstVisitSince: since.length === 0 && isHereNow(history, opening) };
}
