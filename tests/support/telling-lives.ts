import { type Day, parseDay } from '#src/history/calendar.ts';
import { people } from '../../demo/practice/people.ts';
import { personResources } from '../../demo/practice/person-resources.ts';
import { type RelativeDay, resolveDate } from '../../demo/practice/relative-day.ts';
import { staffResources } from '../../demo/practice/staff-resources.ts';

/** A resource as JSON. */
export type Json = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };

/** A record in which, for most, something is found; with what a call itself may hold. */
export interface TellingLife {
  readonly name: string;
  readonly patient: string;
  readonly resources: readonly Json[];
  readonly offered: readonly Json[];
}

export const openedOn: Day = parseDay('2026-11-24') ?? 0;

const snomed = (code: string, display: string) => ({ coding: [{ system: 'http://snomed.info/sct', code, display }] });
const on = (daysAgo: number) => resolveDate(`-${daysAgo}d`, openedOn);
const subject = { reference: 'Patient/low' };

/**
 * Low spells that came after headaches and missed appointments. Of the two only an appointment was missed of late, and a
 * visit of nine days ago was for a headache.
 */
const lowSpells: TellingLife = {
  name: 'a visit makes an illness signature',
  patient: 'low',
  offered: [],
  resources: [
    { resourceType: 'Patient', id: 'low', birthDate: '1980-05-05' },
    ...[1900, 1400, 900, 400].map((days) => ({
      resourceType: 'Condition',
      id: `low-${days}`,
      subject,
      code: snomed('35489007', 'Depressive disorder'),
      clinicalStatus: { coding: [{ code: 'resolved' }] },
      recordedDate: on(days),
      onsetDateTime: on(days),
      abatementDateTime: on(days - 40),
    })),
    ...[1910, 1410, 910, 1650].map((days) => ({
      resourceType: 'Condition',
      id: `headache-${days}`,
      subject,
      code: snomed('25064002', 'Headache'),
      recordedDate: on(days),
    })),
    ...[1915, 1415, 415, 1150, 650, 5].map((days) => ({
      resourceType: 'Appointment',
      id: `missed-${days}`,
      status: 'noshow',
      start: `${on(days)}T09:00:00Z`,
      participant: [{ actor: subject, status: 'accepted' }],
    })),
    ...[2000, 100, 9].map((days) => ({
      resourceType: 'Encounter',
      id: `seen-${days}`,
      status: 'finished',
      class: { code: 'AMB' },
      subject,
      period: { start: `${on(days)}T09:00:00Z` },
      participant: [{ individual: { reference: 'Practitioner/dr-wren' } }],
      ...(days === 9 && { reasonCode: [snomed('25064002', 'Headache')] }),
    })),
  ],
};

function proposed(patient: string, who: string, when: RelativeDay): Json {
  return {
    resourceType: 'Appointment',
    id: `${patient}-proposed`,
    status: 'proposed',
    start: `${resolveDate(when, openedOn)}T10:00:00Z`,
    participant: [
      { actor: { reference: `Patient/${patient}` }, status: 'needs-action' },
      { actor: { reference: `Practitioner/${who}` }, status: 'needs-action' },
    ],
  };
}

/** Everyone of the demonstration practice, with the bookings that are made in their charts; and who has low spells. */
export const tellingLives: readonly TellingLife[] = [
  lowSpells,
  ...people.map((person) => ({
    name: person.id,
    patient: person.id,
    resources: personResources(person, openedOn).map(plain),
    offered: (person.moments ?? []).flatMap(({ booked }) => (booked ? proposed(person.id, ...booked) : [])).slice(0, 1),
  })),
];

/** Those who work there. */
export const tellingStaff: readonly Json[] = staffResources(openedOn).map(plain);

function plain(resource: object): Json {
  return JSON.parse(JSON.stringify(resource));
}
