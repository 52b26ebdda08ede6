import type { CardPolicy } from './dependencies.ts';

type SilentPolicy = Pick<CardPolicy, 'silent' | 'silentExcept'>;

/** Whether the findings of a detection are never shown here, but remembered as what would have been. */
export function isSilent(code: string, { silent, silentExcept }: SilentPolicy): boolean {
  return silent && !silentExcept.includes(code);
}

/** Whether nothing that a service shows may be shown here. */
export function isSilentService(shows: readonly string[], policy: SilentPolicy): boolean {
  return policy.silent && shows.every((code) => isSilent(code, policy));
}

/** Those of some codes that are silent. */
export function silentOf(codes: readonly string[], policy: SilentPolicy): ReadonlySet<string> {
  return new Set(policy.silent ? codes.filter((code) => isSilent(code, policy)) : []);
}
