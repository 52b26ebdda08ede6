import { abruptMove } from './abrupt-move.ts';
import { away } from './absences.ts';
import { anniversary } from './anniversary.ts';
import { bereavement } from './bereavement.ts';
import { afterLeaving as bookedAfterLeaving, elsewhere } from './booking.ts';
import { medicineAfter, missedAfter } from './came-after.ts';
import { carer } from './carer.ts';
import { type Case, casesOf } from './cause.ts';
import { childInHospital } from './child-in-hospital.ts';
import { fell, low } from './continuity.ts';
import { leaving, left } from './departures.ts';
import { diagnosis } from './diagnosis.ts';
import { emergencies } from './emergencies.ts';
import { first, team } from './familiarity.ts';
import { injury } from './injury.ts';
import { invitations, quietPattern } from './invitations.ts';
import { leftBeforeSeen } from './left-before-seen.ts';
import { manyContacts } from './many-contacts.ts';
import { medicine } from './medicine.ts';
import { afterDeath, afterDiagnosis, afterLeaving, afterMedicine } from './next-contact.ts';
import { palliative } from './palliative.ts';
import { pregnancyLoss } from './pregnancy-loss.ts';
import { promiseOpen } from './promise-open.ts';
import { shared } from './shared-signature.ts';
import { symptoms } from './symptoms.ts';
import { changeover, goodbyes } from './trainees.ts';
import { unevenContact } from './uneven-contact.ts';
import { write } from './write-signature.ts';
import { aboutMe, note } from './written-notes.ts';

/** Each life with a cause, and each line that must silence it, in the order of the report. */
export const cases: readonly Case[] = [
  ...casesOf(bereavement),
  ...casesOf(pregnancyLoss),
  ...casesOf(diagnosis),
  ...casesOf(injury),
  ...casesOf(palliative),
  ...casesOf(carer),
  ...casesOf(childInHospital),
  ...casesOf(anniversary),
  ...casesOf(manyContacts),
  ...casesOf(unevenContact),
  ...casesOf(abruptMove),
  ...casesOf(leftBeforeSeen),
  ...casesOf(promiseOpen),
  ...casesOf(afterDeath),
  ...casesOf(afterDiagnosis),
  ...casesOf(afterLeaving),
  ...casesOf(afterMedicine),
  ...casesOf(note),
  ...casesOf(aboutMe.whenLeft),
  ...casesOf(aboutMe.whenFirstMet),
  ...casesOf(aboutMe.inPalliativeCare),
  ...casesOf(missedAfter),
  ...casesOf(medicineAfter),
  ...casesOf(left),
  ...casesOf(leaving),
  ...casesOf(away),
  ...casesOf(changeover),
  ...casesOf(goodbyes),
  ...casesOf(fell),
  ...casesOf(low),
  ...casesOf(first),
  ...casesOf(team),
  ...casesOf(medicine),
  ...casesOf(emergencies),
  ...casesOf(invitations),
  ...casesOf(quietPattern),
  ...casesOf(symptoms),
  ...casesOf(elsewhere),
  ...casesOf(bookedAfterLeaving),
  ...casesOf(shared),
  ...casesOf(write),
];
