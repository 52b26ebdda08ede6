import { element } from './element.js';

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
    { once: true },
  );
  return details;
}
