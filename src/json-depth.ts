/** Arrays and objects within each other, of callers and of FHIR servers alike; FHIR needs about fifteen. */
const maxDepth = 64;

/**
 * Whether parsed JSON nests deeper than {@link maxDepth}. It looks no deeper than that itself, so its recursion is
 * bounded: what recurses over a value afterwards can't overflow the stack (CWE-674).
 */
export function isTooDeep(value: unknown): boolean {
  return isDeeper(value, maxDepth);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && isDeeper(item, levels - 1)) return true;
    return false;
  }
  // for…in is some times faster than Object.values here, and parsed JSON has no inherited keys.
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === 'object' && isDeeper(item, levels - 1)) return true;
  }
  return false;
}
