import { fields, type JsonObject, objects } from '../json.ts';

/** Marked R (restricted) or V (very restricted) by v3-Confidentiality in `meta.security`. */
export function isRestricted(resource: JsonObject): boolean {
  if (resource.meta === undefined) return false;
  const security = fields(resource.meta)?.security;
  return security !== undefined && isConfidential(objects(security));
}

/** Whether one of these codings is R (restricted) or V (very restricted). */
export function isConfidential(codings: readonly JsonObject[]): boolean {
  return codings.some(({ code }) => code === 'R' || code === 'V');
}
