import { renderBanner } from './chart/banner.js';
import { readChart, readOthers } from './chart/read-chart.js';
import { renderRecord, revealRow } from './chart/record.js';
import { rowsOf } from './chart/rows.js';
import { readDay } from './day.js';
import { draftReferral, fireHook, proposedAppointment, save, withTokens } from './ehr.js';
import { element, longDate } from './element.js';
import { evidenceOf } from './evidence.js';
import { renderExchange } from './exchange.js';
import { renderGuidance } from './guidance.js';
import { renderMoments } from './moments.js';
import { nameOf } from './names.js';
import { forgetSeen, markOpen, markSeen, renderPeople } from './people-list.js';
import { backToList, openForPrint, showChart, showGuidance } from './view.js';

const practice = await (await fetch('demo/practice.json')).json();
const get = withTokens((path, init) => fetch(path, init), practice);
const { today, exclusions } = practice;
const names = { today, nameOf: (reference) => nameOf(reference, practice) };
const main = document.querySelector('#chart');
const login = document.querySelector('#login');
let latestOpening = 0;

document.querySelector('#today').append(longDate(today));
login.append(
  ...practice.staff
    .filter((one) => one.login)
    .map((one) => element('option', { value: one.id }, `${one.name}, ${one.login}`)),
);
renderPeople(practice.people, await readDay(today), open);
login.addEventListener('change', () => {
  forgetSeen();
  openFromHash();
});
for (const way of document.querySelectorAll('[name=way]')) way.addEventListener('change', openFromHash);
window.addEventListener('hashchange', openFromHash);
openForPrint(main);
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
  const again = (next) => show(person, next).catch(showFailure);
  const { banner, guidance } = renderEmptyChart(person, moment, again);
  showChart(main);
  const user = practice.staff.find((one) => one.id === login.value);
  const [record, exchange] = await Promise.all([readChart(person.id), callService(user, person, moment)]);
  const cards = exchange.response.cards ?? [];
  const chart = await renderChart(person, record, cards);
  const ehr = {
    get,
    service: exchange.service,
    recorded: chart.refresh,
    read: (one) => revealRow(`${one.resourceType}/${one.id}`),
  };
  const content = await renderGuidance({ user, person, moment }, exchange, {
    ...ehr,
    showAgain: () => showAgain(person, again, moment),
  });
  if (thisOpening !== latestOpening) return;
  banner.replaceWith(chart.banner);
  guidance.replaceChildren(...content);
  main.append(chart.record, renderExchange(exchange));
  showChart(main);
  showGuidance(guidance);
  if (moment.hook === 'patient-view') markSeen(person, cards.length > 0);
}

/** What is on the page before the service answers. */
function renderEmptyChart(person, moment, again) {
  const guidance = element('section', { class: 'guidance', 'aria-label': 'Guidance', 'aria-live': 'polite' });
  guidance.append(element('p', { class: 'waiting' }, 'Asking the service …'));
  const banner = element('div', { class: 'banner' }, element('h2', {}, person.name));
  const controls = renderMoments(practice, moment, again);
  const focused = main.contains(document.activeElement) && document.activeElement.textContent;
  main.replaceChildren(
    backToList(),
    banner,
    element('p', { class: 'story' }, person.story),
    ...renderGuarded(person),
    controls,
    guidance,
  );
  // Keep the focus for keyboard users.
  if (focused) [...controls.querySelectorAll('button')].find((one) => one.textContent === focused)?.focus();
  return { banner, guidance };
}

/** The head and the dated list; the list is made anew when the record changes. */
async function renderChart(person, record, cards) {
  const evidence = evidenceOf(cards);
  const list = async (now) => {
    const others = await readOthers([...evidence.counted, ...evidence.notCounted.keys()], now);
    const rows = rowsOf([...now.entries, ...others], evidence, { ...names, ...now });
    return renderRecord(rows, { today, exclusions, onSave });
  };
  const chart = { banner: renderBanner(person, record, names), record: await list(record) };
  chart.refresh = async () => {
    const next = await list(await readChart(person.id));
    chart.record.replaceWith(next);
    chart.record = next;
  };
  async function onSave(changed) {
    await save(changed, get);
    await chart.refresh();
    revealRow(`${changed.resourceType}/${changed.id}`);
  }
  return chart;
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

async function showAgain(person, again, moment) {
  const headers = { 'content-type': 'application/json' };
  await get('demo/show-again', { method: 'POST', headers, body: JSON.stringify({ patientId: person.id }) });
  await again(moment);
}

/** Who may see a card that is not for everyone; written for the reader of the page, whatever the service answers. */
function renderGuarded({ guarded }) {
  if (!guarded) return [];
  return [element('p', { class: 'guarded' }, element('strong', {}, 'Who may see it: '), guarded)];
}
