import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Finding } from '#src/detectors/detector.ts';
import type { Code } from '#src/detectors/index.ts';
import { type Day, isoDay, parseDay } from '#src/history/calendar.ts';
import { person, practice } from './entries.ts';
import type { Practice } from './practice.ts';
import type { Random } from './random.ts';
import { emptyRecord, type Written } from './record.ts';

/** A chart that is opened, and by whom (id of a practitioner). */
export interface ChartOpening {
  readonly day: Day;
  readonly user: string;
  /** Id of the Encounter that the call names. */
  readonly visit?: string;
  /** What the call itself holds: appointments that are proposed. */
  readonly offered?: readonly Resource[];
}

/** The truth about a life, which no detector sees. */
export interface Truth {
  /** Consultations a year in settled time: people who come often, and those who seldom do. */
  readonly contacts?: number;
  /** Onsets of the relapses before the first opening. */
  readonly relapses?: readonly Day[];
  /** The coming relapse, and the first day of the window before it in which its signs may show. */
  readonly next?: { readonly day: Day; readonly from: Day };
}

/** A synthetic life: its record, its openings and its truth. */
export interface Life {
  readonly record: Written;
  readonly practice: Practice;
  readonly openings: readonly ChartOpening[];
  /** The detections that are judged; all of them where undefined. */
  readonly judged: readonly Code[] | undefined;
  readonly truth: Truth;
  /** Which findings are judged, where not all: those with one sentence. */
  readonly looksFor?: (finding: Finding) => boolean;
  /** Cards are shown at the last opening only; at the others, only learning is judged. */
  readonly learning?: boolean;
}

/** The day on which the evaluation takes place; every life ends before it. */
export const today = parseDay('2026-11-22') ?? 0;
export const year = 365;

/** A person's record, with only their demographics and a registration since a day. */
export function newPerson(random: Random, since: Day, age = random.integer(20, 80)): Written {
  const record = emptyRecord();
  const patient: Patient & { id: string } = {
    resourceType: 'Patient',
    id: person.reference.replace('Patient/', ''),
    active: true,
    name: [{ text: 'A person' }],
    gender: random.chance(0.5) ? 'female' : 'male',
    birthDate: isoDay(today - age * year),
    managingOrganization: practice,
  };
  record.write(since, patient);
  record.write(since, {
    resourceType: 'EpisodeOfCare',
    id: 'registration',
    status: 'active',
    patient: person,
    managingOrganization: practice,
    period: { start: isoDay(since) },
  });
  return record;
}

/** Openings a week apart, the last one on or before `to`, by whom `user` says. */
export function weekly(from: Day, to: Day, user: (day: Day) => string): ChartOpening[] {
  const count = Math.max(0, Math.floor((to - from) / 7) + 1);
  return Array.from({ length: count }, (_, n) => to - 7 * (count - 1 - n)).map((day) => ({ day, user: user(day) }));
}

/** Random days, `aYear` a year on average, from `from` until before `to`. */
export function randomDays(random: Random, from: Day, to: Day, aYear: number): Day[] {
  const days: Day[] = [];
  for (let at = from + random.wait(aYear) * year; at < to; at += random.wait(aYear) * year) days.push(Math.floor(at));
  return days;
}
