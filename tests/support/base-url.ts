import { type BaseUrl, parseBaseUrl } from '#src/values/base-url.ts';

/** A base URL of a test; throws where it is none. */
export function baseUrlOf(text: string): BaseUrl {
  const base = parseBaseUrl(text);
  if (base === undefined) throw new Error(`${text} is no base URL`);
  return base;
}
