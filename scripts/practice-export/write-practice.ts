import type { Day } from '#src/history/calendar.ts';
import { randomOf } from '../evaluate/lives/random.ts';
import { drawContacts } from './contacts.ts';
import { rowsOfConditions, rowsOfMedicines } from './illness-rows.ts';
import { rowsOfMeasurements } from './measurement-rows.ts';
import { drawPerson, rowsOfPerson } from './person.ts';
import { hospitalRow, type Practice, practiceOf, rowsOfPractice } from './practice.ts';
import { inRandomOrder, openRowFiles, type RowFiles } from './row-files.ts';
import { rowsOfContact, rowsOfOtherAppointments } from './visit-rows.ts';
import { rowsOfWork } from './work-rows.ts';

/** What is generated. */
export interface Wanted {
  readonly people: number;
  /** The day of the export. */
  readonly asOf: Day;
  readonly seed?: number;
  /** Number of practices, over which the people are spread evenly; each has a staff of its own. */
  readonly practices?: number;
  readonly observations?: boolean;
  readonly gzip?: boolean;
  /** Writes the rows of each type in a random order that this seed gives; holds all of them in memory. */
  readonly shuffle?: number;
}

/**
 * Writes an export of generated practices into a folder as NDJSON of FHIR R4, person by person in constant memory. The same
 * options give the same bytes. About 190 rows and 130 KB a person; with Observations 490 rows and 350 KB.
 * @returns How many rows of each type there are.
 */
export function writePractice(folder: string, wanted: Wanted): ReadonlyMap<string, number> {
  const { people, asOf, seed = 1, practices = 1, observations = false, gzip = false, shuffle } = wanted;
  const inOrder = openRowFiles(folder, { gzip });
  const files = shuffle === undefined ? inOrder : inRandomOrder(inOrder, randomOf(shuffle));
  files.write(hospitalRow(asOf));
  for (let n = 0; n < practices; n += 1) {
    const size = Math.ceil((people - n) / practices);
    const practice = practiceOf(`practice-${n + 1}`, size, asOf, randomOf(seed, n));
    for (const row of rowsOfPractice(practice)) files.write(row);
    for (let number = 0; number < size; number += 1) writePerson(files, practice, [seed, n, number], observations);
  }
  return files.close();
}

function writePerson(files: RowFiles, practice: Practice, seed: readonly number[], observations: boolean): void {
  const random = randomOf(...seed);
  const person = drawPerson(`${practice.name}-person-${(seed.at(-1) ?? 0) + 1}`, practice, random);
  const { contacts, usual } = drawContacts(person, practice, random);
  for (const row of rowsOfPerson(person, practice, usual, random)) files.write(row);
  for (const contact of contacts) for (const row of rowsOfContact(contact, person, practice, random)) files.write(row);
  for (const row of rowsOfOtherAppointments(person, contacts, practice, random)) files.write(row);
  for (const row of rowsOfConditions(person, contacts, random)) files.write(row);
  for (const row of rowsOfMedicines(person, contacts, random)) files.write(row);
  for (const row of rowsOfWork(person, contacts, random)) files.write(row);
  // Drawn from numbers of their own, so that all other rows are the same without them.
  if (observations) for (const row of rowsOfMeasurements(person, contacts, randomOf(...seed, 1))) files.write(row);
}
