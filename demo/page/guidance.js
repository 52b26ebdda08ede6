import { renderCard } from './card.js';
import { element } from './element.js';
import { unreadOf } from './why.js';

/** What the service answered: its cards or none, and what it could not read. `ehr` is what a card needs. */
export function renderGuidance({ status, response }, ehr, words) {
  if (status !== 200) return [element('p', { class: 'quiet' }, `The service answered ${status}: nothing is shown.`)];
  const cards = response.cards.map((card) => renderCard(card, ehr));
  const none = element('p', { class: 'quiet quiet-title' }, 'No card.');
  const notRead = unreadOf(response, words).map((line) => element('p', { class: 'not-read' }, line));
  return [...(cards.length > 0 ? cards : [none]), ...notRead];
}
