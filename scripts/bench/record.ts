import type { Bundle, Encounter, Patient, Resource } from '@medplum/fhirtypes';
import { type Day, isoDay } from '#src/history/calendar.ts';
import { numberOfCall } from './bodies.ts';

/** The person of call `00000000` (bodies.ts). */
const patientId = `person-${numberOfCall}`;
const practice = { reference: 'Organization/practice', display: 'A practice' };
const doctors = ['adams', 'baker', 'clark', 'davis', 'evans', 'frank'];
const doctorOf = (n: number) => doctors[n % 3 === 0 ? (n / 3) % doctors.length : 0] ?? '';
const daysApart = 9;

export const person: Patient = {
  resourceType: 'Patient',
  id: patientId,
  active: true,
  name: [{ prefix: ['Mrs'], given: ['Made'], family: 'Person' }],
  gender: 'female',
  birthDate: '1950-05-05',
  managingOrganization: practice,
};

/**
 * What a record is like: `one-shape` about 1.2 KB an encounter, all alike; `many-concepts` the same with sixty types and
 * reasons, four classes and a dozen places; `short` 0.6 KB.
 */
export type Shape = 'one-shape' | 'many-concepts' | 'short';

/** `count` encounters, the last one a day before `today`. */
export function encounters(count: number, today: Day, shape: Shape = 'one-shape'): Encounter[] {
  const apart = Math.min(daysApart, 20_000 / count);
  return Array.from({ length: count }, (_, n) => encounter(n, Math.floor(today - 1 - (count - 1 - n) * apart), shape));
}

function encounter(n: number, day: Day, shape: Shape): Encounter {
  const date = isoDay(day);
  const period = { start: `${date}T09:${String(n % 60).padStart(2, '0')}:00+00:00`, end: `${date}T10:15:00+00:00` };
  const participation = { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'PPRF' };
  const doctor = doctorOf(n);
  return {
    resourceType: 'Encounter',
    id: `encounter-${numberOfCall}-${n}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    subject: { reference: `Patient/${patientId}` },
    participant: [
      {
        type: [{ coding: [participation] }],
        individual: { reference: `Practitioner/${doctor}`, display: `Dr ${doctor}` },
      },
    ],
    period,
    serviceProvider: practice,
    ...(shape !== 'short' && rest(n)),
    ...(shape === 'many-concepts' && various(n)),
  };
}

function rest(n: number): Partial<Encounter> {
  return {
    meta: {
      versionId: '3',
      lastUpdated: '2026-01-01T00:00:00Z',
      profile: ['https://example.org/fhir/StructureDefinition/encounter'],
    },
    identifier: [
      { use: 'official', system: 'https://example.org/fhir/identifiers/encounter', value: `E-${100_000 + n}` },
    ],
    type: [
      {
        coding: [
          { system: 'http://snomed.info/sct', code: '185349003', display: 'Encounter for check up (procedure)' },
        ],
        text: 'Consultation in the practice',
      },
    ],
    reasonCode: [{ coding: [{ system: 'http://snomed.info/sct', code: '22253000', display: 'Pain' }], text: 'Pain' }],
    location: [{ location: { reference: 'Location/practice-room-3', display: 'Consulting room 3, ground floor' } }],
  };
}

const words = [
  'Cough',
  'Back pain',
  'Tired',
  'Rash',
  'Low mood',
  'Headache',
  'Knee',
  'Sore throat',
  'Dizzy',
  'Ear',
  'Feet',
  'Sleep',
];
const kinds = ['review', 'follow-up', 'new problem', 'by telephone', 'certificate'];
const classes = ['AMB', 'VR', 'HH', 'AMB'];

function various(n: number): Partial<Encounter> {
  const text = `${words[n % words.length]}, ${kinds[Math.floor(n / words.length) % kinds.length]}`;
  const concept = (first: number) => {
    const code = `${first + (n % (words.length * kinds.length))}`;
    return [{ coding: [{ system: 'http://snomed.info/sct', code, display: `${text} (situation)` }], text }];
  };
  const room = `Location/room-${n % 12}`;
  return {
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: classes[n % classes.length] ?? 'AMB' },
    type: concept(910_000_001),
    reasonCode: concept(920_000_001),
    location: [{ location: { reference: room, display: `Consulting room ${n % 12}` } }],
  };
}

/** The practice's staff. The doctor seen most leaves in four weeks, so that a card is due, unless `isStaying`. */
export function staff(today: Day, isStaying = false): Resource[] {
  return [
    { resourceType: 'Organization', id: 'practice', name: 'A practice' },
    ...doctors.flatMap((doctor, n): Resource[] => [
      { resourceType: 'Practitioner', id: doctor, name: [{ prefix: ['Dr'], family: doctor }] },
      {
        resourceType: 'PractitionerRole',
        id: `role-${doctor}`,
        active: true,
        practitioner: { reference: `Practitioner/${doctor}` },
        organization: practice,
        period: { start: '2001-01-01', ...(n === 0 && !isStaying && { end: isoDay(today + 28) }) },
        code: [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001', display: 'General practitioner' }] }],
      },
    ]),
  ];
}

/** A hook call with a full prefetch of these encounters, or without prefetch if there are none. */
export function hookCall(
  templates: Readonly<Record<string, string>>,
  encounters: readonly Encounter[] | undefined,
  fhirServer?: string,
): string {
  const value = (template: string) =>
    template.includes('?') ? searchset(template.startsWith('Encounter') ? (encounters ?? []) : []) : person;
  const prefetch = Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, value(template)]));
  return JSON.stringify({
    hook: 'patient-view',
    hookInstance: '0c8d8d3e-7a6c-4a3e-9a55-0f6f5d8f7f10',
    context: { patientId, userId: 'Practitioner/baker' },
    ...(fhirServer && { fhirServer }),
    ...(encounters && { prefetch }),
  });
}

export function searchset(found: readonly Resource[]): Bundle {
  const entry = found.map((resource) => ({ resource, search: { mode: 'match' as const } }));
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
}
