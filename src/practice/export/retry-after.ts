/** The form of a date that every sender has to write (RFC 9110, 5.6.7). */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The instant of an HTTP date, in milliseconds since 1970; undefined where it is none. */
export function instantOf(date: string | null): number | undefined {
  const instant = date !== null && httpDate.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** Milliseconds that a `Retry-After` asks to wait, in seconds or until a date (RFC 9110, 10.2.3); undefined where it is neither. */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,7}$/.test(value.trim())) return 1000 * Number(value);
  const instant = instantOf(value.trim());
  return instant === undefined ? undefined : Math.max(0, instant - now);
}
