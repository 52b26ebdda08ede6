/** Nesting of arrays and objects; FHIR needs about fifteen levels. */
const maxDepth = 64;
/**
 * Members of one object; the largest FHIR type has about a hundred elements. Listing and validating a million members takes
 * three times as long as parsing them.
 */
const maxMembers = 10_000;

/**
 * What is wrong with the shape of JSON from a caller or a FHIR server: nesting deeper than {@link maxDepth}, an object of
 * more than {@link maxMembers} members, or a key by which copying code could change a prototype (CWE-1321); undefined if
 * nothing is. Its own recursion is bounded by that depth, and code that recurses over the value afterwards can't overflow
 * the stack (CWE-674).
 */
export function shapeFault(value: unknown): string | undefined {
  return faultWithin(value, maxDepth);
}

function faultWithin(value: unknown, levels: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return 'nested too deeply';
  if (Array.isArray(value)) {
    for (const item of value) {
      const fault = typeof item === 'object' ? faultWithin(item, levels - 1) : undefined;
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  let members = 0;
  // for…in is several times faster than Object.values here, and parsed JSON has no inherited keys.
  for (const key in value) {
    members += 1;
    if (members > maxMembers) return 'with too many members in one object';
    if (key === '__proto__') return 'with a forbidden key';
    const item = (value as Record<string, unknown>)[key];
    if (typeof item !== 'object' || item === null) continue;
    if (key === 'constructor' && Object.hasOwn(item, 'prototype')) return 'with a forbidden key';
    const fault = faultWithin(item, levels - 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
