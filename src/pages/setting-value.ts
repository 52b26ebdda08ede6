import type { DetectionPagesWords } from '../cards/wording/detection-pages-words.ts';

/** The value of a setting in words, without the signs of JSON: it wraps on a narrow page. Numbers are as in the settings. */
export function settingValue(value: unknown, wording: Pick<DetectionPagesWords, 'notSet' | 'none'>): string {
  if (value === undefined || value === null) return wording.notSet;
  if (typeof value !== 'object') return String(value);
  const nested = (inner: unknown) => {
    const words = settingValue(inner, wording);
    return typeof inner === 'object' && inner !== null ? `(${words})` : words;
  };
  const parts = Array.isArray(value)
    ? value.map(nested)
    : Object.entries(value).map(([name, inner]) => `${name}: ${nested(inner)}`);
  return parts.length === 0 ? wording.none : parts.join(', ');
}
