import { element } from './element.js';

/** The outcomes in the order in which they matter to a reader, each with its heading. */
const outcomes = {
  shown: 'Shown',
  held: 'Held back',
  'not-computed': 'Could not be looked at',
  silent: 'Nothing to say',
  off: 'Switched off',
};

/**
 * Why the service showed this, or nothing: the outcome of each detection of the hook in its own words. Open where there is
 * no card.
 */
export function renderWhy(explained, { hasCard, showAgain }) {
  const groups = Map.groupBy(explained, ({ outcome }) => outcome);
  return element(
    'details',
    { class: 'why', open: !hasCard },
    element('summary', {}, hasCard ? 'Why this' : 'Why nothing'),
    ...(explained.length === 0 ? [element('p', {}, 'Nothing may be said of this chart to this user.')] : []),
    ...Object.entries(outcomes).flatMap(([outcome, title]) => [
      ...group(title, groups.get(outcome) ?? []),
      ...(outcome === 'held' && groups.get('held')?.some(isQuiet) ? [again(showAgain)] : []),
    ]),
  );
}

/** Held back because of an answer, or because it was shown: what the demonstration can forget. */
function isQuiet({ reason = '' }) {
  return reason.startsWith('quiet-');
}

function again(showAgain) {
  return element('button', { type: 'button', class: 'again', onclick: showAgain }, 'Show it again');
}

/** Detections for the same reason are one line, and stand last: it says little of each. */
function group(title, explained) {
  if (explained.length === 0) return [];
  const bySentence = [...Map.groupBy(explained, ({ sentence }) => sentence)];
  const lines = bySentence
    .toSorted(([, a], [, b]) => a.length - b.length)
    .flatMap(([sentence, all]) => [element('dt', {}, ...linksTo(all)), element('dd', {}, sentence)]);
  return [element('h3', {}, title), element('dl', {}, ...lines)];
}

function linksTo(explained) {
  return explained.flatMap(({ code, title }, index) => [
    ...(index > 0 ? [', '] : []),
    element('a', { href: `detections/${code}`, target: '_blank', rel: 'noopener' }, title),
  ]);
}

/** What was not read, in words: `Not read in time: who works here`; empty if all was. */
export function unreadOf(response, { parts, unread }) {
  const silence = response.extension?.['org.secure-base.silence']?.unread ?? [];
  const ofCards = (response.cards ?? []).flatMap((card) => card.extension?.['org.secure-base.evidence']?.unread ?? []);
  const lines = Map.groupBy([...silence, ...ofCards.map((part) => ({ part }))], ({ why }) => why);
  return [...lines].map(([why, all]) => {
    const names = [...new Set(all.map(({ part }) => parts[part] ?? 'the whole record'))].join(', ');
    if (why === 'timeout') return `Not read in time: ${names}.`;
    return why === undefined ? `Not read: ${names}.` : `Not read, because ${unread[why] ?? why}: ${names}.`;
  });
}
