import type { Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { randomOf } from '../evaluate/lives/random.ts';
import { drawContacts } from './contacts.ts';
import { rowsOfConditions, rowsOfMedicines } from './illness-rows.ts';
import { rowsOfMeasurements } from './measurement-rows.ts';
import { rowsOfPeople } from './people-rows.ts';
import { drawPerson, rowsOfPerson } from './person.ts';
import { hospitalRow, type Practice, practiceOf, rowsOfPractice } from './practice.ts';
import { inRandomOrder, openRowFiles, type RowFiles } from './row-files.ts';
import { rowsOfContact, rowsOfOtherAppointments } from './visit-rows.ts';
import { rowsOfWork } from './work-rows.ts';

/** People whose rows are in memory at once. */
const atATime = 64;

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
 * Writes an export of generated practices into a folder as NDJSON of FHIR R4, a few people at a time, in constant memory. The
 * same options give the same bytes. About 190 rows and 130 KB a person; with Observations 490 rows and 350 KB.
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
    for (let first = 0; first < size; first += atATime) {
      const numbers = Array.from({ length: Math.min(atATime, size - first) }, (_, at) => first + at);
      writeInTurn(
        files,
        numbers.map((number) => rowsOf(practice, [seed, n, number], observations)),
      );
    }
  }
  return files.close();
}

/** Row by row of each in turn: servers sort by id or by time, so that one person's rows are seldom next to each other. */
function writeInTurn(files: RowFiles, people: readonly (readonly Resource[])[]): void {
  const most = Math.max(...people.map(({ length }) => length));
  for (let at = 0; at < most; at += 1)
    for (const rows of people) {
      const row = rows[at];
      if (row !== undefined) files.write(row);
    }
}

function rowsOf(practice: Practice, seed: readonly number[], observations: boolean): readonly Resource[] {
  const random = randomOf(...seed);
  const person = drawPerson(`${practice.name}-person-${(seed.at(-1) ?? 0) + 1}`, practice, random);
  const { contacts, usual } = drawContacts(person, practice, random);
  return [
    ...rowsOfPerson(person, practice, usual, random),
    ...contacts.flatMap((contact) => rowsOfContact(contact, person, practice, random)),
    ...rowsOfOtherAppointments(person, contacts, practice, random),
    ...rowsOfConditions(person, contacts, random),
    ...rowsOfMedicines(person, contacts, random),
    ...rowsOfWork(person, contacts, random),
    ...rowsOfPeople(person, practice, usual, random),
    // Drawn from numbers of their own, so that all other rows are the same without them.
    ...(observations ? rowsOfMeasurements(person, contacts, randomOf(...seed, 1)) : []),
  ];
}
