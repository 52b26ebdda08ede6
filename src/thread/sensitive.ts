import type { Sensitive } from '../cards/thread-audience.ts';
import { type Code, detectors } from '../detectors/index.ts';

/** Detections outside the family of losses that speak of relapses or notes. */
const speaking: Readonly<Partial<Record<Code, Sensitive>>> = {
  'illness-signature': 'relapses',
  'write-signature': 'relapses',
  'shared-signature': 'notes',
};
/** The family of losses in the catalogue. */
const losses = new Set<string>(detectors.filter(({ mark }) => mark.startsWith('H')).map(({ code }) => code));

/** What of it a detection speaks of, found or not: that it is silent about a death says that there was one. */
export function sensitiveIn(code: string): Sensitive | undefined {
  return losses.has(code) ? 'losses' : speaking[code as Code];
}

/** Whether a page that hides these may speak of a detection. */
export function isOpenTo(code: string, hidden: readonly Sensitive[]): boolean {
  const of = sensitiveIn(code);
  return of === undefined || !hidden.includes(of);
}
