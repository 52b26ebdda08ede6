import type { CodeableConcept, Resource } from '@medplum/fhirtypes';
import { isoDay, parseDay } from '#src/history/calendar.ts';

/** The day on which the charts of these records are opened. */
const today = parseDay('2026-09-30') ?? 0;
/** The ISO date so many days before. */
export const ago = (days: number) => isoDay(today - days);
/** Whom the records are about. */
export const subject = { reference: 'Patient/p' };

export const snomed = (code: string, display: string): CodeableConcept => ({
  coding: [{ system: 'http://snomed.info/sct', code, display }],
  text: display,
});

export const doctor: Resource = { resourceType: 'Practitioner', id: 'd', name: [{ prefix: ['Dr'], family: 'Wren' }] };

/** Registered for more than eight years. */
export const episode: Resource = {
  resourceType: 'EpisodeOfCare',
  id: 'e',
  status: 'active',
  patient: subject,
  period: { start: ago(3000) },
};

/** A visit to the doctor so many days ago, with what differs. */
export const visit = (days: number, difference: object = {}): Resource => ({
  resourceType: 'Encounter',
  id: `v${days}`,
  status: 'finished',
  class: { code: 'AMB' },
  subject,
  period: { start: `${ago(days)}T10:00:00+01:00`, end: `${ago(days)}T10:20:00+01:00` },
  participant: [{ individual: { reference: 'Practitioner/d' } }],
  ...difference,
});
