import type { Day } from '../../history/calendar.ts';
import type { ClinicianKey, Name } from '../../history/history.ts';
import { typeAndId } from '../ids.ts';
import { fields, type JsonObject, objects, text } from '../json.ts';
import type { Context } from '../record/context.ts';
import { currentPractitioners } from '../record/current-practitioners.ts';
import { isReplaced } from '../record/linked-patients.ts';
import { nameOf } from '../record/names.ts';
import { placesAround } from '../record/places.ts';
import type { IdentifiedResource } from '../record/record.ts';
import { isRestricted } from '../record/restricted.ts';
import type { FhirVersion } from '../versions/index.ts';
import { toClinicians } from './clinicians/clinicians.ts';
import { isDeceased } from './person/person.ts';

/** Someone whom a user has seen, and who sees them next. */
export interface SeenPerson {
  /** Id of the Patient. */
  readonly patient: string;
  readonly name: Name | undefined;
  /** Day of birth; undefined where the record has no whole date. */
  readonly born: Day | undefined;
  /** A visit to the user is booked by the last day. */
  readonly booked: boolean;
  /** Who comes next as the record has it: with whom a visit is booked, else the named clinician; never the user. */
  readonly next: { readonly name: Name; readonly on: Day | undefined } | undefined;
}

/** Appointments of these people from today on, and to whom they go. */
export interface BookedAhead {
  readonly appointments: readonly IdentifiedResource[];
  readonly version: FhirVersion;
  /** The user. */
  readonly key: ClinicianKey;
  readonly lastDay: Day;
}

/** References of clinicians that are still to be read. */
export interface NextReferences {
  readonly practitioners: readonly string[];
  readonly practitionerRoles: readonly string[];
}

/** One visit that is booked. */
interface Ahead {
  readonly day: Day;
  readonly clinicians: readonly ClinicianKey[];
  readonly restricted: boolean;
}

/** Those who may be listed: nobody who has died, whose record is restricted, out of use or replaced. */
export function toSeenPeople(
  patients: readonly IdentifiedResource[],
  booked: BookedAhead,
  context: Context,
): readonly SeenPerson[] {
  const ahead = aheadByPatient(booked, context);
  const clinicians = toClinicians(context, placesAround({ key: undefined, recorded: false }, context.record));
  return patients
    .filter((patient) => mayBeListed(patient, context))
    .map((patient) => {
      const own = ahead.get(patient.id) ?? [];
      const nameOfNext = (key: ClinicianKey | undefined): Name | undefined => {
        const found = key === undefined || key === booked.key ? undefined : clinicians.get(key);
        return found?.notNamed === true ? undefined : found?.name;
      };
      const withOthers = own
        .filter(({ restricted }) => !restricted)
        .flatMap(({ day, clinicians: keys }) => keys.flatMap((key) => named(nameOfNext(key), day)));
      const registered = currentPractitioners(patient, context).flatMap((one) =>
        named(nameOfNext(context.people.find(one, patient)?.key), undefined),
      );
      return {
        patient: patient.id,
        name: nameOf(patient.name),
        born: context.time.day(patient.birthDate),
        booked: own.some(({ day, clinicians: keys }) => day <= booked.lastDay && keys.includes(booked.key)),
        next: withOthers[0] ?? registered[0],
      };
    });
}

/** What is still to be read to name those who come next. */
export function unreadNext(
  patients: readonly IdentifiedResource[],
  booked: BookedAhead,
  context: Context,
): NextReferences {
  const { people } = context;
  const listed = patients.filter((patient) => mayBeListed(patient, context));
  const keys = [
    ...[...aheadByPatient(booked, context).values()].flat().flatMap(({ clinicians }) => clinicians),
    ...listed.flatMap((patient) =>
      currentPractitioners(patient, context).flatMap((one) => people.find(one, patient)?.key ?? []),
    ),
  ];
  const unread = [...new Set(keys)].filter((key) => !people.practitioners.has(key));
  return {
    practitioners: unread.flatMap((key) => [...(people.found.get(key)?.references ?? [])]),
    practitionerRoles: [...people.unreadRoles].filter((one) => one.startsWith('PractitionerRole/')),
  };
}

function mayBeListed(patient: IdentifiedResource, context: Context): boolean {
  return patient.active !== false && !isRestricted(patient) && !isReplaced(patient) && !isDeceased(patient, context);
}

function named(name: Name | undefined, on: Day | undefined): { name: Name; on: Day | undefined }[] {
  return name === undefined ? [] : [{ name, on }];
}

/** By the id of a Patient, the visits that stand, the nearest first. */
function aheadByPatient(
  { appointments, version }: BookedAhead,
  { time, people, at }: Context,
): ReadonlyMap<string, readonly Ahead[]> {
  const ahead = new Map<string, Ahead[]>();
  for (const appointment of appointments) {
    const state = version.appointment.states.get(text(appointment.status) ?? '');
    const day = time.day(appointment.start);
    if ((state !== 'booked' && state !== 'pending') || day === undefined || day < at.asOf) continue;
    const actors = actorsOf(appointment);
    const clinicians = actors.flatMap((actor) => people.find(actor, appointment)?.key ?? []);
    const visit = { day, clinicians, restricted: isRestricted(appointment) };
    for (const id of new Set(actors.flatMap(patientIn))) ahead.set(id, [...(ahead.get(id) ?? []), visit]);
  }
  for (const visits of ahead.values()) visits.sort((a, b) => a.day - b.day);
  return ahead;
}

/** Everyone who takes part and has not declined; R5 has a subject too (hl7.org/fhir/R5/appointment.html). */
function actorsOf(appointment: JsonObject): readonly JsonObject[] {
  const participants = objects(appointment.participant).filter(({ status }) => status !== 'declined');
  return [...participants.map(({ actor }) => fields(actor)), fields(appointment.subject)].filter(
    (actor) => actor !== undefined,
  );
}

function patientIn({ reference }: JsonObject): string[] {
  const found = typeAndId(reference);
  return found?.type === 'Patient' ? [found.id] : [];
}
