import { element } from './element.js';

/** What an accepted suggestion put into the record, in plain words, with a way to read it and one to take it back. */
export function whatWasAdded(created, { read, undo }) {
  const [first] = created;
  if (first === undefined) return [element('p', {}, 'Nothing was added to the record.')];
  const isDraft = first.resourceType !== 'Task';
  return [
    ...created.map((one) => element('p', {}, inWords(one))),
    element(
      'p',
      { class: 'after' },
      element(
        'button',
        { type: 'button', class: 'read', onclick: () => read(first) },
        isDraft ? 'Read and change it' : 'See it in the record',
      ),
      element('button', { type: 'button', class: 'undo', onclick: undo }, 'Undo'),
    ),
  ];
}

function inWords({ resourceType, description, content }) {
  switch (resourceType) {
    case 'Task':
      return `A task was added to the record: ${description}`;
    case 'Communication':
      return 'A draft of a message was added to the record. Nothing is sent.';
    case 'DocumentReference':
      return `A note was begun in the record, a draft for both of you: ${content[0].attachment.title}.`;
    case 'CarePlan':
      return 'A draft of a shared note was added to the record, for both of you to change. Until you agree on it, it counts for nothing.';
    default:
      return 'An entry was added to the record.';
  }
}
