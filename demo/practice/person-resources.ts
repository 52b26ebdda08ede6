import type { Appointment, CareTeam, Condition, EpisodeOfCare, Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { encounter, inProgressEncounter } from './encounter.ts';
import { addressOf, family } from './family.ts';
import { ownWords } from './own-words.ts';
import { elsewhere, pastAppointments, problems, repeats } from './past-resources.ts';
import type { DemoPerson } from './person.ts';
import { referrals } from './referrals.ts';
import { parseDays, resolveDate, resolveDay } from './relative-day.ts';
import { note } from './signature-note.ts';
import { member } from './staff.ts';
import { practiceId } from './staff-resources.ts';
import { stays, visitsLeft } from './stays.ts';
import { invitations, promises, tasks } from './tasks.ts';

const organization = { reference: `Organization/${practiceId}`, display: 'Alder Lane Surgery' };
const snomed = 'http://snomed.info/sct';

/** One person's resources on `today`, with the linked records of relatives. */
export function personResources(person: DemoPerson, today: Day): Resource[] {
  return [
    patient(person, today),
    registration(person, today),
    ...visits(person, today),
    ...(person.visitWith
      ? [inProgressEncounter({ id: `${person.id}-visit-today`, patient: person.id, who: person.visitWith, day: today })]
      : []),
    ...appointments(person, today),
    ...tasks(person, today),
    ...promises(person, today),
    ...conditions(person, today),
    ...problems(person, today),
    ...pastAppointments(person, today),
    ...referrals(person, today),
    ...elsewhere(person, today),
    ...stays(person, today),
    ...visitsLeft(person, today),
    ...invitations(person, today),
    ...repeats(person, today),
    ...note(person, today),
    ...ownWords(person, today),
    ...family(person, today),
    ...team(person),
  ];
}

function patient(person: DemoPerson, today: Day): Patient {
  const [prefix, given, family] = person.name;
  return {
    resourceType: 'Patient',
    id: person.id,
    active: true,
    name: [{ use: 'official', prefix: [prefix], given: [given], family }],
    gender: person.gender,
    birthDate: isoDay(today - Math.round((person.age + 0.4) * 365.25)),
    ...addressOf(person),
    managingOrganization: organization,
    ...(person.namedGp && { generalPractitioner: [{ reference: `Practitioner/${person.namedGp}` }] }),
    ...(person.died && { deceasedDateTime: resolveDate(person.died, today) }),
  };
}

function registration(person: DemoPerson, today: Day): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${person.id}-registration`,
    status: 'active',
    patient: subject(person),
    managingOrganization: organization,
    period: { start: resolveDate(person.registered, today) },
  };
}

function visits(person: DemoPerson, today: Day): Resource[] {
  const rows = person.visits.flatMap(([who, row, kind]) =>
    parseDays(row).map((when) => ({
      who: member(who).id,
      kind: kind ?? ('seen' as const),
      day: resolveDay(when, today),
    })),
  );
  return rows
    .toSorted((a, b) => a.day - b.day)
    .map((row, index) => encounter({ ...row, patient: person.id, id: `${person.id}-visit-${index + 1}` }));
}

function appointments(person: DemoPerson, today: Day): Appointment[] {
  return (person.booked ?? []).map(([when, description, who], index) => ({
    resourceType: 'Appointment',
    id: `${person.id}-appointment-${index + 1}`,
    status: 'booked',
    description,
    start: `${resolveDate(when, today)}T10:30:00Z`,
    end: `${resolveDate(when, today)}T10:42:00Z`,
    created: resolveDate('-1w', today),
    participant: [
      { actor: subject(person), status: 'accepted' },
      ...(who ? [{ actor: { reference: `Practitioner/${who}` }, status: 'accepted' as const }] : []),
    ],
  }));
}

function conditions(person: DemoPerson, today: Day): Condition[] {
  return (person.conditions ?? []).map(([code, display, system = snomed], index) => ({
    resourceType: 'Condition',
    id: `${person.id}-condition-${index + 1}`,
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }],
      },
    ],
    code: { coding: [{ system, code, display }], text: display },
    subject: subject(person),
    recordedDate: resolveDate('-6y', today),
  }));
}

function team(person: DemoPerson): CareTeam[] {
  if (!person.team) return [];
  const participant = person.team.map((id) => ({ member: { reference: `Practitioner/${member(id).id}` } }));
  return [
    { resourceType: 'CareTeam', id: `${person.id}-team`, status: 'active', subject: subject(person), participant },
  ];
}

function subject(person: DemoPerson) {
  return { reference: `Patient/${person.id}` };
}
