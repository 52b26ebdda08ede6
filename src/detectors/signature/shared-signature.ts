import { z } from 'zod';
import { type Day, type IsoDate, isoDay, months } from '../../history/calendar.ts';
import type { SharedSignature, Sign } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { eventDay } from '../event-day.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { type Silence, silent } from '../silence.ts';

/** Signs of a shared note that are in the record now. */
export type SharedSignatureSeen = {
  readonly present: number;
  readonly of: number;
  readonly signs: readonly { readonly text: string; readonly on: IsoDate }[];
  readonly written?: IsoDate;
  readonly author?: NamedClinician;
  /** The author is the one who opened the chart. */
  readonly you: boolean;
  /** The person took part in writing it. */
  readonly together: boolean;
  /** The person's own words. */
  readonly words?: string;
  /** Written 12 months ago or more. */
  readonly reviewDue: boolean;
};

const settings = z.object({
  reviewMonths: z.int().min(1).default(12).describe('Months after which the note is due to be looked at again'),
});

/** The uses are what an agreed sign may be found in. */
const parts = {
  needs: ['signatures', 'clinicians', 'person'],
  uses: ['contacts', 'bookings', 'conditions', 'observations', 'medicines', 'invitations', 'procedures'],
} as const;
type History = SeenBy<typeof parts>;
const silences = ['no-shared-note', 'too-few-signs-of-note'] as const;
type Result = Finding<'shared-signature', SharedSignatureSeen> | Silence<(typeof silences)[number]>;

/** E2: signs that the person and a clinician wrote down are in the record now. */
export const sharedSignature = detector({
  code: 'shared-signature',
  mark: 'E2',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  restsOn: [
    'usual-clinician-left',
    'usual-clinician-away',
    'usual-clinician-leaving',
    'late-presentation',
    'emergency-first',
    'gone-quiet',
    'unanswered-invitations',
    'missed-appointments',
    'medicine-not-collected',
    'quiet-pattern',
  ],
  lookBackMonths: 0,
  settings,
  silences,
  detect(history, opening, { reviewMonths }, found): Result {
    const plans = history.signatures
      .map((plan) => ({ plan, present: presentSigns(plan, opening.asOf, found), needs: Math.max(1, plan.minSigns) }))
      .toSorted((a, b) => b.present.length - a.present.length || byNewest(a.plan, b.plan));
    const most = plans.find(({ present, needs }) => present.length >= needs);
    if (most === undefined) return whyTooFew(plans);
    const { plan, present } = most;
    const days = present.map(({ day }) => day);
    return {
      code: 'shared-signature',
      facts: factsOf(history, opening, plan, { present, reviewMonths }),
      counted: [...new Set([plan.reference, ...present.flatMap(({ references }) => references)])],
      notCounted: [],
      span: { from: Math.min(...days), to: Math.max(...days) },
      number: present.length,
      unit: 'signs',
      changeKey: present.toSorted((a, b) => b.day - a.day)[0]?.key ?? plan.reference,
    };
  },
});

/** By the plan that lacks the fewest signs. */
function whyTooFew(
  plans: readonly { readonly present: readonly Present[]; readonly needs: number }[],
): Silence<(typeof silences)[number]> {
  const [nearest] = plans.toSorted((a, b) => a.needs - a.present.length - (b.needs - b.present.length));
  if (nearest === undefined) return silent('no-shared-note');
  return silent('too-few-signs-of-note', { signs: nearest.present.length, needs: nearest.needs });
}

/** An agreed sign that is present, by its latest entry. */
interface Present {
  readonly text: string;
  readonly day: Day;
  readonly references: readonly string[];
  /** Identifies the entry, so that a newer one is recognised as news. */
  readonly key: string;
}

function presentSigns(plan: SharedSignature, asOf: Day, found: readonly Finding[]): readonly Present[] {
  return plan.signs.flatMap(
    (sign) => (sign.detection === undefined ? recorded(sign, plan, asOf) : detected(sign, plan, found)) ?? [],
  );
}

function recorded({ text, seen, withinDays }: Sign, plan: SharedSignature, asOf: Day): Present | undefined {
  const since = asOf - Math.min(plan.windowDays, withinDays ?? plan.windowDays);
  const latest = seen
    .filter(({ day }) => day >= since && day <= asOf && isAfter(plan, day))
    .reduce<Sign['seen'][number] | undefined>((last, one) => (last && last.day > one.day ? last : one), undefined);
  return latest && { text, ...latest, key: latest.references.join(' ') };
}

/** A detection is about now, so the plan's window does not apply; but its event may still be older than the plan. */
function detected({ text, detection }: Sign, plan: SharedSignature, found: readonly Finding[]): Present | undefined {
  const finding = found.find(({ code }) => code === detection);
  const day = finding && eventDay(finding);
  if (finding === undefined || day === undefined || !isAfter(plan, day)) return undefined;
  return { text, day, references: finding.counted, key: `${finding.code} ${finding.changeKey}` };
}

/** Where the day of writing is not recorded, only the window decides. */
function isAfter({ written }: SharedSignature, day: Day): boolean {
  return written === undefined || day > written;
}

function byNewest(a: SharedSignature, b: SharedSignature): number {
  return (b.written ?? 0) - (a.written ?? 0) || (a.reference < b.reference ? -1 : 1);
}

function factsOf(
  history: History,
  opening: Opening,
  { signs, written, author, together, words }: SharedSignature,
  { present, reviewMonths }: { readonly present: readonly Present[]; readonly reviewMonths: number },
): SharedSignatureSeen {
  return {
    present: present.length,
    of: signs.length,
    signs: present.map(({ text, day }) => ({ text, on: isoDay(day) })),
    ...(written === undefined ? {} : { written: isoDay(written) }),
    ...(author === undefined ? {} : { author: toNamedClinician(history, author) }),
    you: author !== undefined && isUser(opening, author),
    together,
    ...(words === undefined ? {} : { words }),
    reviewDue: written !== undefined && opening.asOf - written >= months(reviewMonths),
  };
}
