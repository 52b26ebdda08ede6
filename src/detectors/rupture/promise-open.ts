import { z } from 'zod';
import { type Day, type IsoDate, isDated, isoDay } from '../../history/calendar.ts';
import { isWithoutMeeting } from '../../history/contact.ts';
import { greatest } from '../../history/extremes.ts';
import type { PromisedTask, PromiseKind } from '../../history/history.ts';
import { lastPossibleMeetingHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { furthest, type Silence, silent } from '../silence.ts';

/** What was promised, and by when; never by whom. */
export type PromiseOpen = { readonly kind: PromiseKind; readonly due: IsoDate };

const settings = z.object({
  minDays: z.int().min(0).default(7).describe('Least days since it was due'),
  maxDays: z.int().min(1).default(90).describe('Days after it was due from which it is no longer spoken of'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['contacts', 'promises'], uses: [] } as const;
type History = SeenBy<typeof parts>;
const notOpen = ['promise-closed', 'due-lately', 'too-long-ago', 'written-since', 'met-since'] as const;
type NotOpen = Silence<(typeof notOpen)[number]>;
const silences = ['nothing-found', ...notOpen] as const;
type Result = Finding<'promise-open', PromiseOpen> | Silence<(typeof silences)[number]>;

/** I3: what the person was promised is still open on our side. */
export const promiseOpen = detector({
  code: 'promise-open',
  mark: 'I3',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    if (history.promises.length === 0) return silent('nothing-found');
    const promises = history.promises.toSorted((a, b) => b.due - a.due);
    const last = lastHere(history, opening);
    const reasons: NotOpen[] = [];
    const latest = promises.find((one) => {
      const reason = whyNotOpen(one, last, opening, thresholds);
      if (reason !== undefined) reasons.push(reason);
      return reason === undefined;
    });
    if (latest === undefined) return furthest(reasons, silences) ?? silent('nothing-found');
    const { reference, kind, due, since = due } = latest;
    return {
      code: 'promise-open',
      facts: { kind, due: isoDay(due) },
      counted: [reference],
      notCounted: [],
      span: { from: Math.min(since, due), to: due },
      number: 1,
      unit: 'entries',
      changeKey: reference,
    };
  },
});

/** The last days of what may have fulfilled a promise; -Infinity where there is none. */
type Last = { readonly meeting: Day; readonly entry: Day };

/** Asked once for all promises, of which there may be thousands. */
function lastHere(history: History, opening: Opening): Last {
  const entries = history.contacts.filter(isDated).filter((one) => one.here && isWithoutMeeting(one));
  const days = entries.map(({ day }) => day).filter((day) => day <= opening.asOf);
  return { meeting: lastPossibleMeetingHere(history, opening), entry: greatest(days) };
}

/** It is not overdue, or something happened that may have been the promised thing. */
function whyNotOpen(
  promise: PromisedTask,
  last: Last,
  { asOf }: Opening,
  { minDays, maxDays }: Thresholds,
): NotOpen | undefined {
  const { closed, due } = promise;
  if (closed !== undefined) return silent('promise-closed');
  const agoDays = asOf - due;
  if (agoDays < minDays) return silent('due-lately', { due: isoDay(due), needs: minDays });
  if (agoDays > maxDays) return silent('too-long-ago', { agoDays, most: maxDays });
  return whyFulfilled(promise, last);
}

/** On the day when it was due, or since, something happened that may have been the promised thing. */
function whyFulfilled({ kind, due, letters }: PromisedTask, last: Last): NotOpen | undefined {
  const written = Math.max(
    letters.at(-1) ?? Number.NEGATIVE_INFINITY,
    kind === 'letter' ? last.entry : Number.NEGATIVE_INFINITY,
  );
  if (kind !== 'call' && written >= due) return silent('written-since', { since: isoDay(due) });
  const hasMet = kind !== 'letter' && last.meeting >= due;
  return hasMet ? silent('met-since', { since: isoDay(due - 1) }) : undefined;
}
