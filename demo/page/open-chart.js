import { renderChart } from './chart/chart.js';
import { readChart } from './chart/read-chart.js';
import { revealRow } from './chart/record.js';
import { draftReferral, explain, fireHook, proposedAppointment } from './ehr.js';
import { element } from './element.js';
import { renderExchange } from './exchange.js';
import { renderGuidance } from './guidance.js';
import { renderMoments } from './moments.js';
import { markOpen, markSeen } from './people-list.js';
import { appLauncher, threadButton } from './thread.js';
import { backToList, showChart, showGuidance } from './view.js';
import { renderWhy } from './why.js';

/** Opens charts in the page's main part, one at a time, as the user who is logged in. */
export function createCharts(main, ehr) {
  let latest = 0;
  const open = (person, moment = { hook: 'patient-view' }) => {
    latest += 1;
    const thisOpening = latest;
    const launchApp = appLauncher({ ...ehr, person });
    show(main, { ...ehr, person, moment, open, launchApp }, () => thisOpening === latest).catch(() => {
      const failed = element('p', { class: 'quiet' }, 'The service could not be reached.');
      main.querySelector('.guidance')?.replaceChildren(failed);
    });
  };
  return { open };
}

async function show(main, opening, isLatest) {
  const { get, practice, person, moment, open, launchApp } = opening;
  markOpen(person);
  const { banner, guidance } = renderEmptyChart(main, opening);
  showChart(main);
  const [record, exchange] = await Promise.all([readChart(person.id), callService(opening)]);
  const cards = exchange.response.cards ?? [];
  const chart = await renderChart(person, record, exchange, opening);
  const showAgain = async () => {
    await forget(person, get);
    open(person, moment);
    main.focus({ preventScroll: true });
  };
  const read = ({ resourceType, id }) => revealRow(`${resourceType}/${id}`);
  const answering = { get, service: exchange.service, recorded: chart.refresh, read, showAgain, launchApp };
  if (!isLatest()) return;
  banner.replaceWith(chart.banner);
  guidance.replaceChildren(...renderGuidance(exchange, answering, practice.words));
  main.append(chart.record);
  showChart(main);
  showGuidance(guidance);
  if (moment.hook === 'patient-view') markSeen(person, cards.length > 0);
  // Where it can't be explained the card stays as it is.
  const explained = await explain(exchange.request, get).catch(() => undefined);
  if (!isLatest()) return;
  if (explained) guidance.after(renderWhy(explained, { hasCard: cards.length > 0, showAgain }));
  main.append(renderExchange(exchange));
}

/** What is on the page before the service answers. */
function renderEmptyChart(main, { practice, person, moment, open, launchApp }) {
  const guidance = element('section', { class: 'guidance', 'aria-label': 'Guidance', 'aria-live': 'polite' });
  guidance.append(element('p', { class: 'waiting' }, 'Asking the service …'));
  const banner = element('div', { class: 'banner' }, element('h2', {}, person.name));
  const controls = renderMoments(practice, moment, (next) => open(person, next));
  const focused = main.contains(document.activeElement) && document.activeElement.textContent;
  const story = element('p', { class: 'story' }, person.story);
  const thread = threadButton({ practice, launchApp });
  main.replaceChildren(backToList(), banner, story, ...renderGuarded(person), ...thread, controls, guidance);
  // Keep the focus for keyboard users.
  if (focused) [...controls.querySelectorAll('button')].find((one) => one.textContent === focused)?.focus();
  return { banner, guidance };
}

async function callService({ get, practice, user, person, moment: { hook, who, day } }) {
  const way = document.querySelector('[name=way]:checked').value;
  const patientId = person.id;
  const { userId } = user();
  // A visit that has just begun may not be in the record yet.
  const newEncounterId = hook.startsWith('encounter-') ? `${patientId}-visit-today` : undefined;
  const contextByHook = {
    'appointment-book': () => proposedAppointment({ patientId, who, day }),
    'order-sign': () => draftReferral({ patientId, userId }),
  };
  const more = contextByHook[hook]?.();
  const encounterId = person.encounterId ?? newEncounterId;
  return fireHook({ get, practice, hook, userId, patientId, encounterId, more, way });
}

/** Lets the service forget how cards about this person were answered. */
function forget({ id }, get) {
  const headers = { 'content-type': 'application/json' };
  return get('demo/show-again', { method: 'POST', headers, body: JSON.stringify({ patientId: id }) });
}

/** Who may see a card that is not for everyone; written for the reader of the page, whatever the service answers. */
function renderGuarded({ guarded }) {
  if (!guarded) return [];
  return [element('p', { class: 'guarded' }, element('strong', {}, 'Who may see it: '), guarded)];
}
