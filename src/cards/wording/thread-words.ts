import type { NotCountedReason } from '../../history/exclusion.ts';
import type { Setting } from '../../history/history.ts';
import type { longTermConditions } from '../../history/long-term-conditions.ts';

/** A page in place of the one that was asked for: what it is, and what to do. */
export interface PlainPageWords {
  readonly title: string;
  readonly text: string;
}

type Texts<K extends string> = Readonly<Record<K, string>>;

/** The words of the thread of care and its leaflet, as ICU messages; days are in words already. */
export interface ThreadWords
  extends Texts<
    | 'title'
    | 'skip'
    | 'skipToMain'
    | 'born'
    | 'noName'
    | 'noticed'
    | 'nothingNoticed'
    | 'nothingWhileSilent'
    | 'nothingInWhatWasRead'
    | 'usual'
    | 'about'
    | 'earlier'
    | 'periods'
    | 'chart'
    | 'tooMany'
    | 'noContacts'
    | 'contactsUnread'
    | 'members'
    | 'left'
    | 'events'
    | 'away'
    | 'stay'
    | 'emergency'
    | 'gap'
    | 'gapLabel'
    | 'missed'
    | 'longTerm'
    | 'relapses'
    | 'before'
    | 'sign'
    | 'loss'
    | 'notes'
    | 'noteOf'
    | 'noteSigns'
    | 'leaflet'
    | 'table'
    | 'undated'
    | 'notRecorded'
    | 'looked'
    | 'unread'
    | 'allRead'
    | 'unreadPart'
    | 'hidden'
  > {
  readonly period: Texts<'10' | '5' | 'all'>;
  /** A lane in a list, and its label in the drawing where it is of several people. */
  readonly lane: Texts<'clinician' | 'teamOf' | 'othersOf'>;
  readonly rows: Texts<'away' | 'hospital' | 'gap' | 'missed' | 'relapses' | 'before' | 'losses'>;
  readonly key: Texts<'seen' | 'remote' | 'team' | 'booked' | 'missed' | 'emergency' | 'counted'>;
  readonly columns: Texts<'date' | 'who' | 'how' | 'counted'>;
  readonly how: Texts<Setting>;
  readonly counting: Texts<'counted' | 'not-looked-at' | NotCountedReason>;
  readonly conditions: Texts<(typeof longTermConditions)[number]>;
  readonly refused: Readonly<Record<'user' | 'record' | 'unreadable' | 'noNote', PlainPageWords>>;
  readonly sheet: Texts<'title' | 'of' | 'written' | 'inOwnWords' | 'signs' | 'ring' | 'noRing'>;
}
