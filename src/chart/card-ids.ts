import { cardUuid } from '../cards/card-uuid.ts';
import type { Chosen } from '../cards/choose.ts';
import type { Remembered } from '../cards/quieting.ts';
import type { Writing } from '../cards/write.ts';
import { type Day, isoDay } from '../history/calendar.ts';
import type { ClinicianPatientPair } from '../store/store.ts';

/** UUIDs of a chosen card and its suggestions: those that are stored, or those that every replica gives a new card. */
export function cardIds(
  { again, finding, material }: Chosen,
  about: {
    readonly meeting: ClinicianPatientPair;
    readonly encounterId: string | undefined;
    readonly asOf: Day;
    readonly past: Remembered['past'];
  },
): Writing['ids'] {
  if (again !== undefined) return again;
  const { patient, clinicians } = about.meeting;
  const visit = about.encounterId ?? isoDay(about.asOf);
  const taken = new Set(about.past.map(({ card }) => card));
  const card = cardUuid({ patient, clinician: clinicians[0], code: finding.code, material, visit }, taken);
  return { card, suggestions: [] };
}
