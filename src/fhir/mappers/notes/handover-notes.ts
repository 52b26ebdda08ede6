import type { HandoverNote } from '../../../history/history.ts';
import { fields, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isConfidential } from '../../record/restricted.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { isSubject } from './is-subject.ts';

/** What a note is by its type, and what the search for it asks for. */
export const handoverNoteType = {
  system: 'https://secure-base.org/fhir/CodeSystem/document-types',
  code: 'handover-note',
};

const finishedStatuses: readonly unknown[] = ['final', 'amended', 'corrected', 'appended'];
const draftStatuses: readonly unknown[] = ['registered', 'partial', 'preliminary'];

/** DocumentReferences of our profile `handover-note` that hold; of any other document nothing. */
export function toHandoverNotes(context: Context): HandoverNote[] {
  return context.own.documents
    .filter(({ status }) => status === 'current')
    .filter(
      (one) => isHandoverNote(one) && !objects(one.securityLabel).some((label) => isConfidential(codingsOf(label))),
    )
    .flatMap((one) => toHandoverNote(one, context) ?? [])
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function isHandoverNote({ type }: IdentifiedResource): boolean {
  const codings = codingsOf(fields(type) ?? {});
  return codings.some(({ system, code }) => system === handoverNoteType.system && code === handoverNoteType.code);
}

function toHandoverNote(one: IdentifiedResource, context: Context): HandoverNote | undefined {
  const { people, time, version } = context;
  const finished = finishedStatuses.includes(one.docStatus);
  if (!finished && !draftStatuses.includes(one.docStatus)) return undefined;
  const authors = objects(one.author);
  const written = version.document.written.map((element) => time.day(one[element])).find((day) => day !== undefined);
  return {
    reference: `DocumentReference/${one.id}`,
    clinicians: [...new Set(authors.flatMap((author) => people.identify(author, one)?.key ?? []))],
    together: authors.some((author) => isSubject(author, one, context)),
    day: written,
    finished,
  };
}
