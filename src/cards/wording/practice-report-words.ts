type Texts<K extends string> = Readonly<Record<K, string>>;

/** The words of a practice's report as ICU messages; shares are percentages in words already. */
export interface PracticeReportWords
  extends Texts<'title' | 'period' | 'skip' | 'numbers' | 'withheld' | 'none' | 'all' | 'noList' | 'written'> {
  /** What was found, in sentences; each is left out where its numbers are not printed. */
  readonly findings: Texts<'heading' | 'slicc' | 'upc' | 'need' | 'departed' | 'tooFew' | 'noLists'>;
  /** What the figures are not. */
  readonly caveat: string;
  readonly months: Texts<'heading' | 'rose' | 'fell' | 'steady' | 'about' | 'slicc' | 'opr' | 'chance'>;
  readonly lists: Texts<'heading' | 'about' | 'of'>;
  readonly groups: Texts<'heading' | 'message' | 'about' | 'of' | 'age' | 'conditions'>;
  readonly lengths: Texts<'heading' | 'message' | 'about' | 'of'> & {
    readonly bands: Texts<'<1' | '1' | '2-3' | '4-5' | '6-10' | '11-15' | '>15' | 'never-met'>;
  };
  readonly departed: Texts<'heading' | 'about' | 'seen' | 'sameTwice' | 'nobody'>;
  readonly indices: Texts<'heading' | 'about'> & {
    readonly measures: Texts<'upc' | 'coc' | 'secon' | 'mmci'>;
    readonly visits: Texts<'gp' | 'face' | 'team'>;
    readonly states: Texts<'computed' | 'one-visit' | 'no-visit' | 'nameless'>;
  };
  readonly population: Texts<'heading' | 'about' | 'nameless'> & {
    readonly reasons: Texts<
      'included' | 'newcomer' | 'died' | 'left' | 'merged' | 'not-seen' | 'confidential' | 'unread' | 'all'
    >;
  };
  readonly columns: Texts<
    | ('month' | 'list' | 'age' | 'conditions' | 'group' | 'people' | 'visits' | 'own' | 'slicc' | 'ofGp' | 'opr')
    | ('computed' | 'mean' | 'quartile1' | 'median' | 'quartile3' | 'atLeast40' | 'atLeast70' | 'share' | 'count')
    | ('measure' | 'of' | 'meanUpc' | 'meanCoc' | 'practice' | 'seen' | 'sameTwice')
  >;
  readonly reading: Texts<'heading' | 'suppressed' | 'everything'> & { readonly definitions: readonly string[] };
  readonly region: Texts<'title' | 'about' | 'heading'>;
  /** With the number of `people` as it may be printed. */
  readonly missing: Texts<'unread' | 'unknownPractice'>;
}
