import { element, longDate } from './element.js';
import { renderEntries } from './entries.js';
import { evidenceOf } from './evidence.js';
import { nameOf } from './names.js';
import { renderVisits } from './visits.js';

/** The patient banner. */
export function renderBanner(person, record, practice) {
  const { patient, conditions, teams } = record;
  const named = patient.generalPractitioner?.[0]?.reference;
  const facts = [
    ['Born', longDate(patient.birthDate)],
    ['Died', patient.deceasedDateTime && longDate(patient.deceasedDateTime)],
    ['Named GP', named && nameOf(named, practice)],
    ['Living with', activeProblems(conditions).join(', ')],
    [
      'Team',
      teams.flatMap((one) => one.participant.map(({ member }) => nameOf(member.reference, practice))).join(', '),
    ],
  ].filter(([, value]) => value);
  return element(
    'div',
    { class: 'banner' },
    element('h2', {}, person.name),
    element(
      'dl',
      {},
      ...facts.map(([term, value]) => element('div', {}, element('dt', {}, term), element('dd', {}, value))),
    ),
  );
}

/** Active problems, without duplicates. */
function activeProblems(conditions) {
  const now = conditions.filter((one) => one.clinicalStatus?.coding?.[0]?.code !== 'resolved');
  return [...new Set(now.map((one) => one.code.text.toLowerCase()))];
}

/** What the record holds; what a card counted is marked. */
export function renderRecord(record, practice, cards) {
  const evidence = evidenceOf(cards);
  return element(
    'section',
    { class: 'record', 'aria-labelledby': 'record-title' },
    element('h3', { id: 'record-title' }, 'Record'),
    ...renderEntries(record, practice, evidence),
    renderVisits(record, practice, evidence),
  );
}

/** The request and response, for those who want to see them. */
export function renderExchange({ service, request, status, response, milliseconds }) {
  const block = (title, value) => [
    element('h4', {}, title),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': title }, JSON.stringify(value, null, 2)),
  ];
  const details = element(
    'details',
    { class: 'exchange' },
    element('summary', {}, 'Request and response'),
    element('p', {}, `POST /cds-services/${service}: ${status}, ${milliseconds} ms`),
  );
  // A prefetch can be long, so it is rendered only on demand.
  details.addEventListener(
    'toggle',
    () => details.append(...block('Request', request), ...block('Response', response)),
    {
      once: true,
    },
  );
  return details;
}
