import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { hasCautionWithin } from '../../history/caution.ts';
import type { CautionKind } from '../../history/history.ts';
import { restrictedStays } from '../../history/hospital-stays.ts';
import { isHereNow, mayHaveMetHere } from '../../history/meetings.ts';
import { hasReachedAge } from '../../history/person.ts';
import { detector, type Finding } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';
import { type HospitalEpisode, hospitalEpisodes } from './hospital-episodes.ts';

/** The person left hospital after a serious injury, and nobody here has met them since. */
export type SeriousInjury = {
  readonly left: IsoDate;
  /** The person is here, in the first visit since. */
  readonly here: boolean;
};

const days = (standard: number, what: string) => z.int().min(0).default(standard).describe(what);
const settings = z.object({
  fromDays: days(7, 'Days after leaving hospital from which it is shown'),
  toDays: days(60, 'Days after leaving hospital until which it is shown'),
  touchDays: days(1, 'Days between two stays up to which they are one'),
  neverClosedDays: days(180, 'Days beyond which a stay that is still recorded as going on was never closed'),
  aroundDays: days(14, 'Days around the stay within which self-harm, an assault or abuse keeps the card back'),
  minAge: z.int().min(0).default(2).describe('Age in years from which it is shown'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['person', 'contacts', 'cautions', 'safeguarding'], uses: ['registration'] } as const;
const silences = [
  'nothing-found',
  'in-hospital',
  'planned-stay',
  'too-recent',
  'too-long-ago',
  'no-night',
  'end-not-recorded',
  'too-young',
  'met-since',
  'self-harm-or-assault',
  'safeguarding',
] as const;
type Result = Finding<'serious-injury', SeriousInjury> | Silence<(typeof silences)[number]>;
/** Such an injury may have been done by the person or by someone close: a card is not the place to speak of it. */
const byHand: readonly CautionKind[] = ['self-harm', 'assault', 'domestic-abuse'];

/** H4: an unplanned stay in hospital with a serious injury, and no visit here since. */
export const seriousInjury = detector({
  code: 'serious-injury',
  mark: 'H4',
  version: 1,
  audience: { children: true, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  lookBackMonths: 3,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const { person, contacts, cautions, safeguarding } = history;
    const { asOf } = opening;
    const episodes = hospitalEpisodes(contacts, asOf, thresholds);
    const injuries = episodes.filter(({ groups }) => groups.has('serious-injury'));
    if (injuries.length === 0) return silent('nothing-found');
    if ([...episodes, ...restrictedStays(contacts, asOf)].some(({ last }) => last >= asOf))
      return silent('in-hospital');
    const unplanned = injuries.filter(({ isPlanned }) => !isPlanned);
    const episode = unplanned.findLast((one) => whyNotLately(one, asOf, thresholds) === undefined);
    if (episode === undefined) {
      const latest = unplanned.at(-1);
      return (latest && whyNotLately(latest, asOf, thresholds)) ?? silent('planned-stay');
    }
    const { first, last, isEndKnown, references } = episode;
    if (first === last) return silent('no-night');
    if (!isEndKnown) return silent('end-not-recorded');
    if (!hasReachedAge(person.bornBy, thresholds.minAge, first, true))
      return silent('too-young', { needs: thresholds.minAge });
    if (mayHaveMetHere(history, last, opening)) return silent('met-since', { since: isoDay(last) });
    const { aroundDays } = thresholds;
    if (hasCautionWithin(cautions, byHand, first - aroundDays, last + aroundDays))
      return silent('self-harm-or-assault');
    if (safeguarding.length > 0) return silent('safeguarding');
    return {
      code: 'serious-injury',
      facts: { left: isoDay(last), here: isHereNow(history, opening) },
      counted: references,
      notCounted: [],
      span: { from: first, to: last },
      number: 1,
      unit: 'episodes',
      changeKey: references[0] ?? '',
    };
  },
});

function whyNotLately(
  { last }: HospitalEpisode,
  asOf: Day,
  { fromDays, toDays }: Thresholds,
): Silence<'too-recent' | 'too-long-ago'> | undefined {
  const agoDays = asOf - last;
  if (agoDays < fromDays) return silent('too-recent', { agoDays, needs: fromDays });
  return agoDays > toDays ? silent('too-long-ago', { agoDays, most: toDays }) : undefined;
}
