import { fields, type JsonObject, objects } from '../json.ts';

/** Marked R (restricted) or V (very restricted) by v3-Confidentiality in `meta.security`. */
export function isRestricted(resource: JsonObject): boolean {
  if (resource.meta === undefined) return false;
  const security = fields(resource.meta)?.security;
  return security !== undefined && objects(security).some(({ code }) => code === 'R' || code === 'V');
}
