import { renderCard } from './card.js';
import { element } from './element.js';
import { renderHeldCards } from './held-cards.js';

/** What the service answered: its cards or none, and what it held back. */
export async function renderGuidance({ user, person, moment }, { request, status, response }, ehr) {
  if (status !== 200) return [element('p', { class: 'quiet' }, `The service answered ${status}: nothing is shown.`)];
  const cards = response.cards.map((card) => renderCard(card, ehr));
  const answer = await ehr.get(`demo/held-cards/${request.hookInstance}`);
  const held = answer.ok ? await answer.json() : [];
  if (held.length > 0) return [...cards, renderHeldCards(held, ehr.showAgain)];
  if (cards.length > 0) return cards;
  const why = user.atDesk ? 'Users without a clinical role see only what concerns a booking.' : person.quiet;
  return [
    element(
      'div',
      { class: 'quiet' },
      element('p', { class: 'quiet-title' }, 'No card.'),
      ...(why && moment.hook === 'patient-view' ? [element('p', {}, why)] : []),
    ),
  ];
}
