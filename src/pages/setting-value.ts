/** The value of a setting in words, without the signs of JSON: it wraps on a narrow page. */
export function settingValue(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  if (typeof value !== 'object') return String(value);
  const parts = Array.isArray(value)
    ? value.map(nested)
    : Object.entries(value).map(([name, inner]) => `${name}: ${nested(inner)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function nested(value: unknown): string {
  const words = settingValue(value);
  return typeof value === 'object' && value !== null ? `(${words})` : words;
}
