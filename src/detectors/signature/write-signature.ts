import { z } from 'zod';
import { type Day, type IsoDate, isoDay, months } from '../../history/calendar.ts';
import type { Opening } from '../../history/opening.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import type { Relapsing } from './conditions.ts';
import { hasRecentSuicidalRisk } from './contraindications.ts';
import { type Ending, endingOf, noEnding, problemsOf } from './ending.ts';
import { mentionedConditions } from './learn.ts';
import { noteStarterSigns, type StarterSigns } from './note-starter-signs.ts';
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
const silences = [
  'note-exists',
  'note-begun',
  'note-declined',
  'no-such-condition',
  ...noEnding,
  'suicidal-risk',
] as const;
type Found = Finding<'write-signature', WriteSignature>;

/** K4: a relapse is ending, and its early signs have not been written down yet. */
export const writeSignature = detector({
  code: 'write-signature',
  mark: 'K4',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 0,
  settings,
  silences,
  detect(history, opening, thresholds): Found | Silence<(typeof silences)[number]> {
    if (history.signatures.length > 0) return silent('note-exists');
    const answered = whyAnswered(history, opening.asOf, thresholds);
    if (answered !== undefined) return answered;
    const names = mentionedConditions(history, thresholds);
    const each = names.map((condition) => endingOf(condition, history, opening.asOf, thresholds));
    const endings = each.flatMap((one) => (isSilent(one) ? [] : one));
    const [ending] = endings.toSorted((a, b) => b.latest.day - a.latest.day);
    if (ending === undefined) {
      const none = each.flatMap((one) => (isSilent(one) ? one : []));
      return furthest(none, noEnding) ?? silent('no-such-condition');
    }
    if (hasRecentSuicidalRisk(history, opening.asOf, thresholds.riskDays)) return silent('suicidal-risk');
    return toFinding(ending, history, opening, thresholds);
  },
});

/** A draft exists already, or the suggestion was declined (without a day: perhaps recently). */
function whyAnswered(
  { followUps }: History,
  asOf: Day,
  { declinedMonths }: Thresholds,
): Silence<'note-begun' | 'note-declined'> | undefined {
  const own = followUps.filter(({ detection }) => detection === 'write-signature');
  if (own.some(({ state }) => state === 'open')) return silent('note-begun');
  const isDeclined = own.some(
    ({ state, closed }) => state === 'declined' && asOf - (closed ?? asOf) <= months(declinedMonths),
  );
  return isDeclined ? silent('note-declined', { months: declinedMonths }) : undefined;
}

function toFinding(
  { condition, row, relapses, latest, ended }: Ending,
  history: History,
  opening: Opening,
  thresholds: Thresholds,
): Found {
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
