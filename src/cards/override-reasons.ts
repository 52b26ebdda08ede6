/** Reasons to override a card, in the order in which an EHR offers them. */
export const overrideReasons = [
  'already-known',
  'not-now',
  'not-right-for-this-person',
  'facts-wrong',
  'unkind-wording',
  'other',
] as const;
export type OverrideReason = (typeof overrideReasons)[number];
