import type { FollowUp, Invitation } from '../../history/history.ts';
import { text } from '../json.ts';
import type { FhirVersion } from '../versions/index.ts';
import type { IdentifiedResource } from './record.ts';

/** What a workflow resource is to each part of the history that it belongs to; to one that is not named it is nothing. */
interface Meaning {
  /** A Task counts as closed only with the day on which it was over. */
  readonly plans?: 'open' | 'closed';
  /** A Task counts as closed only with the day on which it was over. */
  readonly promises?: 'open' | 'closed';
  readonly invitations?: 'open' | 'undelivered' | NonNullable<Invitation['closed']>['as'];
  readonly followUps?: FollowUp['state'];
  readonly referrals?: 'open' | 'closed';
  readonly signatures?: 'open';
}

interface Statuses {
  readonly [status: string]: Meaning;
  /** Any other status, and none. */
  readonly otherwise: Meaning;
}

const taskGivenUp: Meaning = { plans: 'closed', promises: 'closed', invitations: 'withdrawn', followUps: 'given-up' };
/** It is still to be done, though it does not show whether anyone was asked. */
const underWay: Meaning = { promises: 'open', followUps: 'open' };
const onlyReferred: Meaning = { referrals: 'open' };

/**
 * To which parts a Task, a request, a message or a plan belongs, by its status. What else decides (what it is about, its
 * intent) is for the mapper of the part.
 */
const workflow = {
  /** hl7.org/fhir/R4/valueset-task-status.html */
  Task: {
    requested: { plans: 'open', promises: 'open', invitations: 'open', followUps: 'open' },
    received: { promises: 'open', invitations: 'open', followUps: 'open' },
    accepted: { promises: 'open', invitations: 'open', followUps: 'open' },
    completed: { plans: 'closed', promises: 'closed', invitations: 'done', followUps: 'done' },
    rejected: { plans: 'closed', promises: 'closed', invitations: 'declined', followUps: 'declined' },
    ready: underWay,
    'in-progress': underWay,
    'on-hold': underWay,
    cancelled: taskGivenUp,
    failed: taskGivenUp,
    // A draft does not show whether anyone was asked.
    otherwise: { followUps: 'open' },
  },
  /** hl7.org/fhir/R4/valueset-request-status.html; `suspended` is STU3's `on-hold`. */
  ServiceRequest: {
    active: { plans: 'open', invitations: 'open', referrals: 'open' },
    'on-hold': onlyReferred,
    suspended: onlyReferred,
    unknown: onlyReferred,
    // When a request was completed or revoked it does not say.
    completed: { invitations: 'done', referrals: 'closed' },
    revoked: { invitations: 'withdrawn' },
    otherwise: {},
  },
  /** hl7.org/fhir/R4/valueset-event-status.html; `aborted` is STU3's `stopped`. */
  Communication: {
    'in-progress': { invitations: 'open', followUps: 'open' },
    completed: { invitations: 'open', followUps: 'done' },
    'not-done': { invitations: 'undelivered', followUps: 'given-up' },
    stopped: { invitations: 'undelivered', followUps: 'given-up' },
    aborted: { invitations: 'undelivered', followUps: 'open' },
    otherwise: { followUps: 'open' },
  },
  /** hl7.org/fhir/R4/valueset-request-status.html */
  CarePlan: {
    active: { plans: 'open', signatures: 'open' },
    // A note of signs that is not used yet, or was taken back.
    draft: { followUps: 'open' },
    revoked: { followUps: 'declined' },
    otherwise: {},
  },
} as const satisfies Readonly<Record<string, Statuses>>;

/** What a resource is to a part of the history; undefined where its status says that it does not belong to it. */
export function meaningFor<P extends keyof Meaning>(
  part: P,
  type: keyof typeof workflow,
  { status }: IdentifiedResource,
  { referral }: FhirVersion,
): Meaning[P] | undefined {
  const given = text(status) ?? '';
  const statuses: Statuses = workflow[type];
  const code = type === 'ServiceRequest' ? (referral.states.get(given) ?? given) : given;
  return (Object.hasOwn(statuses, code) ? statuses[code] : statuses.otherwise)?.[part];
}
