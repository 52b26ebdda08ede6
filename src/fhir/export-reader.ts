import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '../history/calendar.ts';
import type { Part, UnreadReason } from '../history/history.ts';
import type { PracticeCentiles } from '../history/practice-centiles.ts';
import { objectsAt } from './json.ts';
import {
  createRecordMapper,
  type ListedClinicians,
  type MappedRecord,
  type OpeningContext,
  type RecordMapper,
  type Sources,
} from './mappers/index.ts';
import { everyPart } from './read/searches.ts';
import { indexStaff } from './record/staff-index.ts';
import { staffNames } from './record/staff-names.ts';
import type { CodeSets } from './terminology/code-sets.ts';

export { consultationOf } from './mappers/index.ts';
export type { Places } from './record/places.ts';

/** What an export holds of one person: the Patient and, by type, every row that names them, each once. */
export interface ExportedRows {
  readonly patient: Patient;
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
}

/** Maps the records of an export, one person at a time. */
export interface ExportReader {
  /** Never throws for what a row holds: what can't be used is left out and counted by reason. */
  read(rows: ExportedRows): MappedRecord;
}

/** What is the same for everyone in an export. */
export interface ExportSurroundings {
  /** Last day of what is looked at. */
  readonly asOf: Day;
  /** Ms since 1970. */
  readonly now: number;
  readonly timeZone: string;
  readonly codeSets: CodeSets;
  readonly listed: ListedClinicians;
  readonly centiles: PracticeCentiles | undefined;
  /** The parts to map; the others are unread. */
  readonly parts: readonly Part[];
  /** Every resource of the types that belong to no patient: staff, organisations, places, medicines. */
  readonly staff: readonly Resource[];
}

/** Who relatives are, and whom clinicians saw besides, is in the records of other people. */
const ofOthers: readonly Part[] = ['relatives', 'childStays', 'activity', 'practiceWeeks', 'consultingWeeks'];

/** A reader for one export: of its staff each person is given only those whom their rows name and, where roles are read, the home practice's. */
export function createExportReader(surroundings: ExportSurroundings): ExportReader {
  const { asOf, now, timeZone, codeSets, listed, centiles, parts } = surroundings;
  const at: OpeningContext = { asOf, now, timeZone, userId: '', encounterId: undefined, offered: [] };
  const staffOf = staffFinder(surroundings);
  const asked = new Set<Part>(['person', 'clinicians', ...parts]);
  const unread = new Map<Part, UnreadReason>(
    everyPart.filter((part) => !asked.has(part) || ofOthers.includes(part)).map((part) => [part, 'not-available']),
  );
  return {
    read: ({ patient, resources }) => {
      const mapper = createRecordMapper(at, codeSets, listed, centiles);
      const sources: Sources = { patient, resources, unread, staff: 'server', activity: new Map() };
      return mapper.toReading({ ...sources, resources: together(resources, staffOf(sources, mapper)) });
    },
  };
}

/** Finds the staff, places and medicines of a person; everyone who works at a practice is looked up once for all its people. */
function staffFinder({ staff, codeSets, parts }: ExportSurroundings) {
  const isStaff = ({ resourceType }: Resource) => resourceType !== 'Location' && resourceType !== 'Medication';
  const index = indexStaff(staff.filter(isStaff), codeSets);
  const things = new Map<string, Resource>(
    staff.filter((one) => !isStaff(one)).map((one) => [`${one.resourceType}/${one.id}`, one]),
  );
  const workingAt = new Map<string, readonly Resource[]>();
  return (sources: Sources, mapper: RecordMapper): readonly Resource[] => {
    const names = staffNames(sources.resources, [sources.patient]);
    const inRows = thingsNamedIn(sources.resources).flatMap((one) => things.get(one) ?? []);
    const named = [...inRows, ...index.people(names), ...index.organisations(names)];
    if (!parts.includes('roles')) return named;
    const places = mapper.placesIn({ ...sources, resources: together(sources.resources, named) });
    const working = workingAt.get(places.home ?? '') ?? index.workingHere(places);
    if (places.home !== undefined) workingAt.set(places.home, working);
    return [...named, ...working];
  };
}

/** Elements that name a place or a medicine, in whichever version. */
const naming: readonly (readonly [type: string, path: readonly string[]])[] = [
  ['Encounter', ['location', 'location']],
  ['MedicationRequest', ['medicationReference']],
  ['MedicationRequest', ['medication', 'reference']],
  ['MedicationDispense', ['medicationReference']],
  ['MedicationDispense', ['medication', 'reference']],
];

function thingsNamedIn(resources: Sources['resources']): readonly string[] {
  const named = naming.flatMap(([type, path]) =>
    (resources.get(type) ?? []).flatMap((one) => objectsAt({ ...one }, path).flatMap(({ reference }) => reference)),
  );
  return [...new Set(named)].filter((one) => typeof one === 'string');
}

/** Rows and staff by type, each once. */
function together(
  rows: ReadonlyMap<string, readonly Resource[]>,
  staff: readonly Resource[],
): ReadonlyMap<string, readonly Resource[]> {
  const byType = Map.groupBy(new Set(staff), ({ resourceType }) => String(resourceType));
  return new Map([...rows, ...byType]);
}
