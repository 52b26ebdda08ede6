/** What the tests of the cards' words know of a language. */
export interface LanguageChecks {
  /** Words that judge, blame, label or alarm; undefined where the list is not at hand. */
  readonly banned: RegExp | undefined;
  /** A sentence that the list must find. */
  readonly bannedSample: string;
  /** Numbers that are spelled out, from two on. */
  readonly numberWords: RegExp;
  readonly numberSample: string;
  /** How a sentence begins that says what might be done. */
  readonly suggestion: RegExp;
  /** In a headline: that something might be done. */
  readonly might: RegExp;
  /** Pronouns of a woman, which stand on no man's card, and of a man. */
  readonly pronouns: { readonly feminine: RegExp; readonly masculine: RegExp };
  /** The footer of a card that counted 14 visits from 3 March 2023 to 30 September 2026, and not another one. */
  readonly counted: string;
  /** Words that explain persistent symptoms away, or discourage. */
  readonly explainedAway: RegExp;
  /** The sentence that keeps an eye on them. */
  readonly freshLook: string;
}
