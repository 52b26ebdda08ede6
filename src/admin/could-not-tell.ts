import { text } from '../pages/html.ts';
import type { AdminSummary, SeenCount } from './summary.ts';
import { table } from './table.ts';

/** Parts of the record and reasons in plain words, by their codes. */
export interface UnreadWords {
  readonly parts: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}

type Client = AdminSummary['couldNotTell'][number];

/** For each client a table to send to whoever supplies that EHR; `since` is the first week that is counted. */
export function couldNotTellSection(clients: readonly Client[], since: string, words: UnreadWords): string {
  return [
    '<h2>Could not tell</h2>',
    '<p>How often a part of the record could not be read when a chart was opened. What needs that part is then silent: nothing is concluded from what is missing. Nobody is named here, so that each table may be sent to the supplier of that EHR.</p>',
    clients.length === 0 ? '<p>None.</p>' : '',
    ...clients.map((client) => `<h3>${text(client.client)}</h3>${tableOf(client, since, words)}`),
  ].join('');
}

function tableOf({ openings, unread }: Client, since: string, { parts, reasons }: UnreadWords): string {
  const rows = unread.map(({ part, why, openings: count }) => [
    ...[parts[part] ?? part, reasons[why] ?? why, String(count)],
    per100(count, openings),
  ]);
  const counted = `${openings} openings of charts, repeated ones too, in the weeks from ${since}.`;
  return `<p>${text(counted)}</p>${table(['Could not be read', 'Because', 'Openings', 'Of 100'], rows)}`;
}

/** Empty where a number is hidden. */
function per100(count: SeenCount, of: SeenCount): string {
  if (typeof count !== 'number' || typeof of !== 'number' || of === 0) return '';
  const share = Math.round((100 * count) / of);
  return share === 0 ? '<1' : String(share);
}
