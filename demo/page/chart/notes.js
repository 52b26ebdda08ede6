import { firstOf } from './wording.js';

/** What was written, by whom and when, as rows of the chart that can be opened and read. */
export const notes = {
  DocumentReference: (one, { nameOf }) => ({
    on: one.date,
    kind: 'Note',
    what: `${firstOf(one.type) || 'Document'}${one.docStatus === 'preliminary' ? ', a draft' : ''}`,
    who: authorsOf(one.author, nameOf),
    words: textOf(one),
  }),
  Communication: (one, { nameOf, today }) => ({
    on: one.sent ?? one.received ?? (one.status === 'preparation' ? today : undefined),
    kind: 'Letter',
    what: `${one.status === 'preparation' ? 'Draft of a message' : 'Message'} to ${recipientsOf(one, nameOf)}`,
    who: one.sender && nameOf(one.sender.reference),
    words: (one.payload ?? []).map(({ contentString }) => contentString).join('\n\n'),
  }),
  QuestionnaireResponse: (one) => ({
    on: one.authored,
    kind: 'Note',
    what: 'About me, by the person',
    words: (one.item ?? []).map(({ answer }) => answer?.[0]?.valueString).join('\n\n'),
  }),
  CarePlan: (one, { nameOf }) => ({
    on: one.created,
    kind: 'Note',
    what: [titleOf(one), planStatus[one.status]].filter(Boolean).join(', '),
    who: one.author && nameOf(one.author.reference),
    words: wordsOfPlan(one),
  }),
};

function titleOf(plan) {
  if (signExtensions(plan).length > 0) return 'Shared note of early signs';
  return firstOf(plan.category) || plan.title || 'Plan';
}

const planStatus = { draft: 'a draft', revoked: 'revoked', completed: 'completed', 'on-hold': 'on hold' };

function authorsOf(authors = [], nameOf) {
  return authors
    .map(({ reference }) => reference)
    .filter((one) => !one.startsWith('Patient/'))
    .map(nameOf)
    .join(', ');
}

function recipientsOf({ recipient = [] }, nameOf) {
  return recipient
    .map(({ reference }) => (reference.startsWith('Patient/') ? 'the person' : nameOf(reference)))
    .join(', ');
}

/** The text of a document, or of an answer on paper that is not text: its title. */
export function textOf({ content, description }) {
  const { data, contentType = '', title } = content?.[0]?.attachment ?? {};
  if (!data || !contentType.startsWith('text/')) return description ?? title ?? '';
  return new TextDecoder().decode(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
}

/** The texts of the signs in a shared note. */
export function signsOf(plan) {
  return signExtensions(plan).map(({ extension }) => extension.find(({ url }) => url === 'text')?.valueString ?? '');
}

export function signExtensions({ extension = [] }) {
  return extension.flatMap((one) => (one.extension ?? []).filter(({ url }) => url === 'sign'));
}

function wordsOfPlan(plan) {
  const signs = signsOf(plan);
  const words = [plan.description, ...(plan.note ?? []).map(({ text }) => text)];
  return [...words, signs.length > 0 ? `Signs: ${signs.join('; ')}.` : undefined].filter(Boolean).join('\n\n');
}
