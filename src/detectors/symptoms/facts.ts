/** Conditions that are known by their symptoms, as they may be named to the person. */
export type Syndrome = 'irritable-bowel' | 'fibromyalgia' | 'chronic-fatigue';

/** G1. Either `referrals` with what came of them, or `normal`, or both are there. */
export type PersistentSymptoms = {
  /** Different symptoms of the body that were noted in the past `months`. */
  readonly symptoms: number;
  readonly months: number;
  readonly syndromes: readonly Syndrome[];
  /** Referrals of the past `years`, of which `withoutCause` found no cause and `withCause` a disease; of the rest no result is linked. */
  readonly referrals?: number;
  readonly withoutCause?: number;
  readonly withCause?: number;
  readonly years?: number;
  /** Days with results of tests, all normal, soon after a symptom was noted. */
  readonly normal?: number;
  /** A referral is about to be signed. */
  readonly signing: boolean;
};
