import { daysAgo, type Json, subject } from './call.ts';

// Whatever a family says differs; the days are spread over as many as the record of a life may have.

/** A reference. */
export const to = (reference: string): Json => ({ reference });

export const sertraline: Json = { medicationCodeableConcept: { text: 'Sertraline 50mg tablets' } };
export const depressed: Json = { text: 'Depression' };

/** An active order. */
export function request(i: number, more: Json = sertraline): Json {
  const status = { status: 'active', intent: 'order', subject, authoredOn: daysAgo(i % 700) };
  return { resourceType: 'MedicationRequest', id: `m${i}`, ...status, ...more };
}

/** Something that was handed over. */
export function dispense(i: number, more: Json = sertraline): Json {
  const status = { status: 'completed', subject, whenHandedOver: daysAgo(i % 700) };
  return { resourceType: 'MedicationDispense', id: `d${i}`, ...status, ...more };
}

/** A problem of the list. */
export function condition(i: number, more: Json): Json {
  return { resourceType: 'Condition', id: `c${i}`, subject, recordedDate: daysAgo(i % 3000), ...more };
}

/** A problem in words that many code sets look at. */
export function pain(i: number, more: Json = {}): Json {
  return condition(i, { code: { text: 'Pain' }, ...more });
}

/** An observation that stands. */
export function observation(i: number, more: Json): Json {
  const status = { status: 'final', subject, effectiveDateTime: daysAgo(i % 3000) };
  return { resourceType: 'Observation', id: `o${i}`, ...status, ...more };
}

/** An appointment that was kept. */
export function appointment(i: number, more: Json = {}): Json {
  const participant = [{ actor: subject }];
  return {
    resourceType: 'Appointment',
    id: `a${i}`,
    status: 'fulfilled',
    start: daysAgo(i % 1000),
    participant,
    ...more,
  };
}

/** A message that was sent. */
export function communication(i: number, more: Json): Json {
  return { resourceType: 'Communication', id: `k${i}`, status: 'completed', subject, sent: daysAgo(i % 700), ...more };
}

/** A task that was asked for. */
export function task(i: number, more: Json): Json {
  const status = { status: 'requested', intent: 'order', for: subject, authoredOn: daysAgo(i % 300) };
  return { resourceType: 'Task', id: `t${i}`, ...status, ...more };
}

/** A referral that is over. */
export function referral(i: number, more: Json = {}): Json {
  const status = { status: 'completed', intent: 'order', subject, authoredOn: daysAgo(i % 700) };
  return { resourceType: 'ServiceRequest', id: `s${i}`, ...status, category: [{ text: 'Referral' }], ...more };
}

/** Something that was done. */
export function procedure(i: number, more: Json): Json {
  const status = { status: 'completed', subject, performedDateTime: daysAgo(i % 700) };
  return { resourceType: 'Procedure', id: `p${i}`, ...status, ...more };
}

/** A flag that is up. */
export function flag(i: number, more: Json): Json {
  return { resourceType: 'Flag', id: `f${i}`, status: 'active', subject, ...more };
}
