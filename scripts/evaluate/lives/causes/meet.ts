import type { Encounter, Resource } from '@medplum/fhirtypes';
import { isoDay } from '#src/history/calendar.ts';
import { morning, person, practice } from '../entries.ts';
import type { Scene } from './scene.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** The date `ago` days before the opening. */
export function dateAgo({ on }: Scene, ago: number): string {
  return isoDay(on - ago);
}

/** Enters a resource `ago` days before the opening; returns its key. */
export function enter<R extends Resource>({ record, on }: Scene, ago: number, resource: R): string {
  const id = resource.id ?? record.id();
  record.write(on - ago, { ...resource, id });
  return `${resource.resourceType}/${id}`;
}

/** An Encounter with what differs from a finished visit here. */
export interface Meeting extends Omit<Partial<Encounter>, 'class'> {
  readonly who?: string | undefined;
  readonly class?: string;
  /** Its last day, as days before the opening. */
  readonly until?: number;
}

/** Writes an Encounter. */
export function meet(scene: Scene, ago: number, meeting: Meeting = {}): string {
  const { who = 'usual', class: code = 'AMB', until = ago, ...more } = meeting;
  const isElsewhere = code === 'EMER' || code === 'IMP' || code === 'ACUTE';
  const encounter: Encounter = {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: `${terminology}/v3-ActCode`, code },
    subject: person,
    period: { start: at(scene, ago, 9), end: `${isoDay(scene.on - until)}T09:15:00Z` },
    serviceProvider: isElsewhere ? { reference: 'Organization/hospital' } : practice,
    ...(!isElsewhere && { participant: [{ individual: { reference: `Practitioner/${who}` } }] }),
    ...more,
  };
  if (until === ago) return enter(scene, ago, encounter);
  const id = scene.record.id();
  enter(scene, ago, { ...encounter, id, status: 'in-progress', period: { start: at(scene, ago, 9) } });
  return enter(scene, until, { ...encounter, id });
}

/** A time of a day. */
export function at({ on }: Scene, ago: number, hour: number): string {
  return `${isoDay(on - ago)}T${String(hour).padStart(2, '0')}:00:00Z`;
}

/** The visit in which the chart is opened: under way, with the user. */
export function visitNow(scene: Scene, more: Meeting = {}): void {
  const period = { start: morning(scene.on) };
  const key = meet(scene, 0, { who: scene.user, status: 'in-progress', period, ...more });
  scene.visit = key.replace('Encounter/', '');
}
