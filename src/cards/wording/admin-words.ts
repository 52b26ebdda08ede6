import type { Reason } from '../held.ts';

/** A text by each name. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

/** The administrator's page, and the form by which it is opened with a token. */
export interface AdminWords extends Texts<'skip' | 'title' | 'period' | 'csv' | 'notYet' | 'next' | 'notPrinted'> {
  readonly form: Texts<
    'title' | 'intro' | 'label' | 'button' | 'opening' | 'wrong' | 'throttled' | 'failed' | 'noScript'
  >;
  /** Sentences; each is left out where its numbers are not printed. */
  readonly findings: Texts<'heading' | 'openings' | 'shown' | 'shownAlone' | 'accepted' | 'held' | 'review' | 'few'>;
  readonly weeks: Texts<'heading' | 'about' | 'series' | 'numbers'> & {
    readonly columns: Texts<'week' | 'openings' | 'shown' | 'per100'>;
  };
  readonly detections: Texts<'heading' | 'about' | 'all' | 'trend'> & {
    readonly columns: Texts<
      'name' | 'per100' | 'trend' | 'found' | 'held' | 'shown' | 'accepted' | 'overridden' | 'unanswered'
    >;
  };
  readonly held: Texts<'heading' | 'about'> & {
    readonly columns: Texts<'rule' | 'findings'>;
    readonly rules: Readonly<Record<Reason, string>>;
  };
  readonly answers: Texts<'heading' | 'about' | 'accepted' | 'unanswered'> & {
    readonly columns: Texts<'answer' | 'cards'>;
    /** Beside the reasons that we offer. */
    readonly reasons: Texts<'no-reason' | 'unlisted'>;
  };
  readonly review: Texts<'heading' | 'about' | 'none' | 'atOtherTimes' | 'former' | 'present'> & {
    readonly columns: Texts<'sentence' | 'version'>;
  };
  readonly silent: Texts<'heading' | 'about' | 'heldHeading'> & {
    readonly columns: Texts<'name' | 'found' | 'held' | 'wouldHaveShown'>;
  };
  readonly couldNotTell: Texts<'heading' | 'about' | 'none' | 'openings'> & {
    readonly columns: Texts<'part' | 'why' | 'openings' | 'per100'>;
  };
  readonly retired: Texts<'heading' | 'about' | 'none'> & {
    readonly columns: Texts<'name' | 'tenant' | 'since' | 'rule'>;
    readonly rules: Texts<'rejected' | 'unkind'>;
  };
  readonly earlier: Texts<'heading'> & { readonly columns: Texts<'period' | 'openings'> };
  readonly reading: Texts<'heading'> & { readonly items: readonly string[] };
  readonly refusals: Readonly<Record<AdminRefusalPage, Texts<'title' | 'text'>>>;
}

/** Why the page is not shown to whoever launched it. */
export type AdminRefusalPage = 'switched-off' | 'not-listed' | 'unread';
