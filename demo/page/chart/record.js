import { element, longDate, shortDate } from '../element.js';
import { renderEditor } from './editor.js';

const everything = 'everything';
const onTheCard = 'on the card';

/** The dated list: all that the record holds, newest first, by kind; what a card counted or left out is marked. */
export function renderRecord(rows, { today, exclusions, onSave }) {
  const isMarked = rows.some((row) => row.isCounted || row.leftOut !== undefined);
  const heads = ['Date', 'Kind', 'What', 'With', ...(isMarked ? ['On the card'] : [])];
  const body = element(
    'tbody',
    {},
    ...withToday(rows, today, heads.length, (row) => tableRow(row, isMarked, exclusions, onSave)),
  );
  const caption = element('caption', { 'aria-live': 'polite' });
  const filter = kindFilter(rows, isMarked, (choice) => show(body, caption, choice));
  show(body, caption, everything);
  return element(
    'section',
    { class: 'record', 'aria-labelledby': 'record-title' },
    element('div', { class: 'record-head' }, element('h3', { id: 'record-title' }, 'Record'), filter),
    element(
      'table',
      {},
      caption,
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      body,
    ),
  );
}

/** Opens the row of a resource, scrolls to it and moves the focus into it. */
export function revealRow(reference) {
  const row = document.querySelector(`[data-reference="${CSS.escape(reference)}"]`);
  if (!row) return;
  row.hidden = false;
  for (const details of row.querySelectorAll('details')) details.open = true;
  row.scrollIntoView({ block: 'center' });
  (row.querySelector('textarea') ?? row.querySelector('summary'))?.focus({ preventScroll: true });
}

function kindFilter(rows, isMarked, onChoose) {
  const counts = new Map([[everything, rows.length]]);
  if (isMarked) counts.set(onTheCard, rows.filter(({ isCounted }) => isCounted).length);
  for (const kind of rows.map((row) => row.kind).toSorted()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const select = element(
    'select',
    { id: 'kind', onchange: () => onChoose(select.value) },
    ...[...counts].map(([kind, count]) => element('option', { value: kind }, `${kind} (${count})`)),
  );
  return element('label', { class: 'kind-filter' }, 'Show ', select);
}

function show(body, caption, choice) {
  let count = 0;
  for (const row of body.children) {
    const { kind, counted } = row.dataset;
    const isShown = choice === everything || (choice === onTheCard ? counted === 'true' : kind === choice);
    row.hidden = !isShown;
    if (isShown && kind !== undefined) count += 1;
  }
  caption.textContent = `${count} ${count === 1 ? 'entry' : 'entries'}, newest first`;
}

/** The rows, with a line between what lies ahead and what is past. */
function withToday(rows, today, columns, render) {
  const ahead = rows.filter(({ on }) => on !== undefined && on.slice(0, 10) > today);
  const past = rows.slice(ahead.length);
  const line = element('tr', { class: 'today' }, element('td', { colspan: columns }, `Today, ${longDate(today)}`));
  return [...ahead.map(render), ...(ahead.length > 0 ? [line] : []), ...past.map(render)];
}

function tableRow(row, isMarked, exclusions, onSave) {
  const { reference, on, kind, what, who = '', isCounted, isVoid } = row;
  return element(
    'tr',
    {
      class: isVoid ? 'void' : undefined,
      'data-reference': reference,
      'data-kind': kind,
      'data-counted': String(isCounted),
    },
    element('td', { class: 'date' }, on === undefined ? 'no date' : shortDate(on)),
    element('td', { class: 'kind' }, kind),
    element('td', { class: 'what' }, ...whatIsRecorded(row, what, onSave)),
    element('td', { class: 'who' }, who),
    ...(isMarked ? [mark(row, exclusions)] : []),
  );
}

function whatIsRecorded({ resource, words }, what, onSave) {
  if (words === undefined) return [what];
  const content = renderEditor(resource, onSave) ?? element('p', {}, words);
  return [element('details', { class: 'document' }, element('summary', {}, what), content)];
}

function mark({ isCounted, leftOut }, exclusions) {
  if (isCounted) return element('td', { class: 'counted' }, 'counted');
  if (leftOut === undefined) return element('td', { class: 'not-counted' });
  return element('td', { class: 'not-counted' }, `not counted: ${exclusions[leftOut] ?? leftOut}`);
}
