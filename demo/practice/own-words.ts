import { Buffer } from 'node:buffer';
import type { DocumentReference, QuestionnaireResponse, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { resolveDate } from './relative-day.ts';

/** Documents in which the person has a say: the note written with a clinician who leaves, and what they wrote alone. */
export function ownWords(person: DemoPerson, today: Day): Resource[] {
  return [...handover(person, today), ...aboutMe(person, today)];
}

function handover({ id, handover: note }: DemoPerson, today: Day): DocumentReference[] {
  if (note === undefined) return [];
  const subject = { reference: `Patient/${id}` };
  return [
    {
      resourceType: 'DocumentReference',
      id: `${id}-handover`,
      meta: { profile: ['https://secure-base.org/fhir/StructureDefinition/handover-note'] },
      status: 'current',
      docStatus: 'final',
      type: {
        coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/document-types', code: 'handover-note' }],
        text: 'Handover note',
      },
      subject,
      date: `${resolveDate(note.written, today, id)}T12:00:00Z`,
      author: [{ reference: `Practitioner/${note.who}` }, subject],
      content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(note.words).toString('base64') } }],
    },
  ];
}

function aboutMe({ id, aboutMe: page }: DemoPerson, today: Day): QuestionnaireResponse[] {
  if (page === undefined) return [];
  const subject = { reference: `Patient/${id}` };
  return [
    {
      resourceType: 'QuestionnaireResponse',
      id: `${id}-about-me`,
      questionnaire: 'https://secure-base.org/fhir/Questionnaire/about-me',
      status: 'completed',
      subject,
      authored: `${resolveDate(page.written, today, id)}T12:00:00Z`,
      author: subject,
      item: [{ linkId: '1', text: 'What I would like you to know', answer: [{ valueString: page.words }] }],
    },
  ];
}
