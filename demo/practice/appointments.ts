import type { Appointment, AppointmentParticipant, CodeableConcept } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { isWorkingDay } from './bank-holidays.ts';
import type { DemoPerson } from './person.ts';
import { parseDays, resolveDate, resolveDay } from './relative-day.ts';
import { slotAt, slotOn } from './slot.ts';
import { dueToday, type How } from './todays-list.ts';

const routine = 'ROUTINE';
const daysAhead = 9;

/** Appointments ahead, past ones that were missed or attended, and the one of today. */
export function appointments(person: DemoPerson, today: Day): Appointment[] {
  return [...ahead(person, today), ...past(person, today), ...ofToday(person, today)];
}

function ahead(person: DemoPerson, today: Day): Appointment[] {
  return (person.booked ?? []).map(([when, what, who], index) => {
    const id = `${person.id}-appointment-${index + 1}`;
    const made = { ...appointment(person, id, what, who), created: resolveDate('-1w', today) };
    return { ...made, status: 'booked', ...slotOn(resolveDay(when, today, person.id), id) };
  });
}

function past(person: DemoPerson, today: Day): Appointment[] {
  const row = (text: string | undefined, status: 'noshow' | 'fulfilled') =>
    parseDays(text ?? '').map((when) => ({ day: resolveDay(when, today, person.id), status }));
  return [...row(person.missed, 'noshow'), ...row(person.attended, 'fulfilled')].map(({ day, status }, index) => {
    const id = `${person.id}-past-appointment-${index + 1}`;
    const made = { ...appointment(person, id, 'Appointment with a doctor'), created: isoDay(day - daysAhead) };
    return { ...made, status, ...slotOn(day, id) };
  });
}

function ofToday(person: DemoPerson, today: Day): Appointment[] {
  const due = dueToday(person.id);
  if (due === undefined) return [];
  const { time, who, what, how } = due;
  const isHere = person.visitWith === who;
  const isUrgent = how === 'urgent';
  return [
    {
      ...appointment(person, `${person.id}-appointment-today`, what, who),
      status: isHere ? 'arrived' : 'booked',
      ...(!isWorkingDay(today) && { serviceCategory: [{ text: 'Extended-hours clinic' }] }),
      serviceType: [{ text: ways[how] }],
      appointmentType: appointmentType(isUrgent ? 'EMERGENCY' : routine),
      created: isoDay(isUrgent ? today : today - daysAhead),
      ...slotAt(today, time, 10),
    },
  ];
}

const ways = {
  surgery: 'At the surgery',
  urgent: 'Urgent, at the surgery',
  phone: 'Telephone call',
  video: 'Video call',
  home: 'Home visit',
} as const satisfies Readonly<Record<How, string>>;

function appointment(person: DemoPerson, id: string, description: string, who?: string) {
  const participant: AppointmentParticipant[] = [
    { actor: { reference: `Patient/${person.id}` }, status: 'accepted' },
    ...(who ? [{ actor: { reference: `Practitioner/${who}` }, status: 'accepted' as const }] : []),
  ];
  return {
    resourceType: 'Appointment' as const,
    id,
    description,
    appointmentType: appointmentType(routine),
    minutesDuration: 10,
    participant,
  };
}

function appointmentType(code: 'ROUTINE' | 'EMERGENCY'): CodeableConcept {
  const system = 'http://terminology.hl7.org/CodeSystem/v2-0276';
  return {
    coding: [{ system, code, display: code === routine ? 'Routine appointment' : 'Emergency appointment' }],
  };
}
