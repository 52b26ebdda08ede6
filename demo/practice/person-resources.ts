import type { CareTeam, Encounter, EpisodeOfCare, Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { allergies } from './allergies.ts';
import { appointments } from './appointments.ts';
import { documents } from './documents.ts';
import { encounter, inProgressEncounter } from './encounter.ts';
import { family } from './family.ts';
import { born, homeAddress, nhsNumber, telephone } from './identity.ts';
import { measurements } from './measurements.ts';
import { medicines } from './medicines.ts';
import { ownWords } from './own-words.ts';
import type { DemoPerson } from './person.ts';
import { problems, recordedOn } from './problems.ts';
import { referrals } from './referrals.ts';
import { parseDays, resolveAnyDate, resolveDate, resolveDay } from './relative-day.ts';
import { results } from './results.ts';
import { note } from './signature-note.ts';
import { member } from './staff.ts';
import { practiceId } from './staff-resources.ts';
import { outpatientVisits, stays, visitsLeft } from './stays.ts';
import { invitations, promises, tasks } from './tasks.ts';
import { dueToday } from './todays-list.ts';
import { usualKind } from './visit-kinds.ts';
import { reasonOf } from './visit-reasons.ts';

const organization = { reference: `Organization/${practiceId}`, display: 'Alder Lane Surgery' };

/** One person's resources on `today`, with the linked records of relatives. */
export function personResources(person: DemoPerson, today: Day): Resource[] {
  const seen = visits(person, today);
  return [
    patient(person, today),
    registration(person, today),
    ...seen,
    ...measurements(person, seen),
    ...results(person, today),
    ...allergies(person, today),
    ...visitNow(person, today),
    ...appointments(person, today),
    ...tasks(person, today),
    ...promises(person, today),
    ...problems(person, today),
    ...referrals(person, today),
    ...outpatientVisits(person, today),
    ...stays(person, today),
    ...visitsLeft(person, today),
    ...invitations(person, today),
    ...medicines(person, today),
    ...note(person, today),
    ...documents(person, seen, today),
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
    identifier: [nhsNumber(person.id)],
    name: [{ use: 'official', prefix: [prefix], given: [given], family }],
    gender: person.gender,
    birthDate: born(person.id, person.age, today),
    address: [homeAddress(person.id)],
    telecom: telephone(person.id),
    managingOrganization: organization,
    ...(person.namedGp && { generalPractitioner: [{ reference: `Practitioner/${person.namedGp}` }] }),
    ...(person.died && { deceasedDateTime: resolveAnyDate(person.died, today) }),
  };
}

function registration(person: DemoPerson, today: Day): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${person.id}-registration`,
    status: 'active',
    patient: subject(person),
    managingOrganization: organization,
    period: { start: resolveDate(person.registered, today, person.id) },
  };
}

function visits(person: DemoPerson, today: Day): Encounter[] {
  const recorded = new Map((person.problems ?? []).map((one) => [recordedOn(person, one, today), one.condition]));
  const rows = person.visits.flatMap(([who, row, kind]) =>
    parseDays(row).map((when) => ({ who: member(who), when, day: resolveDay(when, today, person.id), kind })),
  );
  return rows
    .toSorted((a, b) => a.day - b.day)
    .map(({ who, when, day, kind = usualKind(person, who, when) }, index) => {
      const known = { kind, recorded: recorded.get(isoDay(day)), conditions: person.conditions };
      const reason = reasonOf(`${person.id} ${when}`, who, known);
      return encounter({ id: `${person.id}-visit-${index + 1}`, patient: person.id, who: who.id, day, kind, reason });
    });
}

/** The visit in progress, for what the appointment of today is for. */
function visitNow(person: DemoPerson, today: Day): Encounter[] {
  const due = dueToday(person.id);
  if (!person.visitWith || due === undefined) return [];
  const id = `${person.id}-visit-today`;
  const visit = { id, patient: person.id, who: person.visitWith, day: today, reason: { text: due.what } };
  return [inProgressEncounter(visit, `${person.id}-appointment-today`)];
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
