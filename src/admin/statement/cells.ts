import { type CellTable, createCellTable } from '../../small-numbers/cells.ts';
import type { ReviewLine, Summary } from '../../store/summary.ts';
import { type CodeCounts, sumByCode, sumOf, sumSilentByCode } from './sum-by-code.ts';

/** What is counted in all and by detection. */
export type Measure = 'found' | 'held' | 'shown' | 'accepted' | 'overridden' | 'unanswered';

/** The names of cells. Of silent detections each begins with `silent`, so that they never mix with what was shown. */
export const ids = {
  all: (what: Measure) => what,
  week: (week: number) => `shown in ${week}`,
  code: (what: Measure, code: string) => `${what} of ${code}`,
  why: (rule: string) => `held by ${rule}`,
  reason: (reason: string) => `because ${reason}`,
  review: ({ code, version, reason }: Omit<ReviewLine, 'cards'>) => JSON.stringify(['review', code, version, reason]),
  openings: (week: number) => `openings in ${week}`,
  client: (client: string) => JSON.stringify(['client', client]),
  unread: (client: string, part: string, why: string) => JSON.stringify(['unread', client, part, why]),
} as const;

export const silent = (id: string) => `silent ${id}`;

type Cells = ReturnType<typeof createCellTable>;

/** Every number that is printed of one period, and how they add up, so that none can be worked out from the others. */
export function cellsOf(summary: Summary, review: readonly ReviewLine[]): CellTable {
  const cells = createCellTable();
  const counted = sumByCode(summary.lines);
  addFound(cells, counted, (id) => id);
  addAnswers(cells, counted, review);
  const weeks = new Set(summary.weeks.map(({ week }) => week));
  for (const { week } of summary.lines) weeks.add(week);
  for (const week of weeks) cells.add(ids.week(week), 0);
  for (const { week, shown } of summary.lines) cells.add(ids.week(week), shown);
  cells.sum(ids.all('shown'), [...weeks].map(ids.week));
  addFound(cells, sumSilentByCode(summary.silent), silent);
  addUnread(cells, summary);
  return cells.table;
}

/** What was found, shown and held back. What was found and neither is a card that was there before. */
function addFound(
  cells: Cells,
  counted: readonly Pick<CodeCounts, 'code' | 'found' | 'shown' | 'held'>[],
  name: (id: string) => string,
): void {
  for (const { code, found, shown, held } of counted) {
    addOwn(cells, code, { found, shown, held: sumOf(held.values()) }, name);
    for (const [why, count] of held) cells.add(name(ids.why(why)), count);
    const parts = [name(ids.code('held', code)), name(ids.code('shown', code))];
    // Whatever deletes rows may leave more cards than findings: then nobody can subtract them either.
    if (found >= shown + sumOf(held.values())) cells.rest(name(ids.code('found', code)), parts);
  }
  const rules = new Set(counted.flatMap(({ held }) => [...held.keys()]));
  addSums(cells, ['found', 'shown', 'held'], counted, name);
  cells.sum(name(ids.all('held')), [...rules].map(ids.why).map(name));
}

function addAnswers(cells: Cells, counted: readonly CodeCounts[], review: readonly ReviewLine[]): void {
  for (const { code, accepted, overridden, unanswered } of counted) {
    addOwn(cells, code, { accepted, overridden: sumOf(overridden.values()), unanswered }, (id) => id);
    for (const [reason, count] of overridden) cells.add(ids.reason(reason), count);
    cells.sum(
      ids.code('shown', code),
      (['accepted', 'overridden', 'unanswered'] as const).map((what) => ids.code(what, code)),
    );
  }
  addSums(cells, ['accepted', 'overridden', 'unanswered'], counted, (id) => id);
  const reasons = new Set(counted.flatMap(({ overridden }) => [...overridden.keys()]));
  cells.sum(ids.all('overridden'), [...reasons].map(ids.reason));
  for (const line of review) cells.add(ids.review(line), line.cards);
  for (const [reason, lines] of Map.groupBy(review, (line) => line.reason))
    cells.sum(ids.reason(reason), lines.map(ids.review));
  for (const [code, lines] of Map.groupBy(review, (line) => line.code))
    cells.rest(ids.code('overridden', code), lines.map(ids.review));
}

function addOwn(
  cells: Cells,
  code: string,
  counts: Partial<Record<Measure, number>>,
  name: (id: string) => string,
): void {
  for (const [what, count] of Object.entries(counts) as [Measure, number][]) {
    cells.add(name(ids.code(what, code)), count);
    cells.add(name(ids.all(what)), count);
  }
}

function addSums(
  cells: Cells,
  of: readonly Measure[],
  counted: readonly { readonly code: string }[],
  name: (id: string) => string,
): void {
  for (const what of of)
    cells.sum(
      name(ids.all(what)),
      counted.map(({ code }) => name(ids.code(what, code))),
    );
}

function addUnread(cells: Cells, { clients, weeks }: Summary): void {
  for (const { client, openings, unread } of clients) {
    cells.add(ids.client(client), openings);
    for (const { part, why, openings: count } of unread) cells.add(ids.unread(client, part, why), count);
    // In how many openings a part was read is as good a number as in how many it was not.
    for (const [part, reasons] of Map.groupBy(unread, (one) => one.part))
      if (sumOf(reasons.map((one) => one.openings)) <= openings)
        cells.rest(
          ids.client(client),
          reasons.map(({ why }) => ids.unread(client, part, why)),
        );
  }
  addVisits(cells, { clients, weeks });
}

/** Openings within a visit count again for a client, and once in their week, whose number was printed when it ended. */
function addVisits(cells: Cells, { clients, weeks }: Pick<Summary, 'clients' | 'weeks'>): void {
  const all = sumOf(clients.map(({ openings }) => openings));
  if (all < sumOf(weeks.map(({ openings }) => openings))) return;
  for (const { week, openings } of weeks) cells.addFixed(ids.openings(week), openings);
  const total = 'openings of all clients';
  cells.add(total, all, false);
  cells.sum(
    total,
    clients.map(({ client }) => ids.client(client)),
  );
  cells.rest(
    total,
    weeks.map(({ week }) => ids.openings(week)),
  );
}
