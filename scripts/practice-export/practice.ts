import type { Location, Organization, Resource } from '@medplum/fhirtypes';
import { type Day, mondayOf } from '#src/history/calendar.ts';
import type { Random } from '../evaluate/lives/random.ts';
import { hl7, metaOf, type Named } from './elements.ts';
import { isAtWork, rowsOfWorker, staffOf, type Worker } from './staff.ts';

/** A practice, and the hospital to which its people go. */
export interface Practice {
  readonly name: string;
  readonly asOf: Day;
  readonly organisation: { readonly reference: string };
  readonly hospital: { readonly reference: string };
  readonly rooms: readonly [Named, ...Named[]];
  readonly workers: readonly Worker[];
  /** Doctors, nurses and receptionists at work on a day. */
  readonly atWork: (day: Day, kind: 'doctor' | 'nurse' | 'reception') => readonly Worker[];
  /** The day itself or the next one on which the practice is open. */
  readonly openDay: (day: Day) => Day;
}

const roomCount = 12;
const doctors: readonly Worker['kind'][] = ['gp', 'trainee', 'locum'];

/** A practice of that many people. */
export function practiceOf(name: string, size: number, asOf: Day, random: Random): Practice {
  const workers = staffOf(name, size, asOf, random);
  const known = new Map<string, readonly Worker[]>();
  const room = (n: number) => ({ reference: `Location/${name}-room-${n}`, display: `Consulting room ${n}` });
  return {
    name,
    asOf,
    workers,
    organisation: { reference: `Organization/${name}` },
    hospital: { reference: 'Organization/hospital' },
    rooms: [room(1), ...Array.from({ length: roomCount - 1 }, (_, n) => room(n + 2))],
    atWork: (day, kind) => {
      const key = `${kind}${day}`;
      const found =
        known.get(key) ??
        workers.filter(
          (one) => (kind === 'doctor' ? doctors.includes(one.kind) : one.kind === kind) && isAtWork(one, day),
        );
      known.set(key, found);
      return found;
    },
    openDay: (day) => (day - mondayOf(day) > 4 ? mondayOf(day) + 7 : day),
  };
}

/** The rows of a practice itself: its organisation, its rooms and its staff. */
export function rowsOfPractice({ organisation, rooms, workers, asOf }: Practice): readonly Resource[] {
  const id = (one: { readonly reference: string }) => one.reference.replace(/^.*\//, '');
  const surgery: Organization = {
    resourceType: 'Organization',
    id: id(organisation),
    meta: metaOf(asOf),
    identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: id(organisation).toUpperCase() }],
    active: true,
    name: 'A surgery',
  };
  const places = rooms.map(
    (room): Location => ({
      resourceType: 'Location',
      id: id(room),
      meta: metaOf(asOf),
      status: 'active',
      name: room.display,
      physicalType: hl7('location-physical-type', 'ro'),
      managingOrganization: organisation,
    }),
  );
  return [surgery, ...places, ...workers.flatMap((worker) => rowsOfWorker(worker, organisation, asOf))];
}

/** The hospital of all practices. */
export function hospitalRow(asOf: Day): Organization {
  return {
    resourceType: 'Organization',
    id: 'hospital',
    meta: metaOf(asOf),
    active: true,
    name: 'Royal Hospital',
  };
}
