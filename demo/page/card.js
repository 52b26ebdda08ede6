import { answersTo } from './answers.js';
import { dismissal } from './dismissal.js';
import { paragraphs } from './ehr.js';
import { element } from './element.js';
import { appLinks } from './thread.js';
import { whatWasAdded } from './what-was-added.js';

/**
 * A card as an EHR shows it: text, source, suggestions, and reasons to dismiss it. `ehr` has `get`, the `service`, and what
 * to do when the record changes (`recorded`), to read what was added (`read`), to show a dismissed card again
 * (`showAgain`), and to open the app of a link (`launchApp`).
 */
export function renderCard(card, ehr) {
  const title = `card-${card.uuid}`;
  const controls = element('div');
  const done = element('div', { class: 'done', role: 'status', tabindex: '-1' });
  const shown = element('article', { class: 'card', 'aria-labelledby': title });
  const answers = answersTo(card, ehr);
  const offer = () =>
    controls.replaceChildren(
      ...answers.offered().map((one) =>
        suggested(
          one,
          attempt(() => accept(one)),
        ),
      ),
      ...(answers.isTaken() ? [] : [dismissal(card, attempt(dismiss))]),
    );
  const report = (...outcome) => {
    shown.classList.add('answered');
    done.replaceChildren(...outcome);
    done.focus({ preventScroll: true });
  };
  const attempt = (act) => (value) => act(value).catch(() => report(paragraph('That did not work. Please try again.')));
  const accept = async (suggestion) => {
    const created = await answers.accept(suggestion);
    offer();
    report(...whatWasAdded(created, { read: ehr.read, undo: attempt(() => undo(suggestion)) }));
  };
  const undo = async (suggestion) => {
    await answers.undo(suggestion);
    offer();
    report(paragraph('Taken back: it is no longer in the record.'));
  };
  const dismiss = async ({ overrideReason, words }) => {
    await answers.dismiss(overrideReason);
    controls.replaceChildren();
    report(paragraph(`${words} `, button('Show it again', ehr.showAgain, 'again')));
  };
  offer();
  shown.append(...wordsOf(card, title), ...appLinks(card, ehr.launchApp), controls, done, source(card.source));
  return shown;
}

function wordsOf(card, title) {
  const words = paragraphs(card.detail ?? '');
  const foot = words.length > 1 ? [words.pop()] : [];
  return [
    element('h3', { id: title }, card.summary),
    ...words.map((text) => paragraph(text)),
    ...foot.map((text) => element('p', { class: 'evidence' }, text)),
  ];
}

function suggested(suggestion, accept) {
  const descriptions = (suggestion.actions ?? []).map(({ description }) => description).filter(Boolean);
  return element(
    'div',
    { class: 'controls suggestion' },
    button(suggestion.label, accept, 'accept'),
    ...descriptions.map((text) => paragraph(text)),
  );
}

function paragraph(...children) {
  return element('p', {}, ...children);
}

function button(label, onclick, className) {
  return element('button', { type: 'button', class: className, onclick }, label);
}

function source({ label, url }) {
  const link = url ? element('a', { href: url, target: '_blank', rel: 'noopener' }, label) : label;
  return element('p', { class: 'source' }, 'From ', link);
}
