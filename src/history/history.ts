import type { AboutMe } from './about-me.ts';
import type { Booking } from './booking.ts';
import type { Caution } from './caution.ts';
import type { Condition } from './condition.ts';
import type { Contact } from './contact.ts';
import type { FollowUp } from './follow-up.ts';
import type { HandoverNote } from './handover-note.ts';
import type { Invitation, Procedure } from './invitation.ts';
import type { Known } from './known.ts';
import type { Acknowledgement, ChildStay, Loss, Relative } from './loss.ts';
import type { Medicine } from './medicine.ts';
import type { Observation } from './observation.ts';
import type { Person, Registration, Team } from './person.ts';
import type { OpenPlan } from './plan.ts';
import type { PromisedTask } from './promise.ts';
import type { Investigation, Referral } from './referral.ts';
import type { SharedSignature } from './signature.ts';
import type { Activity, Clinician, ClinicianKey, PracticeWeek, Staff } from './staff.ts';

export type { AboutMe } from './about-me.ts';
export type { Booking, Proposal } from './booking.ts';
export type { Caution, CautionKind } from './caution.ts';
export type { Condition } from './condition.ts';
export type { Contact, Setting } from './contact.ts';
export type { FollowUp } from './follow-up.ts';
export type { HandoverNote } from './handover-note.ts';
export type { Invitation, Procedure } from './invitation.ts';
export type { Known, UnreadReason } from './known.ts';
export type { Acknowledgement, ChildStay, Loss, Relation, Relative } from './loss.ts';
export type { Medicine, Order, Supply } from './medicine.ts';
export type { Measure, Observation } from './observation.ts';
export type { Person, Registration, Team } from './person.ts';
export type { OpenPlan } from './plan.ts';
export type { PromisedTask, PromiseKind } from './promise.ts';
export type { Investigation, Referral, ReferralResult } from './referral.ts';
export type { SharedSignature, Sign } from './signature.ts';
export type { Activity, Clinician, ClinicianKey, Name, PracticeWeek, Role, RoleKind, Staff } from './staff.ts';

/**
 * One person's care as relations: who was seen, when and how, and who those clinicians are.
 * Plain read-only data without FHIR words; every part may be *unread* (see {@link Reading}).
 */
export interface RelationalHistory {
  readonly person: Person;
  /** Every encounter of the person, qualifying or not, oldest first; undated ones last. */
  readonly contacts: readonly Contact[];
  /** Appointments, past and future, oldest first. */
  readonly bookings: readonly Booking[];
  readonly registration: Registration;
  readonly conditions: readonly Condition[];
  /** Measurements, and symptoms and findings noted as observations. */
  readonly observations: readonly Observation[];
  /** Medicines by what they are, whatever number of orders and issues each has. */
  readonly medicines: readonly Medicine[];
  /** Invitations to a review, screening or vaccination. */
  readonly invitations: readonly Invitation[];
  /** Procedures that were done or declined. */
  readonly procedures: readonly Procedure[];
  /** Relapse signatures that a clinician and the person wrote down together. */
  readonly signatures: readonly SharedSignature[];
  /** References of the resources that record a current safeguarding concern. */
  readonly safeguarding: readonly string[];
  /** Entries about what no card may touch upon; restricted ones too. */
  readonly cautions: readonly Caution[];
  /** References of whatever records domestic abuse, now or ever. */
  readonly domesticAbuse: readonly string[];
  /** Problems and findings that say that someone close to the person has died. */
  readonly losses: readonly Loss[];
  /** Deaths in the family by its history, a record that few servers keep. */
  readonly familyLosses: readonly Loss[];
  /** What shows that a bereavement was spoken or written of. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Partners, children, parents, brothers and sisters whose own records are linked; by a server alone. */
  readonly relatives: readonly Relative[];
  /** Stays in hospital of the person's children under 16, now or of late; by a server alone. */
  readonly childStays: readonly ChildStay[];
  readonly teams: readonly Team[];
  /** Open and former plans for the person: requested tasks, active referrals, scheduled activities of care plans. */
  readonly plans: readonly OpenPlan[];
  /** What the practice has promised the person to do by a day. */
  readonly promises: readonly PromisedTask[];
  /** Referrals that were made, oldest first, undated ones last. */
  readonly referrals: readonly Referral[];
  /** Results of tests that are normal or not, oldest first, undated ones last. */
  readonly investigations: readonly Investigation[];
  /** Suggestions of cards that someone has taken up or declined. */
  readonly followUps: readonly FollowUp[];
  /** Notes for whoever comes next, drafts included. */
  readonly handoverNotes: readonly HandoverNote[];
  /** What the person has written about themselves. */
  readonly aboutMe: readonly AboutMe[];
  /** Who works here, since and until when. Known when the home organisation's staff could be read. */
  readonly roles: Staff;
  /** Latest activity here, with anyone, of the (at most three) most-seen clinicians; known or unread person by person. */
  readonly activity: ReadonlyMap<ClinicianKey, Known<Activity>>;
  /** Weeks (from a Monday) of the person's gap in contact, if there is one: whether the practice saw anyone at all. */
  readonly practiceWeeks: readonly PracticeWeek[];
  /** By clinician from whom the person seems to have moved away: the weeks of the visits since, and whether they consulted. */
  readonly consultingWeeks: ReadonlyMap<ClinicianKey, Known<readonly PracticeWeek[]>>;
  /** Every clinician whom the other parts name, by key; always known, and each says whether it was read. */
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
}

/** A part of history, read as a whole or not at all. */
export type Part = keyof RelationalHistory;

/** A history as it was read: every part known or unread. */
export type Reading = { readonly [P in Part]: Known<RelationalHistory[P]> };
