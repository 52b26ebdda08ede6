import type { Appointment, CareTeam, Encounter, Resource } from '@medplum/fhirtypes';
import { type Day, isoDay } from '../history/calendar.ts';
import { childResources, home } from './child.ts';
import {
  medicineResources,
  problemResources,
  referralResources,
  stayResources,
  unseenResources,
} from './clinical-resources.ts';
import type { Life } from './life.ts';
import { signatureNote } from './note.ts';
import { organization, practitionerReference } from './practice.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/**
 * Visit types and reasons, with and without characters beyond Latin-1: V8 compiles a pattern separately for one-byte
 * and two-byte strings.
 */
const types = ['Consultation', 'Doctor’s consultation', 'Review in the practice'];
const reasons = ['Sore throat', 'Patient’s wish to talk', 'Blood pressure', 'Tired all the time', 'Feeling low'];

/** The record of one synthetic life on `today`. */
export function recordOf(life: Life, id: string, today: Day): Resource[] {
  const subject = { reference: `Patient/${id}` };
  return [
    {
      resourceType: 'Patient',
      id,
      active: true,
      name: [{ prefix: ['Mrs'], given: ['Made-up'], family: 'Person' }],
      gender: 'female',
      birthDate: isoDay(today - 20_000),
      address: [...home],
      managingOrganization: organization,
      ...(life.namedGp && { generalPractitioner: [{ reference: practitionerReference(life.namedGp) }] }),
    },
    {
      resourceType: 'EpisodeOfCare',
      id: `${id}-registration`,
      status: 'active',
      patient: subject,
      managingOrganization: organization,
      period: { start: isoDay(today - 4000) },
    },
    ...encounters(life, id, today),
    ...problemResources(life, id, today),
    ...stayResources(life, id, today),
    ...unseenResources(life, id, today),
    ...medicineResources(life, id, today),
    ...referralResources(life, id, today),
    ...appointments(life, id, today),
    ...tasks(life, id, today),
    ...careTeam(life, id),
    ...(life.childInHospital === undefined ? [] : childResources(id, today - life.childInHospital)),
    ...(life.note === undefined ? [] : [signatureNote(id, isoDay(today - life.note))]),
  ];
}

/** The appointment about to be booked. */
export function proposedAppointments({ booking }: Life, id: string, today: Day): Appointment[] {
  if (booking === undefined) return [];
  const [letter, ago] = booking;
  return [
    {
      ...appointment(id, 'proposal', today - ago, 'proposed'),
      participant: [actor(`Patient/${id}`), actor(practitionerReference(letter))],
    },
  ];
}

function encounters(life: Life, id: string, today: Day): Encounter[] {
  const drawn = life.visits.flatMap(([letters, from, to]) => {
    const step = letters.length > 1 ? (from - to) / (letters.length - 1) : 0;
    return [...letters].map((letter, n) => ({ letter, day: today - Math.round(from - n * step) }));
  });
  return drawn.map(({ letter, day }, n) => ({
    resourceType: 'Encounter',
    id: `${id}-visit-${n}`,
    status: 'finished',
    class: { system: actCode, code: 'AMB', display: 'ambulatory' },
    type: [{ text: types[n % types.length] ?? '' }],
    subject: { reference: `Patient/${id}` },
    participant: [{ type: [primary], individual: { reference: practitionerReference(letter) } }],
    period: { start: `${isoDay(day)}T09:00:00Z`, end: `${isoDay(day)}T09:15:00+00:00` },
    // A reason on every visit would count as a symptom entry for the symptom detections.
    ...(life.expectedCodes.length === 0 && { reasonCode: [{ text: reasons[n % reasons.length] ?? '' }] }),
    serviceProvider: organization,
  }));
}

const primary = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'PPRF' }] };

function appointments({ missed = [], attended = [] }: Life, id: string, today: Day): Appointment[] {
  return [
    ...missed.map((ago) => appointment(id, `missed-${ago}`, today - ago, 'noshow')),
    ...attended.map((ago) => appointment(id, `attended-${ago}`, today - ago, 'fulfilled')),
  ];
}

function appointment(id: string, name: string, day: Day, status: Appointment['status']): Appointment {
  const participant = [actor(`Patient/${id}`)];
  return { resourceType: 'Appointment', id: `${id}-${name}`, status, start: `${isoDay(day)}T10:30:00Z`, participant };
}

function actor(reference: string) {
  return { actor: { reference }, status: 'accepted' as const };
}

function tasks({ due, promised, invited = [] }: Life, id: string, today: Day): Resource[] {
  const task = (name: string, ago: number) => ({
    resourceType: 'Task' as const,
    id: `${id}-${name}`,
    status: 'requested' as const,
    intent: 'order' as const,
    for: { reference: `Patient/${id}` },
    authoredOn: isoDay(today - ago),
  });
  const until = (ago: number) => ({ restriction: { period: { end: isoDay(today - ago) } } });
  return [
    ...(due === undefined ? [] : [{ ...task('due', 42), description: 'Review', ...until(due) }]),
    ...(promised === undefined ? [] : [{ ...task('promised', 42), code: { text: 'Call back' }, ...until(promised) }]),
    ...invited.map(([text, ago]) => ({ ...task(`invited-${ago}`, ago), code: { text } })),
  ];
}

function careTeam({ team: letters = '' }: Life, id: string): CareTeam[] {
  const participant = [...letters].map((letter) => ({ member: { reference: practitionerReference(letter) } }));
  const subject = { reference: `Patient/${id}` };
  return participant.length === 0
    ? []
    : [{ resourceType: 'CareTeam', id: `${id}-team`, status: 'active', subject, participant }];
}
