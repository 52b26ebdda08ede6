import { mayBeNamed } from '../cards/held.ts';
import type { Silence } from '../cds/silence.ts';
import { nameableOf } from './choose-findings.ts';
import type { ChartDependencies } from './dependencies.ts';
import type { OpenedChart } from './opened-chart.ts';
import { nameablePartsOf } from './parts.ts';
import { isSilentService } from './silent-codes.ts';
import type { Written } from './write-cards.ts';

/**
 * Why an answer has no cards: what could not be read, and what is held back. Undefined where there are cards, nothing to
 * name, the service is silent, or the person or a relative opened the chart.
 */
export function silenceOf(
  opened: OpenedChart,
  { cards, failed }: Written,
  dependencies: ChartDependencies,
): Silence | undefined {
  if (cards.length > 0 || isSilentService(opened.call.shows, dependencies.policy)) return undefined;
  if (opened.read.opening.user.kind === 'patient-side') return undefined;
  const parts = nameablePartsOf(opened.call);
  const unread = opened.unread.filter(({ part }) => parts.includes(part)).map(({ part, why }) => ({ part, why }));
  const threw = failed.filter(({ code }) => mayBeNamed(code)).map(({ code }) => ({ code, why: 'threw' }));
  const held = [...nameableOf(opened, dependencies).map(({ code, why }) => ({ code, why })), ...threw];
  if (unread.length === 0 && held.length === 0) return undefined;
  return { ...(unread.length > 0 && { unread }), ...(held.length > 0 && { held }) };
}
