import { Buffer } from 'node:buffer';
import type { CodeableConcept, DocumentReference, Encounter } from '@medplum/fhirtypes';
import type { Day, IsoDate } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { consultationNotes } from './consultation-notes.ts';
import { hospitalLetters } from './hospital-letters.ts';
import type { DemoPerson } from './person.ts';
import { parseDays, resolveDay } from './relative-day.ts';
import { hospitalId } from './staff-resources.ts';

const kind = (code: string, display: string, text: string): CodeableConcept => ({
  coding: [{ system: 'http://snomed.info/sct', code, display }],
  text,
});
const consultationNote = kind('371531000', 'Report of clinical encounter', 'Consultation note');
const hospitalLetter = kind('823691000000103', 'Clinical letter', 'Hospital letter');

/** Notes that clinicians wrote at visits, and letters from the hospital. */
export function documents(person: DemoPerson, seen: readonly Encounter[], today: Day): DocumentReference[] {
  return [...notes(person, seen, today), ...letters(person, today)];
}

function notes(person: DemoPerson, seen: readonly Encounter[], today: Day): DocumentReference[] {
  return (consultationNotes[person.id] ?? []).map(([when, words], index) => {
    const [who] = person.visits.find(([, row]) => parseDays(row).includes(when)) ?? [];
    const author = { reference: `Practitioner/${who}` };
    const day = isoDay(resolveDay(when, today, person.id));
    const visit = seen.find(
      ({ period, participant }) =>
        period?.start?.startsWith(day) && participant?.[0]?.individual?.reference === author.reference,
    );
    if (visit === undefined) throw new Error(`${person.id} was not seen at ${when}`);
    return {
      ...document(person, `note-${index + 1}`, day, words),
      type: consultationNote,
      author: [author],
      context: { encounter: [{ reference: `Encounter/${visit.id}` }] },
    };
  });
}

function letters(person: DemoPerson, today: Day): DocumentReference[] {
  return hospitalLetters(person, today).map(({ day, words }, index) => ({
    ...document(person, `letter-${index + 1}`, day, words),
    type: hospitalLetter,
    author: [{ reference: `Organization/${hospitalId}`, display: 'County Hospital' }],
  }));
}

function document({ id }: DemoPerson, name: string, day: IsoDate, words: string): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    id: `${id}-${name}`,
    status: 'current',
    docStatus: 'final',
    subject: { reference: `Patient/${id}` },
    date: `${day}T12:00:00Z`,
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(words).toString('base64') } }],
  };
}
