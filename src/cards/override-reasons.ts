/** Why a card may be set aside, in the order in which an EHR offers it. */
export const overrideReasons = [
  'already-known',
  'not-now',
  'not-right-for-this-person',
  'facts-wrong',
  'unkind-wording',
  'other',
] as const;
export type OverrideReason = (typeof overrideReasons)[number];
