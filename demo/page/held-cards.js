import { element, longDate } from './element.js';

/** Why a finding was held back, in words for the user. */
const reasons = {
  'quiet-shown': 'It was shown to you before.',
  'quiet-answered': 'It was dismissed without a reason.',
  'quiet-other': 'It was dismissed for another reason.',
  'quiet-accepted': 'What it suggested was accepted. It comes back when there is something new.',
  'quiet-not-now': 'It was answered with ‘not now’.',
  'quiet-already-known': 'It was answered with ‘already known’.',
  'quiet-not-right-for-this-person': 'Someone here answered that it is not right for this person.',
  'quiet-facts-wrong': 'Someone here answered that its facts are wrong. It does not come back.',
  'quiet-unkind-wording': 'Someone here answered that its wording is unkind. It does not come back.',
};

/** The findings held back on this chart, why and until when, and a button to reset each. */
export function renderHeldCards(findings, onShowAgain) {
  return element(
    'section',
    { class: 'quiet held-cards', 'aria-label': 'Kept quiet' },
    element('p', { class: 'quiet-title' }, 'Kept quiet'),
    ...findings.map(({ topic, why, until }) =>
      element(
        'p',
        {},
        element('strong', {}, topic),
        `: ${reasons[why] ?? why}${until ? ` Until ${longDate(until.slice(0, 10))}.` : ''}`,
      ),
    ),
    element('button', { type: 'button', class: 'again', onclick: onShowAgain }, 'Show it again'),
  );
}
