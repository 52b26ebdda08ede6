import { Problem } from '../problem.ts';
import { feedbackLimits } from './protocol.ts';

/**
 * Refuses feedback that is too long before any of it is looked at.
 * @throws Problem `too-large` (413)
 */
export function refuseLongFeedback(body: unknown): void {
  const items = listIn(body, 'feedback');
  const isTooLong =
    items.length > feedbackLimits.items ||
    items.some((item) => listIn(item, 'acceptedSuggestions').length > feedbackLimits.suggestions);
  if (isTooLong) throw new Problem('too-large');
}

function listIn(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const list: unknown = (value as Record<string, unknown>)[name];
  return Array.isArray(list) ? list : [];
}
