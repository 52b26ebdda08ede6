import { element } from './element.js';

/**
 * Reasons to dismiss a card, and room for own words. `dismiss` gets
 * the reason, if there is one, and words for the user. */
export function dismissal(card, dismiss) {
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
    const reason = reasons[Number(event.target.querySelector(':checked')?.value)];
    const userComment = comment.value.trim();
    const overrideReason = { ...(reason && { reason }), ...(userComment && { userComment }) };
    const isGiven = reason !== undefined || userComment !== '';
    const words = `Dismissed${reason ? `: ${reason.display.toLowerCase()}` : ''}.`;
    await dismiss({ words, ...(isGiven && { overrideReason }) });
  };
  return element(
    'details',
    { class: 'controls dismissal' },
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
