import { z } from 'zod';
import type { IsoDate } from '../../history/calendar.ts';
import type { Finding, NamedClinician, SeenBy } from '../detector.ts';
import type { Silence } from '../silence.ts';
import { aboutMeSettings } from '../written-notes.ts';

/** Palliative care of the person, whom no familiar GP has seen since; or the person cares for someone, and was long not here. */
export type PalliativeCare = {
  readonly form: 'person' | 'carer';
  /** The usual or named GP, where one may be named. */
  readonly clinician?: NamedClinician;
  /** That GP is the one whom the record names as the person's own. */
  readonly named: boolean;
  /** That GP is the user. */
  readonly you: boolean;
  /** Day of the entry. */
  readonly on: IsoDate;
  /** Of a carer: the last meeting here, where there was one. */
  readonly since?: IsoDate;
  /** The person is here now. */
  readonly here: boolean;
  /** Day on which the person wrote down what they would like to be known. */
  readonly aboutMe?: IsoDate;
};

const days = (standard: number, what: string) => z.int().min(0).default(standard).describe(what);
export const settings = aboutMeSettings.extend({
  fromDays: days(7, 'Days after the first entry of palliative care from which it is shown'),
  toDays: days(90, 'Days after the first entry of palliative care until which it is shown'),
  months: z.int().min(1).default(36).describe('Months over which GP visits show who the usual GP is'),
  carerDays: days(365, 'Days within which it was recorded that the person cares for someone'),
  carerGapDays: days(
    183,
    'Days without a meeting here, and of being known here, after which a card about a carer is shown',
  ),
});
export type Thresholds = z.output<typeof settings>;
export const parts = {
  needs: ['person', 'contacts', 'conditions', 'observations', 'safeguarding', 'losses', 'clinicians'],
  uses: ['registration', 'teams', 'bookings', 'relatives', 'familyLosses', 'aboutMe'],
} as const;
export type History = SeenBy<typeof parts>;

/** Reasons why the person's own palliative care is not spoken of. */
const noCare = [
  'nothing-found',
  'day-not-recorded',
  'too-recent',
  'too-long-ago',
  'not-met-since',
  'clinician-unread',
  'seen-by-own-gp',
] as const;
/** The same for the care of someone else. */
const noCaring = [
  'nothing-found',
  'day-not-recorded',
  'too-long-ago',
  'not-active',
  'hospice',
  'record-begins-lately',
  'caring-ended',
  'met-since',
] as const;
export const silences = [...noCare, ...noCaring, 'safeguarding'] as const;
export type Result = Finding<'palliative-care', PalliativeCare> | Silence<(typeof silences)[number]>;
