import { element } from './element.js';

const isNarrow = () => window.matchMedia('(max-width: 48rem)').matches;

/** Brings a chart into view: where it is above the window, and on a phone instead of the list. */
export function showChart(main) {
  document.body.classList.add('chart-open');
  if (main.getBoundingClientRect().top < 0) main.scrollIntoView({ block: 'start' });
}

/** On a phone the card is what to see, below the name, which stays in view. */
export function showGuidance(guidance) {
  if (isNarrow()) guidance.scrollIntoView({ block: 'start' });
}

/** A button that leads from a chart back to its place in the list, for phones. */
export function backToList() {
  const onclick = () => {
    document.body.classList.remove('chart-open');
    const row = document.querySelector('#people [aria-current]');
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  };
  return element('button', { type: 'button', class: 'to-list', onclick }, 'Back to the list');
}

/** Paper can't be unfolded: what is written in the chart is open while it is printed. */
export function openForPrint(main) {
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...main.querySelectorAll('.document:not([open])')];
    for (const one of opened) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
  });
}
