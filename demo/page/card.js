import { paragraphs, perform, sendFeedback } from './ehr.js';
import { element } from './element.js';

/** A card as an EHR shows it: text, source, suggestions, and reasons to dismiss it. */
export function renderCard(card, ehr) {
  const title = `card-${card.uuid}`;
  const done = element('p', { class: 'done', role: 'status' });
  const shown = element('article', { class: 'card', 'aria-labelledby': title });
  const finish = (text, taken) => {
    const isStillOffered = (control) =>
      card.selectionBehavior === 'any' && taken && control !== taken && control.matches('.suggestion');
    for (const control of shown.querySelectorAll('.controls')) if (!isStillOffered(control)) control.remove();
    done.append(`${text} `);
    shown.classList.add('answered');
  };
  const words = paragraphs(card.detail ?? '');
  const foot = words.length > 1 ? [words.pop()] : [];
  shown.append(
    element('h3', { id: title }, card.summary),
    ...words.map((paragraph) => element('p', {}, paragraph)),
    ...foot.map((paragraph) => element('p', { class: 'evidence' }, paragraph)),
    ...(card.suggestions ?? []).map((suggestion) => suggested(suggestion, card, ehr, finish)),
    element('div', { class: 'controls' }, dismissal(card, ehr, finish)),
    done,
    source(card.source),
  );
  return shown;
}

function source({ label, url }) {
  const link = url ? element('a', { href: url, target: '_blank', rel: 'noopener' }, label) : label;
  return element('p', { class: 'source' }, 'From ', link);
}

function suggested(suggestion, card, ehr, finish) {
  const accept = async () => {
    const created = await perform(suggestion, ehr.get);
    const outcome = { outcome: 'accepted', acceptedSuggestions: [{ id: suggestion.uuid }] };
    const { status } = await sendFeedback({ ...ehr, card, outcome });
    const what = created.map((one) => `a ${one.resourceType}`).join(' and ') || 'nothing';
    finish(`Accepted: ${what} was added to the record. Feedback sent to Secure Base (${status}).`, offer);
    ehr.recorded();
  };
  const descriptions = (suggestion.actions ?? []).map((action) => action.description).filter(Boolean);
  const offer = element(
    'div',
    { class: 'controls suggestion' },
    element('button', { type: 'button', class: 'accept', onclick: accept }, suggestion.label),
    ...descriptions.map((text) => element('p', {}, text)),
  );
  return offer;
}

function dismissal(card, ehr, finish) {
  const reasons = card.overrideReasons ?? [];
  const choices = reasons.map((reason, index) =>
    element(
      'label',
      {},
      element('input', { type: 'radio', name: `reason-${card.uuid}`, value: String(index), checked: index === 1 }),
      ` ${reason.display}`,
    ),
  );
  const comment = element('input', { type: 'text', id: `comment-${card.uuid}`, maxlength: '200', autocomplete: 'off' });
  const send = async (event) => {
    event.preventDefault();
    const chosen = reasons[Number(event.target.querySelector(':checked')?.value)];
    const overrideReason = {
      ...(chosen && { reason: chosen }),
      ...(comment.value.trim() && { userComment: comment.value.trim() }),
    };
    const reason = Object.keys(overrideReason).length > 0 && { overrideReason };
    const { status } = await sendFeedback({ ...ehr, card, outcome: { outcome: 'overridden', ...reason } });
    finish(`Dismissed${chosen ? `: ${chosen.display.toLowerCase()}` : ''}. Feedback sent to Secure Base (${status}).`);
  };
  return element(
    'details',
    { class: 'dismissal' },
    element('summary', {}, 'Dismiss'),
    element(
      'form',
      { onsubmit: send },
      element('fieldset', {}, element('legend', {}, 'Why?'), ...choices),
      element('label', { class: 'comment', for: comment.id }, 'In your own words (optional)', comment),
      element('button', { type: 'submit' }, 'Dismiss the card'),
    ),
  );
}
