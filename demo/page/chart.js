import { element, longDate } from './element.js';

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

/**
 * Future appointments, missed ones, invitations, and visits, newest first; a row is marked if a card counted the visit
 * or left it out.
 */
export function renderVisits(record, practice, cards) {
  const counted = new Set();
  const notCounted = new Map();
  for (const card of cards) {
    const evidence = card.extension?.['org.secure-base.evidence'] ?? {};
    for (const reference of evidence.counted ?? []) counted.add(reference);
    for (const { reference, reason } of evidence.notCounted ?? []) notCounted.set(reference, reason);
  }
  const rows = record.encounters
    .toSorted((a, b) => b.period.start.localeCompare(a.period.start))
    .map((one) => visitRow(one, practice, counted, notCounted));
  const heads = ['Date', 'With', 'How', ...(cards.length > 0 ? ['On the card'] : [])];
  if (cards.length === 0) for (const row of rows) row.lastChild.remove();
  return element(
    'section',
    { class: 'record', 'aria-labelledby': 'record-title' },
    element('h3', { id: 'record-title' }, 'Record'),
    ...futureAndMissed(record, practice),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Visits' },
      element(
        'table',
        {},
        element('caption', {}, `${rows.length} visits`),
        element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...rows),
      ),
    ),
  );
}

function visitRow(one, practice, counted, notCounted) {
  const reference = `Encounter/${one.id}`;
  const reason = notCounted
    .get(reference)
    ?.replaceAll('-', ' ')
    .replace(/\bgp\b/, 'GP');
  const left = one.status === 'cancelled' || one.status === 'entered-in-error';
  return element(
    'tr',
    { class: left ? 'void' : undefined },
    element('td', {}, longDate(one.period.start)),
    element('td', {}, one.participant ? nameOf(one.participant[0].individual.reference, practice) : 'elsewhere'),
    element(
      'td',
      {},
      one.status === 'finished' ? (one.type?.[0].text ?? 'Emergency') : one.status.replaceAll('-', ' '),
    ),
    element(
      'td',
      { class: counted.has(reference) ? 'counted' : 'not-counted' },
      counted.has(reference) ? 'counted' : reason ? `not counted: ${reason}` : '',
    ),
  );
}

function futureAndMissed({ appointments, tasks }, practice) {
  const items = [
    ...appointments
      .filter(({ status }) => status === 'noshow')
      .map((one) => `Appointment of ${longDate(one.start)}: missed`),
    ...appointments
      .filter(({ status }) => status === 'booked')
      .map((one) => {
        const actors = one.participant
          .map(({ actor }) => actor.reference)
          .filter((actor) => !actor.startsWith('Patient/'));
        const who = actors.map((actor) => nameOf(actor, practice)).join(', ') || 'nobody named yet';
        return `Booked ${longDate(one.start)}: ${one.description.toLowerCase()}, ${who}`;
      }),
    ...tasks.map((one) => {
      const due = one.restriction?.period?.end;
      if (one.code) {
        return `Invited on ${longDate(one.authoredOn)}: ${one.code.text}${one.status === 'rejected' ? ', declined' : ''}`;
      }
      return `To do${due ? ` by ${longDate(due)}` : ''}: ${one.description ?? 'a task'}`;
    }),
  ];
  return items.length > 0 ? [element('ul', { class: 'ahead' }, ...items.map((item) => element('li', {}, item)))] : [];
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

function nameOf(reference, practice) {
  const id = reference.split('/')[1].replace(/^role-/, '');
  return practice.staff.find((one) => one.id === id)?.name ?? reference;
}
