import { z } from 'zod';
import { type Day, type IsoDate, isDated, isoDay } from '../../history/calendar.ts';
import { isWithoutMeeting } from '../../history/contact.ts';
import type { PromisedTask, PromiseKind } from '../../history/history.ts';
import { mayHaveMetHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';

/** What was promised, and by when; never by whom. */
export type PromiseOpen = { readonly kind: PromiseKind; readonly due: IsoDate };

const settings = z.object({
  minDays: z.int().min(0).default(7).describe('Least days since it was due'),
  maxDays: z.int().min(1).default(90).describe('Days after it was due from which it is no longer spoken of'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['contacts', 'promises'], uses: [] } as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'promise-open', PromiseOpen>;

/** I3: what the person was promised is still open on our side. */
export const promiseOpen = detector({
  code: 'promise-open',
  mark: 'I3',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const [latest] = history.promises
      .filter((one) => isOverdue(one, opening.asOf, thresholds) && !mayBeFulfilled(one, history, opening))
      .toSorted((a, b) => b.due - a.due);
    if (latest === undefined) return undefined;
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

function isOverdue({ closed, due }: PromisedTask, asOf: Day, { minDays, maxDays }: Thresholds): boolean {
  return closed === undefined && asOf - due >= minDays && asOf - due <= maxDays;
}

/** On the day when it was due, or since, something happened that may have been the promised thing. */
function mayBeFulfilled({ kind, due, letters }: PromisedTask, history: History, opening: Opening): boolean {
  const wasWritten = (letters.at(-1) ?? Number.NEGATIVE_INFINITY) >= due;
  const met = () => mayHaveMetHere(history, due - 1, opening);
  if (kind === 'call') return met();
  if (kind === 'result') return wasWritten || met();
  const entries = history.contacts.filter(isDated).filter((one) => one.here && isWithoutMeeting(one));
  return wasWritten || entries.some(({ day }) => day >= due && day <= opening.asOf);
}
