import { longDate } from '../element.js';
import { capitalised, firstOf, inSentence } from './wording.js';

/** Medicines, referrals, and what is to be done, as rows of the chart. */
export const plans = {
  MedicationRequest: (one, { nameOf }) => ({
    on: one.authoredOn,
    kind: 'Medicine',
    what: `${isRepeat(one) ? 'Repeat' : 'Prescribed'}: ${inSentence(medicineOf(one))}${ended(one)}`,
    who: one.requester && nameOf(one.requester.reference),
  }),
  MedicationDispense: (one) => ({
    on: one.whenHandedOver ?? one.whenPrepared,
    kind: 'Medicine',
    what: `Collected: ${inSentence(medicineOf(one))}${one.daysSupply ? `, for ${one.daysSupply.value} days` : ''}`,
  }),
  ServiceRequest: (one, { nameOf, today }) => ({
    on: one.authoredOn ?? (one.status === 'draft' ? today : undefined),
    kind: 'Referral',
    what: [
      `${firstOf(one.code) || firstOf(one.category)}${one.status === 'draft' ? ', a draft' : ''}`,
      ...(one.reasonCode ?? []).map((reason) => inSentence(firstOf(reason))),
    ].join(': '),
    who: one.requester && nameOf(one.requester.reference),
  }),
  Task: (one, { nameOf }) => taskRow(one, nameOf),
  EpisodeOfCare: (one) => ({ on: one.period?.start, kind: 'Registration', what: 'Registered here' }),
};

export function medicineOf({ medicationCodeableConcept }) {
  return firstOf(medicationCodeableConcept) || 'a medicine';
}

function isRepeat({ courseOfTherapyType }) {
  return courseOfTherapyType?.coding?.[0]?.code === 'continuous';
}

function ended({ status }) {
  return ['stopped', 'cancelled', 'completed', 'on-hold'].includes(status) ? ` (${status.replace('-', ' ')})` : '';
}

const taskStatus = { completed: 'done', rejected: 'declined', cancelled: 'cancelled', failed: 'not done' };

function taskRow(one, nameOf) {
  const due = one.restriction?.period?.end;
  const what = firstOf(one.code) || one.description || 'a task';
  const state = taskStatus[one.status] ? ` (${taskStatus[one.status]})` : '';
  const isVoid = one.status === 'cancelled' || one.status === 'entered-in-error';
  // An invitation is a task for the person, without a day on which it is due.
  if (one.code && !due) return { on: one.authoredOn, kind: 'Invitation', what: `${capitalised(what)}${state}`, isVoid };
  const isOpen = taskStatus[one.status] === undefined;
  const by = due ? `To do by ${longDate(due)}: ` : 'To do: ';
  const who = one.owner && nameOf(one.owner.reference);
  return {
    on: isOpen ? (due ?? one.authoredOn) : one.authoredOn,
    kind: 'Task',
    what: `${by}${inSentence(what)}${state}`,
    who,
    isVoid,
  };
}
