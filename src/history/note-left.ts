import type { Day } from './calendar.ts';
import { worksHere } from './employment.ts';
import type { ClinicianKey, HandoverNote, RelationalHistory } from './history.ts';

/** A finished note, its day, and who of its authors has left. */
export interface NoteLeft {
  readonly note: HandoverNote;
  readonly clinician: ClinicianKey;
  readonly day: Day;
}

type Staffed = Pick<RelationalHistory, 'clinicians'> & Partial<Pick<RelationalHistory, 'handoverNotes'>>;

/** The newest finished note that `clinician` wrote; of anyone who has left, where none is given. */
export function noteLeft(
  { handoverNotes = [], clinicians }: Staffed,
  asOf: Day,
  { by, from = -Infinity }: { readonly by?: ClinicianKey; readonly from?: Day },
): NoteLeft | undefined {
  const isAuthor = (key: ClinicianKey) =>
    by === undefined ? worksHere(clinicians.get(key), asOf) === false : key === by;
  return handoverNotes
    .flatMap((note) => {
      const { day, finished } = note;
      const clinician = note.clinicians.find((key) => isAuthor(key) && clinicians.get(key)?.notNamed !== true);
      if (!finished || clinician === undefined || day === undefined || day < from) return [];
      return [{ note, clinician, day }];
    })
    .toSorted((a, b) => b.day - a.day || (a.note.reference < b.note.reference ? -1 : 1))[0];
}

/** Whether a clinician has begun or finished such a note. */
export function hasBegunNote(
  { handoverNotes = [] }: Partial<Pick<RelationalHistory, 'handoverNotes'>>,
  clinician: ClinicianKey,
): boolean {
  return handoverNotes.some(({ clinicians }) => clinicians.includes(clinician));
}
