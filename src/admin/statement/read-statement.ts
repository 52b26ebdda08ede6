import { LRUCache } from 'lru-cache';
import { Problem } from '../../problem.ts';
import type { Protection } from '../../small-numbers/open-protection.ts';
import type { Retirement } from '../../store/retirement.ts';
import type { Store } from '../../store/store.ts';
import { cellsOf } from './cells.ts';
import { type CountedPeriod, dateOf, limit, openingsIn, periodStatement } from './period-statement.ts';
import { nextPrinting, type Period, periodOf, printedPeriods, weekMs, weeksSince } from './periods.ts';
import type { Statement } from './statement.ts';

/** What a statement is made from. */
export interface StatementSources {
  readonly store: Pick<Store, 'summary' | 'countAnswersByReason' | 'listRetirements'>;
  readonly protection: Pick<Protection, 'protect'>;
  /** Days after which the store deletes rows. */
  readonly keepDays: number;
}

/** Reads what may be printed now; rejects with the Problem `overloaded` where the store can't be read. */
export type ReadStatement = (now: number) => Promise<Statement>;

const dayMs = 24 * 60 * 60 * 1000;
/** Answers after which a person should look at the wording or the rules. */
export const reviewed = ['facts-wrong', 'unkind-wording'] as const;
/** As many periods as are printed, and for how long each is remembered: it may change only when a person is erased. */
const remembered = { max: 16, ttl: dayMs };

/** Each period is counted, and what is not printed of it worked out, once a day. */
export function createStatementReader({ store, protection, keepDays }: StatementSources): ReadStatement {
  const known = new LRUCache<number, Promise<CountedPeriod>>(remembered);
  const count = async (period: Period): Promise<CountedPeriod> => {
    const summary = await store.summary(period.from, period);
    const review = await store.countAnswersByReason(reviewed, period.from, period);
    const cells = cellsOf(summary, review);
    return { period, summary, review, cells, masks: await protection.protect(cells, limit) };
  };
  const countOnce = (period: Period): Promise<CountedPeriod> => {
    const counted = known.get(period.from) ?? count(period);
    known.set(period.from, counted, { noUpdateTTL: true });
    counted.catch(() => known.delete(period.from));
    return counted;
  };
  return async (now) => {
    try {
      const counted: CountedPeriod[] = [];
      // One after the other: a year of counts at once would hold up the calls that read the same store.
      for (const period of printedPeriods(now, now - keepDays * dayMs)) counted.push(await countOnce(period));
      return {
        weeks: await weeksOf(store, counted, now),
        periods: counted.filter(isCounted).map(periodStatement),
        next: dateOf(nextPrinting(now)),
        review: (await store.countAnswersByReason(reviewed)).map(({ cards: _, ...line }) => line),
        retired: (await store.listRetirements()).map(retiredLine),
      };
    } catch {
      throw new Problem('overloaded');
    }
  };
}

/** Before the service began there was nothing to count. */
function isCounted({ summary }: CountedPeriod): boolean {
  return summary.weeks.length + summary.lines.length + summary.silent.length + summary.clients.length > 0;
}

async function weeksOf(
  store: StatementSources['store'],
  counted: readonly CountedPeriod[],
  now: number,
): Promise<Statement['weeks']> {
  const since = counted.at(-1)?.period.until ?? periodOf(now - weekMs);
  const { weeks } = await store.summary(since);
  const recent = weeksSince(since, now);
  const last = { from: since, until: since + recent.length * weekMs };
  return [
    ...counted.filter(isCounted).map(({ period, summary }) => ({ ...period, weeks: summary.weeks })),
    { ...last, weeks },
  ].flatMap((part) =>
    openingsIn(part, part).map((openings, i) => ({ week: dateOf(part.from + i * weekMs), openings })),
  );
}

function retiredLine({ code, tenant, at, rule }: Retirement): Statement['retired'][number] {
  return { code, tenant, since: dateOf(at), rule };
}
