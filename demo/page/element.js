/**
 * Creates an element. Children are elements or text; text only ever becomes text nodes, so that nothing from a record
 * is interpreted as markup.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** `2026-07-31` as `31 July 2026`. */
export function longDate(iso) {
  return dateIn(iso, 'long');
}

/** `2026-07-31` as `31 Jul 2026`, for tables. */
export function shortDate(iso) {
  return dateIn(iso, 'short');
}

function dateIn(iso, month) {
  const day = new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);
  return day.toLocaleDateString('en-GB', { day: 'numeric', month, year: 'numeric', timeZone: 'Europe/London' });
}
