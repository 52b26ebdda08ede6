import { longDate } from '../element.js';
import { firstOf, inSentence } from './wording.js';

/** Visits and appointments as rows of the chart. */
export const contacts = {
  Encounter: (one, { nameOf }) => ({
    on: one.period?.start,
    kind: 'Visit',
    what: howItWent(one),
    who: whoSaw(one, nameOf),
    isVoid: isVoid(one),
  }),
  Appointment: (one, { nameOf }) => ({
    on: one.start,
    kind: 'Appointment',
    what: [appointmentStatus[one.status] ?? one.status, inSentence(purposeOf(one))].filter(Boolean).join(': '),
    who: clinicianOf(one, nameOf) || (one.status === 'booked' ? 'nobody named yet' : ''),
    isVoid: isVoid(one),
  }),
};

const appointmentStatus = {
  arrived: 'Here',
  booked: 'Booked',
  cancelled: 'Cancelled',
  'checked-in': 'Here',
  fulfilled: 'Kept',
  noshow: 'Missed',
  pending: 'Asked for',
  proposed: 'Proposed',
  waitlist: 'Waiting list',
};

const visitStatus = {
  arrived: 'waiting',
  cancelled: 'cancelled',
  'entered-in-error': 'entered in error',
  'in-progress': 'under way',
  planned: 'planned',
};

function isVoid({ status }) {
  return status === 'cancelled' || status === 'entered-in-error';
}

function purposeOf({ description, reasonCode, serviceType, appointmentType }) {
  return description ?? (firstOf(reasonCode) || firstOf(serviceType) || firstOf(appointmentType));
}

function clinicianOf({ participant }, nameOf) {
  return participant
    .flatMap(({ actor }) => actor?.reference ?? [])
    .filter((actor) => !actor.startsWith('Patient/') && !actor.startsWith('Location/'))
    .map(nameOf)
    .join(', ');
}

function whoSaw({ participant = [], statusHistory, serviceProvider }, nameOf) {
  const seen = participant.flatMap(({ individual }) => individual?.reference ?? []).map(nameOf);
  if (seen.length > 0) return seen.join(', ');
  return statusHistory ? 'nobody' : (serviceProvider?.display ?? 'elsewhere');
}

function howItWent(one) {
  const { status, statusHistory, type, reasonCode, class: setting, period } = one;
  if (statusHistory && status === 'cancelled') return `Left before being seen, after ${minutesOf(period)} minutes`;
  const what = firstOf(type) || (setting?.code === 'EMER' ? 'Emergency' : setting?.display) || 'Contact';
  const until = setting?.code === 'IMP' && period?.end ? ` until ${longDate(period.end)}` : '';
  const why = firstOf(reasonCode);
  const state = visitStatus[status] ? ` (${visitStatus[status]})` : '';
  return `${what}${until}${why ? `: ${inSentence(why)}` : ''}${state}`;
}

function minutesOf({ start, end }) {
  return Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
}
