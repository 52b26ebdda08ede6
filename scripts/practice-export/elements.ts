import type { CodeableConcept, Meta } from '@medplum/fhirtypes';
import { v4 } from 'uuid';
import { type Day, isoDay } from '#src/history/calendar.ts';
import type { Random } from '../evaluate/lives/random.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';
const bytesOfId = 16;

/** A reference to a resource, with a name to show. */
export interface Named {
  readonly reference: string;
  readonly display: string;
}

/** A code of SNOMED CT with its words. */
export type Coded = readonly [code: string, words: string];

/** A concept of SNOMED CT with its words. */
export function concept([code, words]: Coded): CodeableConcept {
  return { coding: [{ system: 'http://snomed.info/sct', code, display: words }] };
}

/** A concept of one of HL7's own code systems. */
export function hl7(system: string, code: string): CodeableConcept {
  return { coding: [{ system: `${terminology}/${system}`, code }] };
}

/** A random id, the same for the same random numbers. */
export function newId(random: Random): string {
  return v4({ random: Uint8Array.from({ length: bytesOfId }, () => Math.floor(random.unit() * 256)) });
}

const dates = new Map<Day, string>();

/** The ISO date of a day; a few thousand days are written millions of times. */
export function dateOf(day: Day): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = isoDay(day);
  dates.set(day, date);
  return date;
}

/** An instant; minutes count from midnight UTC. */
export function instant(day: Day, minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dateOf(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00Z`;
}

/** What a server adds to a resource that was last written on a day. */
export function metaOf(day: Day): Meta {
  return { versionId: '1', lastUpdated: `${dateOf(day)}T19:30:00Z` };
}
