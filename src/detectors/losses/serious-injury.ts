import { z } from 'zod';
import { type IsoDate, isoDay } from '../../history/calendar.ts';
import { hasCautionWithin } from '../../history/caution.ts';
import type { CautionKind } from '../../history/history.ts';
import { restrictedStays } from '../../history/hospital-stays.ts';
import { isHereNow, mayHaveMetHere } from '../../history/meetings.ts';
import { hasReachedAge } from '../../history/person.ts';
import { detector, type Finding } from '../detector.ts';
import { hospitalEpisodes } from './hospital-episodes.ts';

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
const parts = { needs: ['person', 'contacts', 'cautions', 'safeguarding'], uses: ['registration'] } as const;
type Result = Finding<'serious-injury', SeriousInjury>;
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
  detect(history, opening, thresholds): Result | undefined {
    const { person, contacts, cautions, safeguarding } = history;
    const { asOf } = opening;
    if (safeguarding.length > 0) return undefined;
    const episodes = hospitalEpisodes(contacts, asOf, thresholds);
    const isInHospital = [...episodes, ...restrictedStays(contacts, asOf)].some(({ last }) => last >= asOf);
    const episode = episodes.findLast(
      ({ groups, last, isPlanned }) =>
        groups.has('serious-injury') &&
        !isPlanned &&
        asOf - last >= thresholds.fromDays &&
        asOf - last <= thresholds.toDays,
    );
    if (isInHospital || episode === undefined) return undefined;
    const { first, last, isEndKnown, references } = episode;
    if (first === last || !isEndKnown || !hasReachedAge(person.bornBy, thresholds.minAge, first, true))
      return undefined;
    const { aroundDays } = thresholds;
    if (hasCautionWithin(cautions, byHand, first - aroundDays, last + aroundDays)) return undefined;
    if (mayHaveMetHere(history, last, opening)) return undefined;
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
