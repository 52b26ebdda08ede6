import type { DocumentReference } from '@medplum/fhirtypes';
import { type About, profile, userOf } from './references.ts';

const type = {
  system: 'https://secure-base.org/fhir/CodeSystem/document-types',
  code: 'handover-note',
  display: 'Handover note',
};

/**
 * A3 and A4: an empty draft for the one who leaves and the person to write together; nothing of the record is in it.
 * Undefined if its author can't be referenced.
 */
export function handoverNote(
  { title, headings }: { readonly title: string; readonly headings: readonly string[] },
  about: Omit<About, 'text'>,
): DocumentReference | undefined {
  const author = userOf(about);
  if (author === undefined) return undefined;
  const form = headings.map((heading) => `${heading}:\n\n\n`).join('');
  return {
    resourceType: 'DocumentReference',
    meta: { profile: [`${profile}/handover-note`] },
    status: 'current',
    docStatus: 'preliminary',
    type: { coding: [type], text: title },
    subject: about.patient,
    date: new Date(about.opening.now).toISOString(),
    author: [author, about.patient],
    content: [
      { attachment: { contentType: 'text/plain; charset=utf-8', data: Buffer.from(form).toString('base64'), title } },
    ],
  };
}
