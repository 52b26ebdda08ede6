import { readFileSync } from 'node:fs';

const shared = ['./base.css', './charts/chart.css'];
const base = shared.map((sheet) => readFileSync(new URL(sheet, import.meta.url), 'utf8')).join('');

/** The style of a page: what all pages share, then its own sheet. */
export function styleOf(sheet: URL): string {
  return base + readFileSync(sheet, 'utf8');
}
