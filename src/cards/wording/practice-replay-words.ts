import type { NameableReason } from '../held.ts';

type Texts<Names extends string> = Readonly<Record<Names, string>>;

/** Why a finding is held back in a replay: nobody has answered anything there. `not-named-here`: no page may say why. */
export type ReplayReason =
  | Extract<
      NameableReason,
      | ('deceased' | 'inactive' | 'replaced' | 'emergency-visit')
      | ('another-finding' | 'quiet-shown' | 'budget' | 'over-limit')
    >
  | 'not-named-here';

/** The pages of a replay, and the words of their tables, as ICU messages. */
export interface PracticeReplayWords
  extends Texts<
    | ('title' | 'about' | 'result' | 'resultSet' | 'rounded' | 'judge')
    | ('chart' | 'chartAlt' | 'chartNow' | 'chartSet' | 'chartLimit')
    | ('byCode' | 'byReason' | 'byWeek' | 'all' | 'few' | 'withSetting')
  > {
  readonly openedAt: Texts<'encounters' | 'weekly' | 'log'>;
  readonly columns: Texts<'code' | 'reason' | 'week' | 'openings' | 'clinicians' | 'cards' | 'held'>;
  readonly reasons: Texts<ReplayReason>;
  readonly limits: Texts<
    | ('heading' | 'corrected' | 'sameDay' | 'today' | 'roles' | 'relatives' | 'answers' | 'start')
    | ('created' | 'recordedDate' | 'period' | 'died-undated' | 'closed' | 'before-registration')
    | ('user-unknown' | 'unreadable' | 'not-in-export' | 'notRun' | 'lostPeople' | 'lostShards')
  >;
  readonly sample: Texts<
    'title' | 'about' | 'verdict' | 'note' | 'opened' | 'evidence' | 'none' | 'clinicalWords' | 'number'
  > & { readonly verdicts: Texts<'right and useful' | 'right' | 'wrong' | 'unkind'> };
}
