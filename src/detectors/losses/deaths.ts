import { type Day, hasItemIn, itemsIn } from '../../history/calendar.ts';
import type { Relation, RelationalHistory, Relative } from '../../history/history.ts';
import { type Kind, kindOf } from '../../history/loss.ts';
import { type Silence, silent } from '../silence.ts';
import type { Agreement } from './agreement.ts';

/** The death of someone close, by one source. */
export interface Death {
  readonly reference: string;
  readonly source: 'links' | 'problem' | 'family-history';
  readonly relation: Relation | undefined;
  readonly kind: Kind | 'unknown';
  /** Of a month its last day. */
  readonly day: Day;
  readonly exact: boolean;
}

type LossHistory = Pick<RelationalHistory, 'losses'> & Partial<Pick<RelationalHistory, 'familyLosses' | 'relatives'>>;

/** Deaths by `asOf` whose day or month is known, oldest first, without those of which something hidden is recorded too. */
export function deathsIn({ losses, familyLosses = [], relatives = [] }: LossHistory, asOf: Day): readonly Death[] {
  const hidden = new Set(relatives.flatMap((one) => (one.doubtful ? [kindOf(one.relation)] : [])));
  const isHidden = ({ kind }: Death) => (kind === 'unknown' ? hidden.size > 0 : hidden.has(kind));
  const all = [
    ...relatives.map((one) => ({ ...one, source: 'links' as const })),
    ...[...losses, ...familyLosses],
  ].flatMap(({ reference, source, relation, died, diedExact }): Death[] => {
    if (died === undefined || died > asOf) return [];
    return [
      { reference, source, relation, kind: relation ? kindOf(relation) : 'unknown', day: died, exact: diedExact },
    ];
  });
  return all.filter((one) => !isHidden(one)).sort((a, b) => a.day - b.day || (a.reference < b.reference ? -1 : 1));
}

/** Something hidden, or contradictory, is recorded about whether a relative has died. */
export function mayHideDeath(relatives: readonly Relative[] = []): boolean {
  return relatives.some(({ doubtful }) => doubtful);
}

/** Why no death can be spoken of where none is known. */
export function whyNoDeath({ relatives }: Pick<LossHistory, 'relatives'>): Silence<'nothing-found' | 'hidden-death'> {
  return silent(mayHideDeath(relatives) ? 'hidden-death' : 'nothing-found');
}

/** Whether another source gives another day for the death of someone of the same kind. */
export function contradicted(deaths: readonly Death[], { sameDeathDays, conflictDays }: Agreement) {
  const bySource = [...Map.groupBy(deaths, ({ kind, source }) => `${kind} ${source}`).values()];
  return ({ kind, source, day }: Death): boolean =>
    bySource.some((others) => {
      const [first] = others;
      if (first?.kind !== kind || first.source === source) return false;
      const before = { from: day - conflictDays, to: day - sameDeathDays };
      const after = { from: day + sameDeathDays + 1, to: day + conflictDays + 1 };
      return hasItemIn(others, before) || hasItemIn(others, after);
    });
}

/** All that is recorded of one death, the most telling record first: a relation before none, a day before a month. */
export function recordsOf(
  death: Death,
  deaths: readonly Death[],
  { sameDeathDays }: Agreement,
): readonly [Death, ...Death[]] {
  const near = itemsIn(deaths, { from: death.day - sameDeathDays, to: death.day + sameDeathDays + 1 });
  const same = near.filter(
    ({ kind }) => kind === death.kind || kind === 'unknown' || (death.kind === 'unknown' && isOnly(kind, near)),
  );
  const [first = death, ...others] = same.toSorted((a, b) => telling(b) - telling(a));
  return [first, ...others];
}

/** Of two people who died at about the same time, an entry without a relation may mean either. */
function isOnly(kind: Death['kind'], near: readonly Death[]): boolean {
  return near.every((one) => one.kind === kind || one.kind === 'unknown');
}

const sources: Readonly<Record<Death['source'], number>> = { links: 2, problem: 1, 'family-history': 0 };

function telling({ relation, exact, source }: Death): number {
  return (relation === undefined ? 0 : 8) + (exact ? 4 : 0) + sources[source];
}
