import { z } from 'zod';
import { type Day, type IsoDate, isoDay, months } from '../../history/calendar.ts';
import { greatest } from '../../history/extremes.ts';
import type { Condition } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import type { ConditionRow, Relapsing } from './conditions.ts';
import { hasRecentSuicidalRisk } from './contraindications.ts';
import { noteStarterSigns, type StarterSigns } from './note-starter-signs.ts';
import { type Relapse, relapsesOf } from './relapses.ts';
import { settings as ofSignatures } from './settings.ts';

/** The latest of `relapses` is ending, and there is no shared note of signs. */
export type WriteSignature = {
  readonly condition: Relapsing;
  /** Reference of the latest relapse, where it is recorded as a problem. */
  readonly relapse?: string;
  readonly relapses: number;
  readonly began: IsoDate;
  /** Recorded end; absent where no day is given, or enough time has passed without one. */
  readonly ended?: IsoDate;
  /** Length in days of the period before a relapse in which signs are looked for. */
  readonly windowDays: number;
} & StarterSigns;

const settings = ofSignatures.extend({
  endedDays: z.int().min(0).default(60).describe('Days after the end of a relapse in which a note is suggested'),
  remissionMonths: z
    .int()
    .min(0)
    .default(12)
    .describe('Months after its beginning in which a relapse that is in remission, without a day, counts as ending'),
  declinedMonths: z.int().min(0).default(12).describe('Months of silence after a note was revoked or declined'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'conditions', 'signatures', 'followUps'],
  uses: ['bookings', 'observations', 'medicines', 'registration', 'invitations', 'clinicians'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'write-signature', WriteSignature>;

/** The latest relapse of a condition, and its end where recorded. */
interface Ending {
  readonly condition: Relapsing;
  readonly row: ConditionRow;
  readonly relapses: readonly Relapse[];
  readonly latest: Relapse;
  readonly ended: Day | undefined;
}

/** K4: a relapse is ending, and its early signs have not been written down yet. */
export const writeSignature = detector({
  code: 'write-signature',
  mark: 'K4',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    if (hasRecentSuicidalRisk(history, opening.asOf, thresholds.riskDays)) return undefined;
    if (history.signatures.length > 0 || isDeclinedOrBegun(history, opening.asOf, thresholds)) return undefined;
    const names = Object.keys(thresholds.conditions) as Relapsing[];
    const endings = names.flatMap((condition) => endingOf(condition, history, opening.asOf, thresholds) ?? []);
    const [ending] = endings.toSorted((a, b) => b.latest.day - a.latest.day);
    return ending && toFinding(ending, history, opening, thresholds);
  },
});

/** The suggestion was declined (without a day: perhaps recently), or a draft exists already. */
function isDeclinedOrBegun({ followUps }: History, asOf: Day, { declinedMonths }: Thresholds): boolean {
  return followUps.some(
    ({ detection, state, closed }) =>
      detection === 'write-signature' &&
      (state === 'open' || (state === 'declined' && asOf - (closed ?? asOf) <= months(declinedMonths))),
  );
}

function endingOf(condition: Relapsing, history: History, asOf: Day, thresholds: Thresholds): Ending | undefined {
  const row = thresholds.conditions[condition];
  if (row.signs.length === 0) return undefined;
  const relapses = relapsesOf(history, row, asOf);
  const latest = relapses.at(-1);
  if (latest === undefined || relapses.length < thresholds.minRelapses) return undefined;
  const problems = problemsOf(latest, history);
  const days = problems.flatMap(({ ended }) => (ended !== undefined && ended <= asOf ? ended : []));
  const isPast = latest.end <= asOf && asOf - latest.end <= thresholds.endedDays;
  const isRecordedAsOver =
    problems.length > 0 &&
    problems.every(({ active }) => !active) &&
    (latest.end > asOf || (days.length === 0 && isResting(problems, latest, asOf, thresholds)));
  if (!isPast && !isRecordedAsOver) return undefined;
  return { condition, row, relapses, latest, ended: days.length > 0 ? greatest(days) : undefined };
}

/** In remission since an unrecorded day; no news where the relapse began long ago. */
function isResting(
  problems: readonly Condition[],
  { day }: Relapse,
  asOf: Day,
  { remissionMonths }: Thresholds,
): boolean {
  return problems.some(({ remission }) => remission) && asOf - day <= months(remissionMonths);
}

function problemsOf(relapse: Relapse, { conditions }: History): readonly Condition[] {
  const references = new Set(relapse.references);
  return conditions.filter(({ reference }) => references.has(reference));
}

function toFinding(
  { condition, row, relapses, latest, ended }: Ending,
  history: History,
  opening: Opening,
  thresholds: Thresholds,
): Result {
  const [first] = relapses;
  const relapse = problemsOf(latest, history)[0]?.reference;
  const { signs, learned, references } = noteStarterSigns(history, row, opening, thresholds);
  return {
    code: 'write-signature',
    facts: {
      condition,
      ...(relapse !== undefined && { relapse }),
      relapses: relapses.length,
      began: isoDay(latest.day),
      ...(ended !== undefined && { ended: isoDay(ended) }),
      signs,
      learned,
      windowDays: row.windowDays,
    },
    counted: [...new Set([...relapses.flatMap((one) => one.references), ...references])],
    notCounted: [],
    span: { from: first?.day ?? latest.day, to: latest.last },
    number: relapses.length,
    unit: 'episodes',
    changeKey: `${condition} ${isoDay(latest.day)}`,
  };
}
