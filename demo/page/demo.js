import { renderCard } from './card.js';
import { renderBanner, renderExchange, renderRecord } from './chart.js';
import { draftReferral, fireHook, proposedAppointment, withTokens } from './ehr.js';
import { element, longDate } from './element.js';
import { renderHeldCards } from './held-cards.js';
import { renderMoments } from './moments.js';
import { markOpen, renderPeople } from './people-list.js';
import { readChart } from './read-chart.js';

const practice = await (await fetch('demo/practice.json')).json();
const get = withTokens((path, init) => fetch(path, init), practice);
const main = document.querySelector('#chart');
const login = document.querySelector('#login');
let latestOpening = 0;

document.querySelector('#today').append(longDate(practice.today));
login.append(
  ...practice.staff
    .filter((one) => one.login)
    .map((one) => element('option', { value: one.id }, `${one.name}, ${one.login}`)),
);
document.querySelector('#people').append(...renderPeople(practice.people, open));
login.addEventListener('change', openFromHash);
for (const way of document.querySelectorAll('[name=way]')) way.addEventListener('change', openFromHash);
window.addEventListener('hashchange', openFromHash);
openFromHash();

function openFromHash() {
  const person = practice.people.find((one) => one.id === location.hash.slice(1));
  if (person) show(person).catch(showFailure);
}

function open(person) {
  if (location.hash === `#${person.id}`) show(person).catch(showFailure);
  else location.hash = person.id;
  main.focus({ preventScroll: true });
}

function showFailure() {
  main
    .querySelector('.guidance')
    ?.replaceChildren(element('p', { class: 'quiet' }, 'The service could not be reached.'));
}

async function show(person, moment = { hook: 'patient-view' }) {
  latestOpening += 1;
  const thisOpening = latestOpening;
  markOpen(person);
  const user = practice.staff.find((one) => one.id === login.value);
  const guidance = element('section', { class: 'guidance', 'aria-label': 'Guidance', 'aria-live': 'polite' });
  guidance.append(element('p', { class: 'waiting' }, 'Asking the service …'));
  const banner = element('div', { class: 'banner' }, element('h2', {}, person.name));
  const controls = renderMoments(practice, moment, (next) => show(person, next).catch(showFailure));
  const focused = main.contains(document.activeElement) && document.activeElement.textContent;
  const story = element('p', { class: 'story' }, person.story);
  main.replaceChildren(banner, story, ...renderGuarded(person), controls, guidance);
  // Keep the focus for keyboard users.
  if (focused) [...controls.querySelectorAll('button')].find((one) => one.textContent === focused)?.focus();
  const [record, exchange] = await Promise.all([readChart(person.id), callService(user, person, moment)]);
  const heldCards = await readHeldCards(exchange);
  if (thisOpening !== latestOpening) return;
  banner.replaceWith(renderBanner(person, record, practice));
  const cards = exchange.response.cards ?? [];
  const chart = renderRecord(record, practice, cards);
  const recorded = async () => {
    const current = main.querySelector('.record');
    current?.replaceWith(renderRecord(await readChart(person.id), practice, cards));
  };
  guidance.replaceChildren(
    ...renderGuidance({ user, person, moment }, exchange, heldCards, { get, recorded, service: exchange.service }),
  );
  main.append(chart, renderExchange(exchange));
}

async function callService(user, person, { hook, who, day }) {
  const way = document.querySelector('[name=way]:checked').value;
  const patientId = person.id;
  // A visit that has just begun may not be in the record yet.
  const newEncounterId = hook.startsWith('encounter-') ? `${patientId}-visit-today` : undefined;
  const contextByHook = {
    'appointment-book': () => proposedAppointment({ patientId, who, day }),
    'order-sign': () => draftReferral({ patientId, userId: user.userId }),
  };
  const more = contextByHook[hook]?.();
  const encounterId = person.encounterId ?? newEncounterId;
  return fireHook({ get, practice, hook, userId: user.userId, patientId, encounterId, more, way });
}

/** What the service held back in this call. An EHR would not know; the demonstration shows it. */
async function readHeldCards({ request, status }) {
  const answer = status === 200 ? await get(`demo/held-cards/${request.hookInstance}`) : undefined;
  return answer?.ok ? answer.json() : [];
}

async function showAgain(person, moment) {
  const headers = { 'content-type': 'application/json' };
  await get('demo/show-again', { method: 'POST', headers, body: JSON.stringify({ patientId: person.id }) });
  await show(person, moment);
}

/** Who may see a card that is not for everyone; written for the reader of the page, whatever the service answers. */
function renderGuarded({ guarded }) {
  if (!guarded) return [];
  return [element('p', { class: 'guarded' }, element('strong', {}, 'Who may see it: '), guarded)];
}

const noClinicalRole = 'Users without a clinical role see only what concerns a booking.';

function renderGuidance({ user, person, moment }, { status, response }, heldCards, ehr) {
  if (status !== 200) return [element('p', { class: 'quiet' }, `The service answered ${status}: nothing is shown.`)];
  const cards = response.cards.map((card) => renderCard(card, ehr));
  if (heldCards.length > 0)
    return [...cards, renderHeldCards(heldCards, () => showAgain(person, moment).catch(showFailure))];
  if (cards.length > 0) return cards;
  const why = user.atDesk ? noClinicalRole : person.quiet;
  return [
    element(
      'div',
      { class: 'quiet' },
      element('p', { class: 'quiet-title' }, 'No card.'),
      ...(why && moment.hook === 'patient-view' ? [element('p', {}, why)] : []),
    ),
  ];
}
