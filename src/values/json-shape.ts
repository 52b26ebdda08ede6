/** Arrays and objects within each other; FHIR needs about fifteen. */
const maxDepth = 64;
/**
 * Members of one object; the largest of FHIR has about a hundred elements. To list and validate a million of them takes
 * three times as long as to parse them.
 */
const maxMembers = 10_000;

/**
 * What is wrong with the shape of parsed JSON, of callers and of FHIR servers alike: deeper nesting than {@link maxDepth},
 * or an object of more than {@link maxMembers} members; undefined where nothing is. It looks no deeper than that itself, so
 * its recursion is bounded: what recurses over the value afterwards can't overflow the stack (CWE-674).
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
  // for…in is some times faster than Object.values here, and parsed JSON has no inherited keys.
  for (const key in value) {
    members += 1;
    if (members > maxMembers) return 'with too many members in one object';
    const item = (value as Record<string, unknown>)[key];
    const fault = typeof item === 'object' ? faultWithin(item, levels - 1) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}
