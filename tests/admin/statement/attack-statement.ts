import type { Count, PeriodStatement, Statement } from '#src/admin/statement/statement.ts';
import { type Equation, rangeOf, type Unknown } from '../../small-numbers/attack.ts';

/**
 * What somebody with a solver knows who has read a printed period: its numbers, the bounds of those that are not printed, and how
 * they add up. It is written down from what the page says of its numbers, and shares nothing with the code that withholds them.
 */
export function knowledgeOf(period: PeriodStatement, opened: readonly Count[]) {
  const printed = new Map<string, number>();
  const unknown: Unknown[] = [];
  const equations: Equation[] = [];
  const learn = (id: string, count: Count) => {
    if (count === '<7') unknown.push({ id, least: 1, most: 6 });
    else if (count === '7+') unknown.push({ id, least: 7, most: Infinity });
    else printed.set(id, count);
    return id;
  };
  const sum = (total: string, parts: readonly string[]) =>
    equations.push([[total, -1], ...parts.map((id) => [id, 1] as const)]);
  const atLeast = (total: string, parts: readonly string[]) => {
    const id = `${total} beyond ${parts.join()}`;
    unknown.push({ id, least: 0, most: Infinity });
    sum(total, [...parts, id]);
  };
  const measures = ['found', 'held', 'shown', 'accepted', 'overridden', 'unanswered'] as const;
  for (const what of measures) {
    learn(what, period[what]);
    sum(
      what,
      period.detections.map((one) => learn(`${what} ${one.code}`, one[what])),
    );
  }
  for (const name of ['', ...period.detections.map(({ code }) => ` ${code}`)]) {
    sum(`shown${name}`, [`accepted${name}`, `overridden${name}`, `unanswered${name}`]);
    atLeast(`found${name}`, [`held${name}`, `shown${name}`]);
  }
  sum(
    'shown',
    period.weeks.map(({ week, shown }) => learn(`week ${week}`, shown)),
  );
  sum(
    'held',
    period.heldBy.map(({ rule, findings }) => learn(`rule ${rule}`, findings)),
  );
  sum(
    'overridden',
    period.answers.map(({ reason, cards }) => learn(`reason ${reason}`, cards)),
  );
  const review = period.review.map((one) => ({
    ...one,
    id: learn(`review ${Object.values(one).join(' ')}`, one.cards),
  }));
  for (const [reason, own] of Map.groupBy(review, (one) => one.reason))
    sum(
      `reason ${reason}`,
      own.map(({ id }) => id),
    );
  for (const [code, own] of Map.groupBy(review, (one) => one.code))
    atLeast(
      `overridden ${code}`,
      own.map(({ id }) => id),
    );
  const { detections, heldBy } = period.silent;
  for (const { code, found, held, wouldHaveShown } of detections) {
    learn(`silent found ${code}`, found);
    learn(`silent held ${code}`, held);
    learn(`silent shown ${code}`, wouldHaveShown);
    atLeast(`silent found ${code}`, [`silent held ${code}`, `silent shown ${code}`]);
  }
  unknown.push({ id: 'silent held', least: 0, most: Infinity });
  sum(
    'silent held',
    detections.map(({ code }) => `silent held ${code}`),
  );
  sum(
    'silent held',
    heldBy.map(({ rule, findings }) => learn(`silent rule ${rule}`, findings)),
  );
  for (const { client, openings, unread } of period.couldNotTell) {
    learn(client, openings);
    for (const part of new Set(unread.map((one) => one.part)))
      atLeast(
        client,
        unread
          .filter((one) => one.part === part)
          .map(({ why, openings: count }) => learn(`${client} ${part} ${why}`, count)),
      );
  }
  if (period.couldNotTell.length === 0) return { printed, unknown, equations };
  // Openings within a visit count again for a client, and once in their week.
  unknown.push({ id: 'all openings', least: 0, most: Infinity });
  sum(
    'all openings',
    period.couldNotTell.map(({ client }) => client),
  );
  atLeast(
    'all openings',
    opened.map((count, i) => learn(`openings ${i}`, count)),
  );
  return { printed, unknown, equations };
}

/** The numbers from 1 to 6 that can be worked out, each by its name. */
export function workedOut(period: PeriodStatement, weeks: Statement['weeks'] = []): readonly string[] {
  const opened = weeks.filter(({ week }) => week >= period.from && week <= period.to).map(({ openings }) => openings);
  const { printed, unknown, equations } = knowledgeOf(period, opened);
  const small = [...printed].filter(([, count]) => count > 0 && count < 7).map(([id]) => `${id} is printed`);
  const certain = unknown
    .filter(({ most }) => most === 6)
    .filter(({ id }) => {
      const { least, most } = rangeOf(id, printed, unknown, equations);
      return least === most;
    })
    .map(({ id }) => id);
  return [...small, ...certain];
}
