import type { Day } from '../../../history/calendar.ts';
import type { ExclusionReason } from '../../../history/exclusion.ts';
import type { Booking, CautionKind, Contact } from '../../../history/history.ts';
import type { JsonObject } from '../../json.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import type { VisitKind } from '../../terminology/visit-kinds.ts';
import type { AppointmentState } from '../../versions/version.ts';

/** A participant of an encounter who may have seen the person. */
export interface Candidate {
  readonly participant: JsonObject;
  /** How well its type shows who saw the person, best first. */
  readonly rank: number;
}

/** What an encounter says by itself. Who it was with, where, and what other resources add is found by `resolveContact`. */
export interface UnresolvedContact {
  readonly encounter: IdentifiedResource;
  readonly reference: string;
  /** It took place, or is taking place. */
  readonly isHeld: boolean;
  /** It took place and is not restricted, so the names in it may be shown. */
  readonly isDisclosed: boolean;
  readonly types: readonly VisitKind[];
  readonly candidates: readonly Candidate[];
  readonly provider: JsonObject | undefined;
  readonly groups: readonly string[];
  /** References to the conditions that it was about. */
  readonly conditions: readonly JsonObject[];
  readonly cautions: readonly CautionKind[];
  readonly excluded: ExclusionReason | undefined;
  readonly says: Pick<Contact, 'day' | 'latest' | 'startedAt' | 'until' | 'state' | 'setting' | 'series' | 'reasons'> &
    Pick<Contact, 'kinds' | 'duty' | 'unplanned' | 'planned' | 'urgent' | 'leftEarly'>;
}

/** A contact with everything but `here`, which is false until it is known where that is. */
export interface ResolvedContact {
  readonly encounter: IdentifiedResource;
  readonly provider: JsonObject | undefined;
  /** The role that was not read, where only that says who saw the person. */
  readonly unreadRole: string | undefined;
  readonly contact: Omit<Contact, 'here'> & { here: boolean };
}

/** A participant of an appointment. */
export interface Participant {
  readonly actor: JsonObject | undefined;
  readonly declined: boolean;
  /** By its type it has seen, or is to see, the person. */
  readonly mayHaveSeen: boolean;
  /** By its type or name it is an interpreter. */
  readonly interpreter: boolean;
}

/** What an appointment says by itself. */
export interface UnresolvedBooking {
  readonly appointment: IdentifiedResource;
  readonly status: Exclude<AppointmentState, 'entered-in-error'>;
  readonly day: Day | undefined;
  readonly participants: readonly Participant[];
  /** Who cancelled it, so far as the reason says. */
  readonly canceller: Booking['by'];
  readonly says: Pick<Booking, 'reference' | 'day' | 'walkIn' | 'duty' | 'created' | 'shortNotice' | 'interpreter'> &
    Pick<Booking, 'kinds' | 'series' | 'changedProvider'>;
}
