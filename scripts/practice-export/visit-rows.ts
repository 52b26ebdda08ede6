import type { Appointment, Encounter, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { Random } from '../evaluate/lives/random.ts';
import type { Contact, Way } from './contacts.ts';
import { type Coded, concept, dateOf, hl7, instant, metaOf, newId } from './elements.ts';
import type { Person } from './person.ts';
import type { Practice } from './practice.ts';
import type { Worker } from './staff.ts';
import { nurseWork } from './vocabulary.ts';

const classes: Readonly<Record<Way, string>> = {
  surgery: 'AMB',
  telephone: 'VR',
  home: 'HH',
  nurse: 'AMB',
  entry: 'VR',
  emergency: 'EMER',
  stay: 'IMP',
};
const types: Readonly<Partial<Record<Way, Coded>>> = {
  surgery: ['308335008', 'Patient encounter procedure'],
  telephone: ['24681000000104', 'Telephone consultation'],
  home: ['439708006', 'Home visit'],
  entry: ['308720009', 'Letter encounter'],
};
const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const admission = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod';

/** What an appointment says beyond when and with whom. */
type Booked = Pick<Appointment, 'status' | 'cancelationReason'> & { readonly id: string; readonly created: Day };

/** The Encounter of a contact, and before it the Appointment in which most visits were booked. */
export function rowsOfContact(contact: Contact, person: Person, practice: Practice, random: Random): Resource[] {
  const isVisit = !['entry', 'emergency', 'stay'].includes(contact.way);
  if (!isVisit || contact.who === undefined || random.chance(0.12))
    return [encounter(contact, person, practice, random)];
  const created = contact.day - (random.chance(0.4) ? 0 : random.integer(1, 28));
  const booked: Booked = { id: newId(random), status: 'fulfilled', created };
  return [
    appointment(booked, contact, contact.who, person, random),
    encounter(contact, person, practice, random, { reference: `Appointment/${booked.id}` }),
  ];
}

/** Appointments that were missed or cancelled, and those to come. */
export function rowsOfOtherAppointments(
  person: Person,
  contacts: readonly Contact[],
  practice: Practice,
  random: Random,
): Appointment[] {
  const rows = contacts.flatMap((contact): Appointment[] => {
    const { who, day, way } = contact;
    if (who === undefined || way === 'entry' || !random.chance(0.11)) return [];
    const before = practice.openDay(day - random.integer(2, 15));
    if (before < person.from || before >= day) return [];
    const id = newId(random);
    const created = before - random.integer(0, 14);
    const why = random.chance(0.8) ? 'pat' : 'prov';
    const cancelationReason = hl7('appointment-cancellation-reason', why);
    const booked: Booked = random.chance(0.4)
      ? { id, created, status: 'noshow' }
      : { id, created, status: 'cancelled', cancelationReason };
    return [appointment(booked, { ...contact, day: before }, who, person, random)];
  });
  const last = contacts.findLast(({ who }) => who !== undefined);
  const hasNext = person.to === practice.asOf && person.left === undefined && random.chance(0.3);
  if (last?.who === undefined || last.way === 'entry' || !hasNext) return rows;
  const day = practice.openDay(practice.asOf + random.integer(1, 42));
  const created = Math.max(last.day, practice.asOf - random.integer(0, 30));
  rows.push(appointment({ id: newId(random), created, status: 'booked' }, { ...last, day }, last.who, person, random));
  return rows;
}

function appointment(
  { created, ...booked }: Booked,
  { day, minute, way, reason }: Contact,
  who: Worker,
  { reference }: Person,
  random: Random,
): Appointment {
  const words =
    way === 'telephone' ? 'Telephone appointment' : way === 'nurse' ? 'Nurse appointment' : 'GP appointment';
  const participant: Appointment['participant'] = [
    { actor: reference, status: 'accepted' },
    { actor: who.reference, status: 'accepted' },
  ];
  return {
    resourceType: 'Appointment',
    meta: metaOf(booked.status === 'booked' ? created : day),
    appointmentType: hl7('v2-0276', created === day ? 'WALKIN' : 'ROUTINE'),
    ...(random.chance(0.6) && { reasonCode: [concept(reason)] }),
    description: words,
    start: instant(day, minute),
    end: instant(day, minute + 10),
    created: instant(created, 480 + random.integer(0, 500)),
    participant,
    ...booked,
  };
}

function encounter(
  contact: Contact,
  { reference }: Person,
  practice: Practice,
  random: Random,
  booked?: { readonly reference: string },
): Encounter {
  const { id, day, minute, way, who, reason } = contact;
  const isElsewhere = way === 'emergency' || way === 'stay';
  const until = way === 'stay' ? day + Math.ceil(random.wait(1 / 5)) : day;
  const type = way === 'nurse' ? { text: random.pick(nurseWork) } : types[way] && concept(types[way]);
  return {
    resourceType: 'Encounter',
    id,
    meta: metaOf(until),
    status: until > practice.asOf ? 'in-progress' : 'finished',
    class: { system: act, code: classes[way] },
    ...(type !== undefined && { type: [type] }),
    subject: reference,
    ...(who !== undefined && { participant: [participantOf(who, contact)] }),
    ...(booked !== undefined && { appointment: [booked] }),
    period: { start: instant(day, minute), ...(until <= practice.asOf && { end: instant(until, minute + 10) }) },
    reasonCode: [concept(reason)],
    ...(way === 'stay' && { hospitalization: stayOf(random) }),
    ...(way === 'surgery' && { location: [{ location: random.pick(practice.rooms) }] }),
    serviceProvider: isElsewhere ? practice.hospital : practice.organisation,
  };
}

function participantOf(who: Worker, { way }: Contact): NonNullable<Encounter['participant']>[number] {
  return {
    type: [hl7('v3-ParticipationType', way === 'entry' ? 'ENT' : 'PPRF')],
    individual: who.reference,
  };
}

/** NHS Data Dictionary, Admission Method: 21 through the emergency department, 11 from the waiting list. */
function stayOf(random: Random): NonNullable<Encounter['hospitalization']> {
  const code = random.chance(0.7) ? '21' : '11';
  const system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AdmissionMethodEngland';
  return {
    extension: [{ url: admission, valueCodeableConcept: { coding: [{ system, code }] } }],
    dischargeDisposition: hl7('discharge-disposition', 'home'),
  };
}

/** The day of a contact, for what was recorded in it. */
export function recordedIn({ id, day }: Contact): {
  readonly encounter: { readonly reference: string };
  readonly recordedDate: string;
} {
  return { encounter: { reference: `Encounter/${id}` }, recordedDate: dateOf(day) };
}
