import type { Fact, NamedClinician } from '../detectors/detector.ts';

/** Only a clinician among facts has a reference. */
export function isClinician(fact: Fact): fact is NamedClinician {
  return typeof fact === 'object' && !isList(fact) && 'reference' in fact;
}

/** `Array.isArray` for readonly lists. */
export function isList(fact: Fact | undefined): fact is readonly Fact[] {
  return Array.isArray(fact);
}
