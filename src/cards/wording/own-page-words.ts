/** The pages that a user opens about their own work: their own page, its sheet and the list of goodbyes. */
export interface OwnPageWords {
  readonly skip: string;
  readonly own: {
    readonly title: string;
    readonly intro: string;
    readonly caseload: Texts<'heading' | 'about' | 'kind' | 'count' | 'unread' | 'noTenant'> & {
      /** By the mark of the detection, or the letter of its family. */
      readonly groups: Texts<'A1' | 'A3' | 'C1' | 'E' | 'H'>;
    };
    readonly reflection: Texts<
      'heading' | 'invitation' | 'counted' | 'nothing-unusual' | 'too-few-timed' | 'unread' | 'not-allowed'
    >;
    readonly talk: Texts<'heading' | 'group' | 'nobody'>;
    /** Labels of links. */
    readonly sheet: string;
    readonly goodbyes: string;
  };
  readonly sheet: Texts<'title' | 'intro'> & { readonly questions: readonly string[] };
  readonly goodbyes: Texts<
    | ('title' | 'leaving' | 'left' | 'intro' | 'nobody' | 'caption' | 'unnamed' | 'unknown' | 'next' | 'cut')
    | ('visitsNotAll' | 'peopleUnread' | 'bookingsUnread' | 'look' | 'paper')
    | ('notAllowed' | 'visitsUnread' | 'notLeaving' | 'rolesUnread')
  > & { readonly columns: Texts<'name' | 'born' | 'visits' | 'last' | 'next' | 'done'> };
  readonly refusals: Readonly<Record<'switched-off' | 'not-clinical' | 'not-known', Texts<'title' | 'text'>>>;
}

/** A text by each name. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;
