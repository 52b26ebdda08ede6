import { element } from './element.js';

const notComing = 'Not coming today';

/**
 * Today's list: under the headings of the practice or in order of time, and searchable by name and reason. Whether a chart
 * has a card is marked only once it has been opened.
 */
export function renderPeople(people, day, onOpen) {
  const items = people.map((person) => {
    const visit = day.get(person.id);
    return { person, visit, item: element('li', {}, openButton(person, visit, onOpen)) };
  });
  const list = document.querySelector('#people');
  const [find, order, found] = ['#find', '#order', '#found'].map((id) => document.querySelector(id));
  const arrange = () => {
    const inOrder = items.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
    const groups = Map.groupBy(inOrder, order.value === 'time' ? partOfDay : ({ person }) => person.group);
    const titles = order.value === 'time' ? [...groups.keys()] : [...new Set(people.map(({ group }) => group))];
    list.replaceChildren(...titles.map((title, index) => section(title, groups.get(title), index)));
    filter();
  };
  const filter = () => {
    const wanted = find.value.trim().toLowerCase();
    for (const { item } of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
    for (const one of list.children) one.hidden = !one.querySelector('li:not([hidden])');
    const count = items.filter(({ item }) => !item.hidden).length;
    found.textContent = wanted === '' ? '' : `${count} of ${items.length}`;
  };
  find.addEventListener('input', filter);
  order.addEventListener('change', arrange);
  arrange();
}

function section(title, items, index) {
  const id = `group-${index + 1}`;
  return element(
    'section',
    { 'aria-labelledby': id },
    element('h3', { id }, title),
    element('ol', {}, ...items.map(({ item }) => item)),
  );
}

/** Those who are not coming are last. */
function timeOf({ visit }) {
  return visit?.time ?? '99';
}

function partOfDay({ visit }) {
  if (visit === undefined) return notComing;
  return visit.time < '12:00' ? 'Morning' : 'Afternoon';
}

function openButton(person, visit, onOpen) {
  return element(
    'button',
    { type: 'button', id: `person-${person.id}`, onclick: () => onOpen(person) },
    element('span', { class: 'time' }, visit?.time ?? '–'),
    element('span', { class: 'name' }, person.name),
    element('span', { class: 'seen' }),
    element('span', { class: 'note' }, [person.note, visit?.reason.toLowerCase()].filter(Boolean).join(', ')),
  );
}

/** Marks whose chart is open. */
export function markOpen(person) {
  for (const button of document.querySelectorAll('#people button')) {
    if (button.id === `person-${person.id}`) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

/** Marks what an opened chart had to show. */
export function markSeen(person, hasCard) {
  document.querySelector(`#person-${person.id} .seen`).textContent = hasCard ? 'card' : 'no card';
}

/** Another user may see something else. */
export function forgetSeen() {
  for (const mark of document.querySelectorAll('#people .seen')) mark.textContent = '';
}
