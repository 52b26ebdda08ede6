import { z } from 'zod';

const manifest = z.object({ request: z.string().optional(), transactionTime: z.string().optional() });

/**
 * From the manifest of an export (https://hl7.org/fhir/uv/bulkdata/export.html#response---complete-status): the base of the
 * server, and when it was made, in ms since 1970.
 */
export function exportBase(json: unknown): { readonly base: string | undefined; readonly until: number | undefined } {
  const parsed = manifest.safeParse(json);
  if (!parsed.success) return { base: undefined, until: undefined };
  const { request = '', transactionTime = '' } = parsed.data;
  const address = /^(https?:\/\/[^?#]+?)(?:\/(?:Patient|Group\/[^/]+))?\/\$export(?:[?#].*)?$/i.exec(request);
  const until = Date.parse(transactionTime);
  return { base: address?.[1], until: Number.isNaN(until) ? undefined : until };
}
