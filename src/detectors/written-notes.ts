import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lookBack } from '../history/calendar.ts';
import type { ClinicianKey, RelationalHistory } from '../history/history.ts';
import { noteLeft } from '../history/note-left.ts';
import type { NamedClinician } from './detector.ts';
import { toNamedClinician } from './naming.ts';

/** A note for whoever comes next: who wrote it, and whether with the person. */
export type NoteForNext = {
  readonly clinician: NamedClinician;
  readonly written: IsoDate;
  readonly together: boolean;
};

/** Facts, and the references of what they rest on. */
interface Mentioned<F> {
  readonly facts: F;
  readonly references: readonly string[];
}

/** How recent what the person has written must be. */
export const aboutMeSettings = z.object({
  aboutMeMonths: z
    .int()
    .min(1)
    .default(24)
    .describe('Months within which what the person wrote about themselves counts'),
});

/** The note that `by` left for whoever comes next; of anyone who has left, where none is given. Its words are not read. */
export function noteForNext(
  history: Pick<RelationalHistory, 'clinicians'> & Partial<Pick<RelationalHistory, 'handoverNotes'>>,
  asOf: Day,
  of: { readonly by?: ClinicianKey; readonly from?: Day },
): Mentioned<{ readonly note?: NoteForNext }> {
  const found = noteLeft(history, asOf, of);
  if (found === undefined) return { facts: {}, references: [] };
  const { note, clinician, day } = found;
  const { reference, together } = note;
  const facts = { note: { clinician: toNamedClinician(history, clinician), written: isoDay(day), together } };
  return { facts, references: [reference] };
}

/** When the person last wrote down what they would like to be known. Its words are not read. */
export function aboutMe(
  { aboutMe: entries = [] }: Partial<Pick<RelationalHistory, 'aboutMe'>>,
  asOf: Day,
  { aboutMeMonths }: z.output<typeof aboutMeSettings>,
): Mentioned<{ readonly aboutMe?: IsoDate }> {
  const { from } = lookBack(asOf, aboutMeMonths);
  const [newest] = entries.filter(({ day }) => day >= from).toSorted((a, b) => b.day - a.day);
  if (newest === undefined) return { facts: {}, references: [] };
  return { facts: { aboutMe: isoDay(newest.day) }, references: [newest.reference] };
}
