import { element } from './element.js';

/** The list of people under its headings. */
export function renderPeople(people, onOpen) {
  const groups = Map.groupBy(people, ({ group }) => group);
  return [...groups].map(([title, own], index) => {
    const id = `group-${index + 1}`;
    return element(
      'section',
      { 'aria-labelledby': id },
      element('h3', { id }, title),
      element('ol', {}, ...own.map((person) => element('li', {}, openButton(person, onOpen)))),
    );
  });
}

function openButton(person, onOpen) {
  return element(
    'button',
    { type: 'button', id: `person-${person.id}`, onclick: () => onOpen(person) },
    element('span', { class: 'name' }, person.name),
    element('span', { class: 'note' }, person.note),
  );
}

/** Marks whose chart is open. */
export function markOpen(person) {
  for (const button of document.querySelectorAll('#people button')) {
    if (button.id === `person-${person.id}`) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}
