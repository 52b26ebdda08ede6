import type { Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { type Day, isoDay } from '../history/calendar.ts';

/** A member of the synthetic practice; times in days from today, negative in the past. */
interface Member {
  readonly job: readonly [code: string, display: string];
  readonly until?: number;
  readonly away?: readonly [from: number, until: number];
}

const snomed = 'http://snomed.info/sct';
const gp = ['62247001', 'General practitioner'] as const;
const trainee = { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName', code: 'R6200' };

/** Current and former staff, by the letters used in the rows of visits (see Life). */
const members: Readonly<Record<string, Member>> = {
  a: { job: gp },
  b: { job: gp },
  c: { job: gp },
  d: { job: gp },
  /** Opens the charts; has seen no patient. */
  u: { job: gp },
  n: { job: ['159002008', 'Practice nurse'] },
  /** Left three months ago. */
  g: { job: gp, until: -91 },
  /** Left years ago, one after another. */
  p: { job: gp, until: -1370 },
  q: { job: gp, until: -852 },
  r: { job: gp, until: -426 },
  /** Leaves in three weeks. */
  v: { job: gp, until: 21 },
  /** On leave for months. */
  x: { job: gp, away: [-50, 60] },
  /** A trainee whose post is about to end. */
  t: { job: ['', ''], until: 70 },
};

export const organization = { reference: 'Organization/warm-up-practice', display: 'A practice' };

export function practitionerReference(letter: string): string {
  return `Practitioner/warm-up-${letter}`;
}

export function staffResources(today: Day): Resource[] {
  return [
    { resourceType: 'Organization', id: 'warm-up-practice', name: 'A practice', active: true },
    ...Object.entries(members).flatMap(([letter, member]) => [person(letter), role(letter, member, today)]),
  ];
}

function person(letter: string): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: `warm-up-${letter}`,
    active: true,
    identifier: [{ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: String(9_990_100 + letter.charCodeAt(0)) }],
    name: [{ prefix: ['Dr'], given: ['Made-up'], family: `Family-${letter}` }],
  };
}

function role(letter: string, { job: [code, display], until, away }: Member, today: Day): PractitionerRole {
  const start = isoDay(today - (letter === 't' ? 294 : 7000));
  return {
    resourceType: 'PractitionerRole',
    id: `warm-up-role-${letter}`,
    active: true,
    period: { start, ...(until !== undefined && { end: isoDay(today + until) }) },
    practitioner: { reference: practitionerReference(letter) },
    organization,
    code: [{ coding: [code === '' ? trainee : { system: snomed, code, display }] }],
    ...(away && { notAvailable: [{ description: 'Away', during: during(away, today) }] }),
  };
}

function during([from, until]: readonly [number, number], today: Day) {
  return { start: isoDay(today + from), end: isoDay(today + until) };
}
