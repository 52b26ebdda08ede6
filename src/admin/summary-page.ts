import { page } from '../pages/html.ts';
import { couldNotTellSection, type UnreadWords } from './could-not-tell.ts';
import type { AdminSummary, SeenCount } from './summary.ts';
import { table } from './table.ts';

/** The summary as a printable page. */
export function summaryPage(
  { weeks, lines, silent, couldNotTell, review, retired }: AdminSummary,
  words: UnreadWords,
): string {
  return page(
    'What was noticed and shown',
    [
      '<p>Weeks begin on Monday, UTC. Numbers from 1 to 6 are all shown as &lt;7. Shown counts a card once, in the week in which it first came.</p>',
      '<h2>Openings of charts</h2>',
      table(
        ['Week', 'Openings'],
        weeks.map(({ week, openings }) => [week, cell(openings)]),
      ),
      '<h2>By detection</h2>',
      table(
        ['Week', 'Detection', 'Found', 'Shown', 'Held back by', 'Accepted', 'Overridden', 'Ignored'],
        lines.map((line) => [
          line.week,
          line.code,
          cell(line.findings),
          cell(line.shown),
          cells(line.held),
          cell(line.accepted),
          cells(line.overridden),
          cell(line.ignored),
        ]),
      ),
      silentSection(silent),
      '<h2>To look at again</h2>',
      '<p>Cards of which a clinician said that the facts are wrong or the wording unkind.</p>',
      table(
        ['Detection', 'Said', 'Cards'],
        review.map(({ code, reason, cards }) => [code, reason, cell(cards)]),
      ),
      '<h2>Retired</h2>',
      '<p>Detections that clinicians of a tenant answered badly, and that are silent there until they are woken (<code>POST /admin/detections/…/wake</code>, with the tenant as it stands here) or a release changes their words or rule.</p>',
      table(
        ['Detection', 'Tenant', 'Since', 'By the rule'],
        retired.map(({ code, tenant, since, rule }) => [code, tenant, since, rule]),
      ),
      couldNotTellSection(couldNotTell, weeks[0]?.week ?? '', words),
    ].join(''),
  );
}

function silentSection(silent: AdminSummary['silent']): string {
  return [
    '<h2>Not shown, in silent mode</h2>',
    '<p>What detections would have shown while they were silent (<code>SILENT</code>). Nobody saw any of it, and it is counted nowhere else on this page.</p>',
    table(
      ['Week', 'Detection', 'Found', 'Would have been shown', 'Would have been held back by'],
      silent.map(({ week, code, findings, wouldHaveShown, held }) => [
        week,
        code,
        cell(findings),
        cell(wouldHaveShown),
        cells(held),
      ]),
    ),
  ].join('');
}

function cell(count: SeenCount): string {
  return String(count);
}

function cells(counts: Readonly<Record<string, SeenCount>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');
}
