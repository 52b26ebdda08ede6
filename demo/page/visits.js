import { element, longDate } from './element.js';
import { nameOf } from './names.js';

/** Visits, newest first; a row is marked if a card counted the visit or left it out. */
export function renderVisits(record, practice, { counted, notCounted }) {
  const rows = record.encounters
    .toSorted((a, b) => b.period.start.localeCompare(a.period.start))
    .map((one) => visitRow(one, practice, counted, notCounted));
  const isMarked = rows.some((row) => row.lastChild.textContent !== '');
  const heads = ['Date', 'With', 'How', ...(isMarked ? ['On the card'] : [])];
  if (!isMarked) for (const row of rows) row.lastChild.remove();
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Visits' },
    element(
      'table',
      {},
      element('caption', {}, `${rows.length} visits`),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows),
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
    element('td', {}, whoSaw(one, practice)),
    element('td', {}, howItWent(one)),
    element(
      'td',
      { class: counted.has(reference) ? 'counted' : 'not-counted' },
      counted.has(reference) ? 'counted' : reason ? `not counted: ${reason}` : '',
    ),
  );
}

function whoSaw({ participant, statusHistory }, practice) {
  if (participant) return nameOf(participant[0].individual.reference, practice);
  return statusHistory ? 'nobody' : 'elsewhere';
}

function howItWent({ status, statusHistory, type, reasonCode, class: setting, period }) {
  if (statusHistory) return `left before being seen, after ${minutesOf(period)} minutes`;
  if (status !== 'finished') return status.replaceAll('-', ' ');
  const what = type?.[0].text ?? 'Emergency';
  const until = setting.code === 'IMP' ? ` until ${longDate(period.end)}` : '';
  return `${what}${until}${reasonCode ? `: ${reasonCode[0].text.toLowerCase()}` : ''}`;
}

function minutesOf({ start, end }) {
  return Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
}
